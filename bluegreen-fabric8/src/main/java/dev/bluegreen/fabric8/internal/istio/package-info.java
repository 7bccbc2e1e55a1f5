/** VirtualServices of Istio: weights of their destinations, subsets, and how long a push takes. */
@NullMarked
package dev.bluegreen.fabric8.internal.istio;

import org.jspecify.annotations.NullMarked;
