/**
 * The one function of the world: from a Service, its EndpointSlices and the pods to what carries traffic, per port, protocol
 * and address family, as kube-proxy sees it. Prediction, proof and the refusal to retire rest on it. Pure: no requests, no
 * clock.
 */
@NullMarked
package dev.bluegreen.fabric8.internal.world;

import org.jspecify.annotations.NullMarked;
