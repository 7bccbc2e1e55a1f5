package dev.bluegreen.spi;

import java.util.OptionalInt;
import java.util.Set;

/**
 * Addresses at which routers outside the cluster can reach one track, and only that track: the targets of a router must be
 * among them. All sets are empty where nothing is known.
 *
 * @param loadBalancers host names and IP addresses of load balancers in front of it, in lower case, without a final dot
 * @param podIps the IP addresses of its pods
 * @param nodePorts the ports of its Services on every node
 * @param answeringNodes the number of nodes that answer at those ports; empty where all of them do, or it is not known. With
 *     {@code externalTrafficPolicy: Local} it is those that run a ready pod of the track
 */
public record TrackAddresses(
        Set<String> loadBalancers, Set<String> podIps, Set<Integer> nodePorts, OptionalInt answeringNodes) {

    /** Unknown addresses. */
    public static final TrackAddresses UNKNOWN = new TrackAddresses(Set.of(), Set.of(), Set.of());

    /** Copies the sets. */
    public TrackAddresses {
        loadBalancers = Set.copyOf(loadBalancers);
        podIps = Set.copyOf(podIps);
        nodePorts = Set.copyOf(nodePorts);
    }

    /** Addresses of a track for which all nodes answer. */
    public TrackAddresses(Set<String> loadBalancers, Set<String> podIps, Set<Integer> nodePorts) {
        this(loadBalancers, podIps, nodePorts, OptionalInt.empty());
    }
}
