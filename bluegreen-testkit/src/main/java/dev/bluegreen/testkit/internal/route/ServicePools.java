package dev.bluegreen.testkit.internal.route;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.balancer.GroupSettings;
import dev.bluegreen.testkit.internal.balancer.Pool;
import dev.bluegreen.testkit.internal.balancer.ServiceTargets;
import dev.bluegreen.testkit.internal.balancer.Split;
import dev.bluegreen.testkit.internal.balancer.TargetGroup;
import dev.bluegreen.testkit.internal.balancer.Turns;
import dev.bluegreen.testkit.internal.dataplane.Backend;
import dev.bluegreen.testkit.internal.dataplane.PodNetwork;
import dev.bluegreen.testkit.internal.dataplane.ServiceFeed;
import dev.bluegreen.testkit.internal.dataplane.ServiceProxy;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The pods behind Services, as routes use them. Thread-safe. */
final class ServicePools implements AutoCloseable {

    /** A target group and what fills it. */
    private record Filled(TargetGroup group, ServiceTargets by) {}

    private final ObjectStore store;
    private final Time time;
    private final ServiceFeed feed;
    private final ServiceProxy proxy;
    private final PodNetwork network;
    private final Map<String, Filled> groups = new HashMap<>();
    private final Turns turns = new Turns();

    ServicePools(ObjectStore store, Time time, ServiceFeed feed, ServiceProxy proxy, PodNetwork network) {
        this.store = store;
        this.time = time;
        this.feed = feed;
        this.proxy = proxy;
        this.network = network;
    }

    /**
     * The port of a Service that a route names by number or by name.
     *
     * @param port empty for the first there is
     * @return empty if there is no such Service or it has no such port
     */
    Optional<Integer> port(ResourceKey service, Object port) {
        return store.get(service).flatMap(tree -> ServiceFeed.port(tree, port));
    }

    /** True if there is such a Service. */
    boolean isThere(ResourceKey service) {
        return store.get(service).isPresent();
    }

    /** The endpoints of a Service as the first node knows them; none while it, or its port, is not there. */
    Pool endpoints(ResourceKey service, Object port) {
        return inTurn(() -> backends(service, port));
    }

    /** Of these those whose pods have labels that are asked for each time; none while nobody knows the labels. */
    Pool endpoints(ResourceKey service, Object port, Supplier<Optional<Map<String, String>>> labels) {
        return inTurn(() -> labels.get()
                .map(wanted -> backends(service, port).stream()
                        .filter(backend -> isLabelled(service.namespace(), backend, wanted))
                        .toList())
                .orElse(List.of()));
    }

    private List<Backend> backends(ResourceKey service, Object port) {
        return port(service, port)
                .map(number -> proxy.backends(service, number))
                .orElse(List.of());
    }

    /** The target group of a Service's port, made when it is first asked for, as if it had been there for long. */
    synchronized Pool targetGroup(ResourceKey service, int port) {
        return groups.computeIfAbsent(service + ":" + port, any -> fill(service, port))
                .group();
    }

    /**
     * Requests divided by weight.
     *
     * @see Split#of
     */
    Split split(List<Split.Share> shares, Duration sticky, int statusOfNobody) {
        return Split.of(time, turns, shares, sticky, statusOfNobody);
    }

    /** From now on shares are drawn. */
    void drawn(long seed) {
        turns.drawn(seed);
    }

    /** All objects of a kind in a namespace. */
    List<Map<String, Object>> objects(String group, String plural, String namespace) {
        return store.list(group, plural, namespace);
    }

    @Override
    public synchronized void close() {
        groups.values().forEach(filled -> {
            filled.by().close();
            filled.group().close();
        });
    }

    private Filled fill(ResourceKey service, int port) {
        TargetGroup group = new TargetGroup(time, network, GroupSettings.DEFAULT);
        return new Filled(group, ServiceTargets.follow(feed, time, service, port, group));
    }

    private boolean isLabelled(String namespace, Backend backend, Map<String, String> labels) {
        return store.list("", "pods", namespace).stream()
                .filter(pod -> backend.ip().equals(Trees.text(pod, "status", "podIP")))
                .anyMatch(pod ->
                        Trees.strings(pod, "metadata", "labels").entrySet().containsAll(labels.entrySet()));
    }

    private static Pool inTurn(Supplier<List<Backend>> backends) {
        AtomicInteger turn = new AtomicInteger();
        return () -> {
            List<Backend> now = backends.get();
            return now.isEmpty()
                    ? Optional.empty()
                    : Optional.of(now.get(Math.floorMod(turn.getAndIncrement(), now.size())));
        };
    }
}
