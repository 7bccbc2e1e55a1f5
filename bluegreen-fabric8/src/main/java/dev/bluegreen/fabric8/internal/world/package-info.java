/**
 * Traffic as a pure function: from a Service, its EndpointSlices and the pods to the backends per port, protocol and address
 * family, with kube-proxy's semantics. Prediction, proof and the refusal to retire all use it. No requests, no clock.
 */
@NullMarked
package dev.bluegreen.fabric8.internal.world;

import org.jspecify.annotations.NullMarked;
