/** How traffic moves: the strategy for one kind of router. */
@NullMarked
package dev.bluegreen.cutover;

import org.jspecify.annotations.NullMarked;
