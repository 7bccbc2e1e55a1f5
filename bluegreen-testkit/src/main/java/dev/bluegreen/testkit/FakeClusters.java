package dev.bluegreen.testkit;

import dev.bluegreen.model.ClosedException;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.Given;
import dev.bluegreen.testkit.internal.api.ApiHost;
import dev.bluegreen.testkit.time.VirtualTime;

/**
 * A server for many fake clusters, which share only its port and its threads: none sees another's objects, requests, faults
 * or time, and closing one cuts only its own connections. {@code @FakeClusterTest} has one for all tests of a run; {@link
 * FakeCluster#start()} and its like have one for each cluster. Thread-safe.
 */
public final class FakeClusters implements AutoCloseable {

    private final ApiHost host = new ApiHost();
    private volatile boolean closed;

    private FakeClusters() {}

    /** Opens the port, on loopback. */
    public static FakeClusters open() {
        return new FakeClusters();
    }

    /** Starts a cluster as {@link FakeCluster#start()} does; the caller closes it. */
    public FakeCluster start() {
        return startOn(VirtualTime.create(), FakeCluster.DEFAULT_NAMESPACE, ClusterParts.SEED);
    }

    /**
     * Starts a cluster as {@link FakeCluster#startOn(Time, String, long)} does; the caller closes it.
     *
     * @throws ConfigurationException if no namespace can have that name
     */
    public FakeCluster startOn(Time time, String namespace, long seed) {
        if (closed) {
            throw new ClosedException("clusters: their server is closed, and nothing was started; open another one");
        }
        Given.any("time", time);
        Given.name("namespace", namespace);
        return FakeCluster.of(new ClusterParts(host, () -> {}, time, namespace, seed), namespace);
    }

    /** Closes the port; open clusters cannot be reached any more. */
    @Override
    public void close() {
        closed = true;
        host.close();
    }
}
