/** What several parts of the test kit share. */
@NullMarked
package dev.bluegreen.testkit.internal;

import org.jspecify.annotations.NullMarked;
