/** Random schedules: releasers that are disturbed, paused and killed by a seed, and held against the laws afterwards. */
@NullMarked
package dev.bluegreen.laws.schedule;

import org.jspecify.annotations.NullMarked;
