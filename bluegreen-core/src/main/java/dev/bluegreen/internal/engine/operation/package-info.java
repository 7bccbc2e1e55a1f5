/** What every operation runs on: its context, its deadlines, its calls, and the ways to stop. */
@NullMarked
package dev.bluegreen.internal.engine.operation;

import org.jspecify.annotations.NullMarked;
