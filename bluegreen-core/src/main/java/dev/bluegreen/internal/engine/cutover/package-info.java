/** The phases of a cutover, and the operation that runs them in order. */
@NullMarked
package dev.bluegreen.internal.engine.cutover;

import org.jspecify.annotations.NullMarked;
