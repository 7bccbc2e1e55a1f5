/** What reached the fake API server, so that a test can count it. */
@NullMarked
package dev.bluegreen.testkit.request;

import org.jspecify.annotations.NullMarked;
