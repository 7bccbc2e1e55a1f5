package dev.bluegreen.testkit.traffic;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a load balancer's targets run on: finds what is behind an address. A cluster is one, for its pods; a test can be
 * one with servers of its own. Thread-safe.
 */
public interface TargetHost {

    /** Where connections to an address go on loopback; empty if nothing listens there. */
    Optional<InetSocketAddress> dial(String ip, int port);

    /** The HTTP status that a health check of an address is answered with now; empty if nothing answers. */
    OptionalInt probe(String ip, int port);

    /**
     * Runs a task each time {@link #probe} may have another answer than before. A balancer looks again only then.
     *
     * @return ends that
     */
    Runnable onChange(Runnable task);
}
