/** The account that all strategies and sinks on AWS share: rate limit, clock, and translated errors. */
@NullMarked
package dev.bluegreen.aws;

import org.jspecify.annotations.NullMarked;
