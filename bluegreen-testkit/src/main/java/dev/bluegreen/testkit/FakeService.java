package dev.bluegreen.testkit;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.testkit.internal.Given;
import dev.bluegreen.testkit.internal.dataplane.Lag;
import dev.bluegreen.testkit.internal.dataplane.PodIdentity;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import dev.bluegreen.testkit.traffic.TrafficSpec;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Service as its clients meet it: a port on loopback that sends each new connection to one of its pods. Methods that
 * need the Service throw {@link ConfigurationException} if it is not there, naming those that are. Thread-safe.
 */
public final class FakeService {

    private final Simulation simulation;
    private final ResourceKey key;
    private final OptionalInt node;

    FakeService(Simulation simulation, ResourceKey key) {
        this(simulation, key, OptionalInt.empty());
    }

    private FakeService(Simulation simulation, ResourceKey key, OptionalInt node) {
        this.simulation = simulation;
        this.key = key;
        this.node = node;
    }

    /**
     * The Service as clients on one node meet it; clients that are on no node meet it as those on the first.
     *
     * @param number from 1
     * @throws ConfigurationException if the node does not exist
     */
    public FakeService onNode(int number) {
        int nodes = simulation.proxy().nodes();
        if (number < 1 || number > nodes) {
            throw Given.refused(
                    "onNode", number, "the cluster has nodes 1 to " + nodes + "; FakeCluster.nodes(...) makes more");
        }
        return new FakeService(simulation, key, OptionalInt.of(number - 1));
    }

    /** The address of its first port, which is stable as long as the Service has that port. */
    public InetSocketAddress address() {
        return address(ports().get(0));
    }

    /**
     * Where a port of it can be reached.
     *
     * @param port the port in the Service's spec
     * @throws ConfigurationException if the Service has no such port
     */
    public InetSocketAddress address(int port) {
        return simulation.proxy().address(node.orElse(0), key, port);
    }

    /**
     * All its addresses: each of its ports in each of its address families, ports of UDP among them.
     *
     * @throws java.io.UncheckedIOException if it has IPv6 and this machine has no {@code ::1}
     */
    public List<FakeAddress> addresses() {
        return simulation.proxy().addresses(key).stream()
                .map(address -> new FakeAddress(
                        address.port(),
                        address.protocol(),
                        address.family(),
                        simulation.proxy().address(node.orElse(0), key, address)))
                .toList();
    }

    /** Its first port as an HTTP address, without a path. */
    public URI uri() {
        return URI.create("http://" + address().getHostString() + ":" + port());
    }

    /** The port on loopback of its first port. */
    public int port() {
        return address().getPort();
    }

    /** The ports its spec has, in order. */
    public List<Integer> ports() {
        return simulation.proxy().ports(key);
    }

    /** The names of the pods new connections go to now, from any node or from its own, in order. */
    public List<String> backends() {
        return pods().stream().map(PodIdentity::pod).sorted().toList();
    }

    /** The number of pods that new connections go to now, by the value of their track label. */
    public Map<String, Long> backendsByTrack() {
        return pods().stream().collect(Collectors.groupingBy(PodIdentity::track, Collectors.counting()));
    }

    /** Delays the reaction of new connections to a change of its endpoints from now on, in the cluster's time. */
    public FakeService lag(Duration time) {
        return lag(Lag.fixed(time));
    }

    /** The same, with the lag of the first node, of the second and so on; nodes beyond the list have the last. */
    public FakeService lag(List<Duration> byNode) {
        return lag(Lag.perNode(byNode));
    }

    /** The same, with a time drawn between two limits for each change and node, by the seed. */
    public FakeService lag(Duration from, Duration to, long seed) {
        return lag(Lag.seeded(from, to, seed));
    }

    private FakeService lag(Lag lag) {
        simulation.proxy().lag(key, lag);
        return this;
    }

    /** Traffic to its first port: from its node, or from clients on all nodes in turn. */
    public TrafficSpec traffic() {
        int port = ports().get(0);
        IntStream from = node.isPresent()
                ? IntStream.of(node.getAsInt())
                : IntStream.range(0, simulation.proxy().nodes());
        return simulation.traffic(
                key.toString(),
                from.mapToObj(number -> simulation.proxy().address(number, key, port))
                        .toList());
    }

    /**
     * Runs an action once, right after the Service's selector gets this value and before the cluster acts on that, on a
     * thread of the cluster.
     */
    public void whenSelects(String label, String value, Runnable action) {
        Given.labelKey("label", label);
        Given.labelValue("value", value);
        Given.any("action", action);
        simulation.when(key, service -> value.equals(Trees.text(service, "spec", "selector", label)), action);
    }

    private List<PodIdentity> pods() {
        return node.isPresent()
                ? simulation.proxy().pods(node.getAsInt(), key)
                : simulation.proxy().pods(key);
    }
}
