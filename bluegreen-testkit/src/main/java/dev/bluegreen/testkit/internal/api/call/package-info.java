/** A call of the fake API: what was asked, and what is answered. */
@NullMarked
package dev.bluegreen.testkit.internal.api.call;

import org.jspecify.annotations.NullMarked;
