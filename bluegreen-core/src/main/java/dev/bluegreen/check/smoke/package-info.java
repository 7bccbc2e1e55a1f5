/** Smoke tests: requests and log lines of the idle track, before it gets traffic. */
@NullMarked
package dev.bluegreen.check.smoke;

import org.jspecify.annotations.NullMarked;
