/** Requests received by the fake API server, for tests that count them. */
@NullMarked
package dev.bluegreen.testkit.request;

import org.jspecify.annotations.NullMarked;
