package dev.bluegreen.testkit;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.controller.ControlPlane;
import dev.bluegreen.testkit.internal.dataplane.PodNetwork;
import dev.bluegreen.testkit.internal.dataplane.ServiceProxy;
import dev.bluegreen.testkit.internal.pod.PodScript;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What lives behind the API of a fake cluster: controllers, pods, Services. Thread-safe. */
final class Simulation implements AutoCloseable {

    private final ObjectStore store;
    private final PodNetwork network = new PodNetwork();
    private final ControlPlane controlPlane;
    private final ServiceProxy proxy;
    private final ReadyWait ready;

    Simulation(ObjectStore store, Time time) {
        this.store = store;
        this.controlPlane = new ControlPlane(store, time, network);
        this.proxy = new ServiceProxy(store, time, network);
        this.ready = new ReadyWait(store, time, proxy, new ReadyCheck(store, controlPlane, proxy));
    }

    ControlPlane controlPlane() {
        return controlPlane;
    }

    ServiceProxy proxy() {
        return proxy;
    }

    void behave(PodSelector pods, Behaviour behaviour) {
        controlPlane.script(pods.selector(), pods.namespace(), behaviour.change);
    }

    FakePods pods(PodSelector which) {
        return new FakePods(controlPlane, which);
    }

    FakeService service(String namespace, String name) {
        return new FakeService(this, ResourceKey.core("services", namespace, name));
    }

    /** Runs the action once, when the object comes to be so, before any controller acts on that. */
    void when(ResourceKey key, Predicate<Map<String, Object>> becomes, Runnable action) {
        controlPlane.once(event -> event.key().equals(key) && cameToBe(event, becomes), action);
    }

    /** Waits until all that can be ready is, moving virtual time as far as it takes. */
    void awaitReady() {
        ready.await();
    }

    /** Where a port of a pod can be reached on loopback. */
    Optional<InetSocketAddress> forward(String namespace, String pod, int port) {
        return network.forward(namespace, pod, port);
    }

    /** All lines a pod has written, each ended by a line feed; of one that crashed, those it wrote when it started. */
    String log(ResourceKey pod) {
        return network.log(pod.namespace(), pod.name()).orElseGet(() -> lastWords(pod)).stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private List<String> lastWords(ResourceKey pod) {
        PodScript script = controlPlane.scriptOf(store.get(pod).orElse(Map.of()));
        return script.fate() == PodScript.Fate.CRASH_LOOP ? script.log() : List.of();
    }

    @Override
    public void close() {
        controlPlane.close();
        proxy.close();
        network.close();
    }

    private static boolean cameToBe(StoreEvent event, Predicate<Map<String, Object>> state) {
        Map<String, Object> before = event.before();
        Map<String, Object> after = event.after();
        return after != null && state.test(after) && (before == null || !state.test(before));
    }
}
