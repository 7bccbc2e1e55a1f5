/** The two stacks: a track staged, retired, or kept for longer. */
@NullMarked
package dev.bluegreen.internal.engine.stack;

import org.jspecify.annotations.NullMarked;
