/** Virtual time: it moves only when nobody is busy, so that tests wait for nothing. */
@NullMarked
package dev.bluegreen.testkit.time;

import org.jspecify.annotations.NullMarked;
