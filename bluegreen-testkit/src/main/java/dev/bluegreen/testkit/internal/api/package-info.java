/** The fake API server: what a request means, and what a real server would answer. Knows no transport but in its dispatcher. */
@NullMarked
package dev.bluegreen.testkit.internal.api;

import org.jspecify.annotations.NullMarked;
