package dev.bluegreen.testkit;

import dev.bluegreen.testkit.internal.dataplane.PodIdentity;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import dev.bluegreen.testkit.traffic.TrafficSpec;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Service as its clients meet it: a port on loopback that sends each new connection to one of its pods. Methods that
 * need the Service throw {@link IllegalArgumentException} if it is not there, naming those that are. Thread-safe.
 */
public final class FakeService {

    private final Simulation simulation;
    private final ResourceKey key;

    FakeService(Simulation simulation, ResourceKey key) {
        this.simulation = simulation;
        this.key = key;
    }

    /** Where its first port can be reached; the address stays the same as long as the Service has that port. */
    public InetSocketAddress address() {
        return address(ports().get(0));
    }

    /**
     * Where a port of it can be reached.
     *
     * @param port the port as the Service's spec has it
     * @throws IllegalArgumentException if the Service has no such port
     */
    public InetSocketAddress address(int port) {
        return simulation.proxy().address(key, port);
    }

    /** Its first port as an HTTP address, without a path. */
    public URI uri() {
        return URI.create("http://" + address().getHostString() + ":" + port());
    }

    /** The port on loopback behind which its first port is. */
    public int port() {
        return address().getPort();
    }

    /** The ports its spec has, in order. */
    public List<Integer> ports() {
        return simulation.proxy().ports(key);
    }

    /** The names of the pods new connections go to now, in order. */
    public List<String> backends() {
        return pods().stream().map(PodIdentity::pod).sorted().toList();
    }

    /** How many pods new connections go to now, by the value of their track label. */
    public Map<String, Long> backendsByTrack() {
        return pods().stream().collect(Collectors.groupingBy(PodIdentity::track, Collectors.counting()));
    }

    /** From now on new connections follow a change of its endpoints only so much later, in the cluster's time. */
    public FakeService lag(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("lag(" + time + "): give a duration of zero or more");
        }
        simulation.proxy().lag(key, time);
        return this;
    }

    /** Traffic to its first port. */
    public TrafficSpec traffic() {
        return TrafficSpec.to(address());
    }

    /**
     * Runs an action once, right after the Service's selector got this value and before the cluster acts on that, on a
     * thread of the cluster.
     */
    public void whenSelects(String label, String value, Runnable action) {
        simulation.when(key, service -> value.equals(Trees.text(service, "spec", "selector", label)), action);
    }

    private List<PodIdentity> pods() {
        return simulation.proxy().pods(key);
    }
}
