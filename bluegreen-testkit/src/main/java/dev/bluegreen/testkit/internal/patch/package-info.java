/** The four ways to patch an object, and who owns which field: on plain trees, without knowing the store. */
@NullMarked
package dev.bluegreen.testkit.internal.patch;

import org.jspecify.annotations.NullMarked;
