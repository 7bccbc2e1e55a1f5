/** How simulated pods behave: scripts, and the selectors that say which pod plays which. */
@NullMarked
package dev.bluegreen.testkit.internal.pod;

import org.jspecify.annotations.NullMarked;
