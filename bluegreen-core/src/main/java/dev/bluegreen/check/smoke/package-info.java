/** Smoke tests of the idle track before it gets traffic: requests and log lines. */
@NullMarked
package dev.bluegreen.check.smoke;

import org.jspecify.annotations.NullMarked;
