/** Code shared by harnesses: the sentences shown to people. */
@NullMarked
package dev.bluegreen.laws.internal;

import org.jspecify.annotations.NullMarked;
