/** AssertJ assertions about a fake cluster and the traffic that went through it. */
@NullMarked
package dev.bluegreen.testkit.assertion;

import org.jspecify.annotations.NullMarked;
