/** A fake cluster for each test of JUnit Jupiter. */
@NullMarked
package dev.bluegreen.testkit.junit;

import org.jspecify.annotations.NullMarked;
