/** When traffic may move forward: windows, the stop of a namespace, and a named way past a closed window. */
@NullMarked
package dev.bluegreen.internal.freeze;

import org.jspecify.annotations.NullMarked;
