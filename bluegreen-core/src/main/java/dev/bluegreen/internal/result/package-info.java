/** Values behind the interfaces of {@code result}, and their texts. */
@NullMarked
package dev.bluegreen.internal.result;

import org.jspecify.annotations.NullMarked;
