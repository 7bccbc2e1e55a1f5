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
    private final Map<ServiceAddress, ServiceSocket> sockets = new HashMap<>();
    private Map<ServiceAddress, List<Backend>> backends = Map.of();
    private Duration affinity = Duration.ZERO;
    private long version;

    ServiceRoute(PodNetwork network, Time time) {
        this.network = network;
        this.time = time;
    }

    synchronized ServiceSocket socket(ServiceAddress address) {
        return sockets.computeIfAbsent(address, this::open);
    }

    /** All backends, of whatever port. */
    synchronized List<Backend> backends() {
        return backends.values().stream().flatMap(List::stream).distinct().toList();
    }

    /** Those of the first address that has this port. */
    synchronized List<Backend> backends(int port) {
        return backends.keySet().stream()
                .filter(address -> address.port() == port)
                .findFirst()
                .map(this::backends)
                .orElse(List.of());
    }

    private List<Backend> backends(ServiceAddress address) {
        return backends.getOrDefault(address, List.of());
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
        sockets.forEach((address, socket) -> socket.follow(backends(address), affinity));
    }

    @Override
    public synchronized void close() {
        sockets.values().forEach(ServiceSocket::close);
        sockets.clear();
    }

    private ServiceSocket open(ServiceAddress address) {
        ServiceSocket socket = address.protocol().equals("UDP")
                ? new ServiceDatagrams(network, time, address.family())
                : new ServiceListener(network, time, address.family());
        socket.follow(backends(address), affinity);
        return socket;
    }
}
