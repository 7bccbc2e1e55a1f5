package dev.bluegreen.testkit.internal.dataplane;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The listeners of one Service. Thread-safe. */
final class ServiceRoute implements AutoCloseable {

    private final PodNetwork network;
    private final Map<Integer, ServiceListener> listeners = new HashMap<>();
    private Map<Integer, List<Backend>> backends = Map.of();
    private long version;

    ServiceRoute(PodNetwork network) {
        this.network = network;
    }

    synchronized ServiceListener listener(int port) {
        return listeners.computeIfAbsent(port, this::open);
    }

    /** All backends, of whatever port. */
    synchronized List<Backend> backends() {
        return backends.values().stream().flatMap(List::stream).distinct().toList();
    }

    /** Follows a snapshot, unless it follows a newer one already; closes what the Service no longer has. */
    synchronized void follow(long newer, boolean exists, Map<Integer, List<Backend>> snapshot) {
        if (newer < version) {
            return;
        }
        version = newer;
        backends = snapshot;
        if (!exists) {
            close();
        }
        listeners.forEach((port, listener) -> listener.follow(snapshot.getOrDefault(port, List.of())));
    }

    @Override
    public synchronized void close() {
        listeners.values().forEach(ServiceListener::close);
        listeners.clear();
    }

    private ServiceListener open(int port) {
        ServiceListener listener = new ServiceListener(network);
        listener.follow(backends.getOrDefault(port, List.of()));
        return listener;
    }
}
