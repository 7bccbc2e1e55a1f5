/** When traffic may move forward: windows, and the stop of a namespace. */
@NullMarked
package dev.bluegreen.internal.freeze;

import org.jspecify.annotations.NullMarked;
