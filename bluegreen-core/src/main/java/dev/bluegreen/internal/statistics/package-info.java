/** Statistics: whether one sample is higher than another, and percentiles. */
@NullMarked
package dev.bluegreen.internal.statistics;

import org.jspecify.annotations.NullMarked;
