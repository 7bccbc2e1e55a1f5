/** A route of the Gateway API that is moved by a tenth at a time, and the shares as clients see them. */
@NullMarked
package dev.bluegreen.examples.gradual;

import org.jspecify.annotations.NullMarked;
