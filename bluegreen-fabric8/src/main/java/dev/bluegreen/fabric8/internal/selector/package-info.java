/** The selector of a Service as a router: predicted, patched, proven. */
@NullMarked
package dev.bluegreen.fabric8.internal.selector;

import org.jspecify.annotations.NullMarked;
