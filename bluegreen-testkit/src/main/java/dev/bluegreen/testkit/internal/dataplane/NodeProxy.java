package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What kube-proxy is to one node: a listener for each Service that somebody on the node uses. Thread-safe. */
final class NodeProxy implements AutoCloseable {

    private final PodNetwork network;
    private final Time time;
    private final Map<ResourceKey, ServiceRoute> routes = new ConcurrentHashMap<>();

    NodeProxy(PodNetwork network, Time time) {
        this.network = network;
        this.time = time;
    }

    void follow(ResourceKey service, ServiceView view) {
        route(service).follow(view);
    }

    InetSocketAddress address(ResourceKey service, ServiceAddress address) {
        return route(service).socket(address).address();
    }

    List<Backend> backends(ResourceKey service) {
        return route(service).backends();
    }

    List<Backend> backends(ResourceKey service, int port) {
        return route(service).backends(port);
    }

    @Override
    public void close() {
        routes.values().forEach(ServiceRoute::close);
    }

    private ServiceRoute route(ResourceKey service) {
        return routes.computeIfAbsent(service, any -> new ServiceRoute(network, time));
    }
}
