/** Who may do what, by the Roles that are bound to an identity. Knows no HTTP. */
@NullMarked
package dev.bluegreen.testkit.internal.access;

import org.jspecify.annotations.NullMarked;
