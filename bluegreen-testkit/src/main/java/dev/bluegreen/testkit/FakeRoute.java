package dev.bluegreen.testkit;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.internal.Given;
import dev.bluegreen.testkit.internal.route.RouteFollower;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.traffic.TrafficSpec;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The listener behind an object that splits traffic by weight: an Ingress with an action annotation of the AWS Load Balancer
 * Controller, a Service with such annotations, an HTTPRoute, a VirtualService. It routes each request by itself, so that kept
 * connections follow too (that of a Service: each connection), and gives each backend its exact share in turn. A change that
 * makes no sense is ignored: the state before stays in force. Thread-safe.
 *
 * <p>An Ingress, and a Service with a Network Load Balancer, has a target group for each Service it names, with the life of
 * {@link FakeLoadBalancer}'s targets; an HTTPRoute and a VirtualService send to the endpoints of Services.
 */
public final class FakeRoute implements AutoCloseable {

    private final Simulation simulation;
    private final ResourceKey key;
    private final RouteFollower follower;

    FakeRoute(Simulation simulation, ResourceKey key, RouteFollower follower) {
        this.simulation = simulation;
        this.key = key;
        this.follower = follower;
    }

    /** Its address, which is stable for the life of the cluster. */
    public InetSocketAddress address() {
        return follower.address();
    }

    /** The same as an HTTP address, without a path. */
    public URI uri() {
        return URI.create(
                "http://" + address().getHostString() + ":" + address().getPort());
    }

    /** Traffic to it. */
    public TrafficSpec traffic() {
        return simulation.traffic(key.toString(), List.of(address()));
    }

    /**
     * Delays its reaction to changes of its object from now on, in the cluster's time.
     *
     * @throws ConfigurationException if the time is negative
     */
    public FakeRoute lag(Duration time) {
        follower.lag(Given.duration("lag", time));
        return this;
    }

    /** Draws each choice from now on, instead of taking exact turns: shares are met approximately. */
    public FakeRoute atRandom(long seed) {
        follower.drawn(seed);
        return this;
    }

    /** Frees its port; the cluster does so too when it is closed. */
    @Override
    public void close() {
        follower.close();
    }
}
