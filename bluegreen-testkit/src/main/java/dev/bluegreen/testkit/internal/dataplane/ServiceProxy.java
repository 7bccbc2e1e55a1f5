package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.internal.store.Trees;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What kube-proxy is to a node: follows Services and EndpointSlices, each change only after the Service's lag, and has
 * the Services' listeners send new connections accordingly. Thread-safe.
 */
public final class ServiceProxy implements AutoCloseable {

    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    private final ObjectStore store;
    private final Time time;
    private final PodNetwork network;
    private final Map<ResourceKey, ServiceRoute> routes = new ConcurrentHashMap<>();
    private final Map<ResourceKey, Duration> lags = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Runnable unsubscribe;

    /** Follows the store from now on. */
    public ServiceProxy(ObjectStore store, Time time, PodNetwork network) {
        this.store = store;
        this.time = time;
        this.network = network;
        this.unsubscribe = store.subscribe(this::follow);
    }

    /** From now on changes of the Service's endpoints reach its listeners this much later. */
    public void lag(ResourceKey service, Duration lag) {
        lags.put(service, lag);
    }

    /**
     * Where a port of a Service can be reached on loopback; the same address as long as the Service has that port.
     *
     * @throws IllegalArgumentException if there is no such Service, or it has no such port
     */
    public InetSocketAddress address(ResourceKey service, int port) {
        requirePort(service, port);
        return route(service).listener(port).address();
    }

    /**
     * The pods new connections to the Service go to now, on any of its ports.
     *
     * @throws IllegalArgumentException if there is no such Service
     */
    public List<PodIdentity> pods(ResourceKey service) {
        ports(service);
        return route(service).backends().stream()
                .flatMap(backend -> network.at(backend.ip()).stream())
                .map(PodEndpoint::identity)
                .distinct()
                .toList();
    }

    /**
     * The ports of a Service, in their order there.
     *
     * @throws IllegalArgumentException if there is no such Service
     */
    public List<Integer> ports(ResourceKey service) {
        Map<String, Object> tree = store.get(service).orElseThrow(() -> noSuch(service));
        return Trees.maps(tree, "spec", "ports").stream()
                .map(port -> Math.toIntExact(Trees.integer(port, "port").orElseThrow()))
                .toList();
    }

    /**
     * Runs a task each time a Service's listeners have followed a change.
     *
     * @return ends that
     */
    public Runnable onChange(Runnable task) {
        listeners.add(task);
        return () -> listeners.remove(task);
    }

    /** Closes all listeners. */
    @Override
    public void close() {
        unsubscribe.run();
        routes.values().forEach(ServiceRoute::close);
    }

    private ServiceRoute route(ResourceKey service) {
        return routes.computeIfAbsent(service, any -> new ServiceRoute(network));
    }

    private void follow(StoreEvent event) {
        if (event.key().is("", "services")) {
            update(event.key(), event.resourceVersion());
        } else if (event.key().is("discovery.k8s.io", "endpointslices")) {
            String service = Trees.text(event.latest(), "metadata", "labels", SERVICE_NAME);
            update(ResourceKey.core("services", event.key().namespace(), service), event.resourceVersion());
        }
    }

    /** Takes the snapshot now, with the commit, and applies it when the lag is over. */
    private void update(ResourceKey service, long version) {
        Map<String, Object> tree = store.get(service).orElse(Map.of());
        Map<Integer, List<Backend>> snapshot = Endpoints.of(tree, slices(service));
        ServiceRoute route = route(service);
        time.after(lags.getOrDefault(service, Duration.ZERO), () -> {
            route.follow(version, !tree.isEmpty(), snapshot);
            listeners.forEach(Runnable::run);
        });
    }

    private List<Map<String, Object>> slices(ResourceKey service) {
        return store.list("discovery.k8s.io", "endpointslices", service.namespace()).stream()
                .filter(slice -> service.name().equals(Trees.text(slice, "metadata", "labels", SERVICE_NAME)))
                .toList();
    }

    private void requirePort(ResourceKey service, int port) {
        if (!ports(service).contains(port)) {
            throw new IllegalArgumentException("Service " + service.namespace() + "/" + service.name() + " has no port "
                    + port + "; it has " + ports(service));
        }
    }

    private IllegalArgumentException noSuch(ResourceKey service) {
        List<String> there = store.list("", "services", service.namespace()).stream()
                .map(other -> Trees.text(other, "metadata", "name"))
                .toList();
        return new IllegalArgumentException(
                "no Service " + service.name() + " in namespace " + service.namespace() + "; there are " + there);
    }
}
