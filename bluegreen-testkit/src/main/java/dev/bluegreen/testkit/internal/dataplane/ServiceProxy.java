package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The nodes' proxies: each follows Services and EndpointSlices by itself, each change only after the Service's lag on
 * that node, and has its listeners send new connections accordingly. Thread-safe.
 */
public final class ServiceProxy implements AutoCloseable {

    private final ServiceFeed feed;
    private final Time time;
    private final PodNetwork network;
    private final List<NodeProxy> nodes = new CopyOnWriteArrayList<>();
    private final Map<ResourceKey, Lag> lags = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Runnable unfollow;

    /** Follows the feed from now on, on one node. */
    public ServiceProxy(ServiceFeed feed, Time time, PodNetwork network) {
        this.feed = feed;
        this.time = time;
        this.network = network;
        this.nodes.add(new NodeProxy(network, time));
        this.unfollow = feed.follow(this::update);
    }

    /** From now on there are so many nodes; new ones know all Services as they are now. */
    public synchronized void nodes(int number) {
        while (nodes.size() < number) {
            NodeProxy node = new NodeProxy(network, time);
            feed.services().forEach(service -> node.follow(service, feed.view(service)));
            nodes.add(node);
        }
    }

    /** How many nodes there are. */
    public int nodes() {
        return nodes.size();
    }

    /** From now on changes of the Service's endpoints reach its listeners this much later. */
    public void lag(ResourceKey service, Lag lag) {
        lags.put(service, lag);
    }

    /**
     * Where a port of a Service can be reached from a node, counted from 0; the same address as long as the Service has
     * that port.
     *
     * @throws ConfigurationException if there is no such Service, or it has no such port
     */
    public InetSocketAddress address(int node, ResourceKey service, int port) {
        return addresses(service).stream()
                .filter(address -> address.port() == port)
                .findFirst()
                .map(address -> address(node, service, address))
                .orElseThrow(() -> new ConfigurationException("port: " + port + " is none of Service "
                        + service.namespace() + "/" + service.name() + "; it has " + ports(service)));
    }

    /** Where an address of a Service can be reached from a node, counted from 0. */
    public InetSocketAddress address(int node, ResourceKey service, ServiceAddress address) {
        return nodes.get(node).address(service, address);
    }

    /**
     * The addresses of a Service, family by family.
     *
     * @throws ConfigurationException if there is no such Service
     */
    public List<ServiceAddress> addresses(ResourceKey service) {
        feed.require(service);
        return feed.view(service).addresses();
    }

    /**
     * The pods new connections to the Service go to now, on any of its ports and from any node.
     *
     * @throws ConfigurationException if there is no such Service
     */
    public List<PodIdentity> pods(ResourceKey service) {
        feed.require(service);
        return identities(nodes.stream().flatMap(node -> node.backends(service).stream()));
    }

    /**
     * The same from one node, counted from 0.
     *
     * @throws ConfigurationException if there is no such Service
     */
    public List<PodIdentity> pods(int node, ResourceKey service) {
        feed.require(service);
        return identities(nodes.get(node).backends(service).stream());
    }

    /** Where connections to a port of the Service go now from the first node; nowhere if there is no such Service. */
    public List<Backend> backends(ResourceKey service, int port) {
        return nodes.get(0).backends(service, port);
    }

    /**
     * The ports of a Service, in their order there.
     *
     * @throws ConfigurationException if there is no such Service
     */
    public List<Integer> ports(ResourceKey service) {
        return ServiceFeed.ports(feed.require(service));
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
        unfollow.run();
        nodes.forEach(NodeProxy::close);
    }

    private List<PodIdentity> identities(Stream<Backend> backends) {
        return backends.flatMap(backend -> network.at(backend.ip()).stream())
                .map(PodEndpoint::identity)
                .distinct()
                .toList();
    }

    /** The view is of the commit; each node applies it when its lag is over. */
    private void update(ResourceKey service, ServiceView view) {
        Lag lag = lags.getOrDefault(service, Lag.NONE);
        for (int i = 0; i < nodes.size(); i++) {
            NodeProxy node = nodes.get(i);
            time.after(lag.next(i), () -> {
                node.follow(service, view);
                listeners.forEach(Runnable::run);
            });
        }
    }
}
