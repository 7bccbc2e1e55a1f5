/** Which fields the built-in kinds have, and of which types. */
@NullMarked
package dev.bluegreen.testkit.internal.kind;

import org.jspecify.annotations.NullMarked;
