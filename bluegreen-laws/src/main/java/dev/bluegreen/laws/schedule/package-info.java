/** Random schedules: releasers that are disturbed, paused and killed by a seed, and then checked against the laws. */
@NullMarked
package dev.bluegreen.laws.schedule;

import org.jspecify.annotations.NullMarked;
