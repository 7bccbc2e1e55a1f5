/** Metrics and observations of releases through Micrometer. */
@NullMarked
package dev.bluegreen.micrometer;

import org.jspecify.annotations.NullMarked;
