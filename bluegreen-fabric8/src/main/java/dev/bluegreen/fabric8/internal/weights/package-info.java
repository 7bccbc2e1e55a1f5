/**
 * Weights of both tracks in one Kubernetes object as a router: read, compare-and-set write, fence and proof. A router is
 * added by a {@link dev.bluegreen.fabric8.internal.weights.WeightedKind}, which finds the weights in its objects, and a final
 * class that extends {@code WeightedCutover} of {@code dev.bluegreen.fabric8}; what is around its objects is a
 * {@link dev.bluegreen.fabric8.internal.weights.RouterContext}.
 */
@NullMarked
package dev.bluegreen.fabric8.internal.weights;

import org.jspecify.annotations.NullMarked;
