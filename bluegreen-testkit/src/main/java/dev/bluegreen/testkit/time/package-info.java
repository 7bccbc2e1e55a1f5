/** Virtual time: it moves only when nothing is busy, so that tests never wait. */
@NullMarked
package dev.bluegreen.testkit.time;

import org.jspecify.annotations.NullMarked;
