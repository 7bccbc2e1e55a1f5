/** What all strategies and sinks that call AWS share: pace, clock, and errors in words that help. */
@NullMarked
package dev.bluegreen.aws;

import org.jspecify.annotations.NullMarked;
