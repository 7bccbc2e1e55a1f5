/** Steady HTTP traffic over real sockets, and the result of every request. */
@NullMarked
package dev.bluegreen.testkit.traffic;

import org.jspecify.annotations.NullMarked;
