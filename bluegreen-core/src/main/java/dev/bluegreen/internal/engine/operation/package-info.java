/** Foundation of every operation: context, deadlines, calls and ways to stop. */
@NullMarked
package dev.bluegreen.internal.engine.operation;

import org.jspecify.annotations.NullMarked;
