package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The listeners of one Service on one node. Thread-safe. */
final class ServiceRoute implements AutoCloseable {

    private final PodNetwork network;
    private final Time time;
    private final Map<Integer, ServiceListener> listeners = new HashMap<>();
    private Map<Integer, List<Backend>> backends = Map.of();
    private Duration affinity = Duration.ZERO;
    private long version;

    ServiceRoute(PodNetwork network, Time time) {
        this.network = network;
        this.time = time;
    }

    synchronized ServiceListener listener(int port) {
        return listeners.computeIfAbsent(port, this::open);
    }

    /** All backends, of whatever port. */
    synchronized List<Backend> backends() {
        return backends.values().stream().flatMap(List::stream).distinct().toList();
    }

    synchronized List<Backend> backends(int port) {
        return backends.getOrDefault(port, List.of());
    }

    /** Follows a view, unless it follows a newer one already; closes what the Service no longer has. */
    synchronized void follow(ServiceView view) {
        if (view.version() < version) {
            return;
        }
        version = view.version();
        backends = view.backends();
        affinity = view.affinity();
        if (!view.exists()) {
            close();
        }
        listeners.forEach((port, listener) -> listener.follow(backends(port), affinity));
    }

    @Override
    public synchronized void close() {
        listeners.values().forEach(ServiceListener::close);
        listeners.clear();
    }

    private ServiceListener open(int port) {
        ServiceListener listener = new ServiceListener(network, time);
        listener.follow(backends(port), affinity);
        return listener;
    }
}
