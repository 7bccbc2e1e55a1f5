package dev.bluegreen.testkit;

import dev.bluegreen.testkit.internal.Given;
import dev.bluegreen.testkit.internal.balancer.GroupSettings;
import dev.bluegreen.testkit.internal.balancer.Layer7Listener;
import dev.bluegreen.testkit.internal.balancer.ServiceTargets;
import dev.bluegreen.testkit.internal.balancer.TargetGroup;
import dev.bluegreen.testkit.internal.balancer.TargetHealth;
import dev.bluegreen.testkit.internal.controller.TargetHealthGates;
import dev.bluegreen.testkit.internal.dataplane.Backend;
import dev.bluegreen.testkit.internal.dataplane.PodEndpoint;
import dev.bluegreen.testkit.internal.dataplane.ServiceFeed;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.traffic.TrafficSpec;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A load balancer in front of a Service, whose targets are the pods' own addresses, as the AWS Load Balancer Controller sets
 * one up in IP mode. It does not know the nodes' proxies: when the Service selects other pods, the old ones are deregistered
 * at once, and the new ones take time to be registered and checked.
 *
 * <p>While no target is healthy, requests go to all that are registered; while none is, they are answered 503. Durations are
 * of the cluster's time. Thread-safe.
 */
public final class FakeLoadBalancer implements AutoCloseable {

    private static final int MOST_CHECKS = 1_000;

    private final Simulation simulation;
    private final ResourceKey service;
    private final TargetGroup group;
    private final ServiceTargets targets;
    private final Layer7Listener listener;
    private Runnable unfollow = () -> {};
    private GroupSettings settings = GroupSettings.DEFAULT;

    FakeLoadBalancer(Simulation simulation, ResourceKey service) {
        this.simulation = simulation;
        this.service = service;
        ServiceFeed feed = simulation.feed();
        int port = ServiceFeed.ports(feed.require(service)).get(0);
        this.group = new TargetGroup(simulation.time(), simulation.network(), settings);
        this.targets = ServiceTargets.follow(feed, simulation.time(), service, port, group);
        this.listener = new Layer7Listener(simulation.network());
        listener.route(group);
    }

    /** Its address, which is stable for the life of the cluster. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** The same as an HTTP address, without a path. */
    public URI uri() {
        return URI.create(
                "http://" + address().getHostString() + ":" + address().getPort());
    }

    /** Traffic to it. */
    public TrafficSpec traffic() {
        return simulation.traffic("load balancer of " + service, List.of(address()));
    }

    /** Takes this long to register a target, instead of five seconds. */
    public FakeLoadBalancer registersWithin(Duration time) {
        return with(now -> now.registration(Given.duration("registersWithin", time)));
    }

    /**
     * Checks so, instead of every 15 seconds, with one check for a new target to be healthy, and two for another to be
     * unhealthy or healthy again.
     */
    public FakeLoadBalancer checks(Duration every, int toBeHealthy, int toBeUnhealthy) {
        return with(now -> now.checks(
                Given.positive("every", every),
                Given.between("toBeHealthy", toBeHealthy, 1, MOST_CHECKS),
                Given.between("toBeUnhealthy", toBeUnhealthy, 1, MOST_CHECKS)));
    }

    /** Keeps deregistered targets for this long, instead of 300 seconds. */
    public FakeLoadBalancer drainsFor(Duration time) {
        return with(now -> now.draining(Given.duration("drainsFor", time)));
    }

    /** Lets the share of a target that becomes healthy next to others grow over this time, instead of at once. */
    public FakeLoadBalancer slowStart(Duration time) {
        return with(now -> now.slowStart(Given.duration("slowStart", time)));
    }

    /**
     * Tells pods with the readiness gate {@code target-health.elbv2.k8s.aws/<binding>} whether they are healthy targets, as the
     * AWS Load Balancer Controller does for a TargetGroupBinding of that name; registers also pods that wait for nothing else.
     */
    public synchronized FakeLoadBalancer gates(String binding) {
        TargetHealthGates gates = simulation.gates(group, Given.objectName("binding", binding));
        targets.gated(gates::registered, gates::look);
        unfollow = gates.follow(() -> targets.sync(simulation.feed(), service));
        targets.sync(simulation.feed(), service);
        return this;
    }

    /** Its targets by pod, or by address where the pod is gone: initial, healthy, unhealthy, draining or unused. */
    public Map<String, String> targets() {
        Map<String, String> states = new LinkedHashMap<>();
        for (TargetHealth health : group.health()) {
            states.put(name(health.target()), health.state().name().toLowerCase(Locale.ROOT));
        }
        return states;
    }

    /** Frees its port; the cluster does so too when it is closed. */
    @Override
    public void close() {
        unfollow.run();
        targets.close();
        group.close();
        listener.close();
    }

    private synchronized FakeLoadBalancer with(UnaryOperator<GroupSettings> change) {
        settings = change.apply(settings);
        group.configure(settings);
        return this;
    }

    private String name(Backend target) {
        return simulation
                .network()
                .at(target.ip())
                .map(PodEndpoint::identity)
                .map(identity -> identity.pod())
                .orElse(target.ip() + ":" + target.port());
    }
}
