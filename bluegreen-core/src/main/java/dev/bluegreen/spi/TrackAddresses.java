package dev.bluegreen.spi;

import java.util.OptionalInt;
import java.util.Set;

/**
 * Where routers outside the cluster can reach one track, and only that track: what a router sends to a track must be among
 * it. All sets are empty where nothing is known.
 *
 * @param loadBalancers host names and IP addresses of load balancers in front of it, in lower case, without a dot at the
 *     end
 * @param podIps the IP addresses of its pods
 * @param nodePorts the ports of its Services on every node
 * @param answeringNodes how many nodes answer at those ports; empty where all of them do, or it is not known. With
 *     {@code externalTrafficPolicy: Local} it is those that run a ready pod of the track
 */
public record TrackAddresses(
        Set<String> loadBalancers, Set<String> podIps, Set<Integer> nodePorts, OptionalInt answeringNodes) {

    /** Nothing is known. */
    public static final TrackAddresses UNKNOWN = new TrackAddresses(Set.of(), Set.of(), Set.of());

    /** Copies the sets. */
    public TrackAddresses {
        loadBalancers = Set.copyOf(loadBalancers);
        podIps = Set.copyOf(podIps);
        nodePorts = Set.copyOf(nodePorts);
    }

    /** Of a track for which all nodes answer. */
    public TrackAddresses(Set<String> loadBalancers, Set<String> podIps, Set<Integer> nodePorts) {
        this(loadBalancers, podIps, nodePorts, OptionalInt.empty());
    }
}
