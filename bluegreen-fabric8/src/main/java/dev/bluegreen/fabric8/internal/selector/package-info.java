/** The selector of a Service as a router: prediction, patch and proof. */
@NullMarked
package dev.bluegreen.fabric8.internal.selector;

import org.jspecify.annotations.NullMarked;
