package dev.bluegreen.testkit.traffic;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The host of a load balancer's targets, which resolves their addresses. A cluster is one, for its pods; a test can be one
 * with its own servers. Thread-safe.
 */
public interface TargetHost {

    /** The socket on loopback for connections to an address; empty if nothing listens there. */
    Optional<InetSocketAddress> dial(String ip, int port);

    /** The HTTP status of a health check of an address now; empty if nothing answers. */
    OptionalInt probe(String ip, int port);

    /**
     * Runs a task each time {@link #probe} may have another answer than before. A balancer looks again only then.
     *
     * @return a subscription that ends this
     */
    Runnable onChange(Runnable task);
}
