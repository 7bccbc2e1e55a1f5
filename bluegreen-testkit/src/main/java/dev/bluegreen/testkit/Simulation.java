package dev.bluegreen.testkit;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.Given;
import dev.bluegreen.testkit.internal.api.call.PodProcesses;
import dev.bluegreen.testkit.internal.balancer.TargetGroup;
import dev.bluegreen.testkit.internal.controller.ControlPlane;
import dev.bluegreen.testkit.internal.controller.TargetGroupBindingController;
import dev.bluegreen.testkit.internal.controller.TargetHealthGates;
import dev.bluegreen.testkit.internal.dataplane.PodNetwork;
import dev.bluegreen.testkit.internal.dataplane.ServiceFeed;
import dev.bluegreen.testkit.internal.dataplane.ServiceProxy;
import dev.bluegreen.testkit.internal.pod.LogLine;
import dev.bluegreen.testkit.internal.pod.PodScript;
import dev.bluegreen.testkit.internal.route.RouteFollower;
import dev.bluegreen.testkit.internal.route.RouteKind;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.internal.store.Trees;
import dev.bluegreen.testkit.traffic.TargetGroups;
import dev.bluegreen.testkit.traffic.TrafficRequest;
import dev.bluegreen.testkit.traffic.TrafficSpec;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The simulation behind the API of a fake cluster: controllers, pods, Services. Thread-safe. */
final class Simulation implements AutoCloseable {

    private final ObjectStore store;
    private final Time time;
    private final BiConsumer<String, TrafficRequest> onFailure;
    private final PodNetwork network = new PodNetwork();
    private final ServiceFeed feed;
    private final ControlPlane controlPlane;
    private final ServiceProxy proxy;
    private final ReadyWait ready;
    private final Map<ResourceKey, FakeLoadBalancer> balancers = new ConcurrentHashMap<>();
    private final Map<ResourceKey, FakeRoute> routes = new ConcurrentHashMap<>();
    private final List<TargetGroupBindingController> bindings = new CopyOnWriteArrayList<>();

    /** @param onFailure called with each failed request of traffic, and its destination */
    Simulation(ObjectStore store, Time time, BiConsumer<String, TrafficRequest> onFailure) {
        this.onFailure = onFailure;
        this.store = store;
        this.time = time;
        this.feed = new ServiceFeed(store);
        this.controlPlane = new ControlPlane(store, time, network);
        this.proxy = new ServiceProxy(feed, time, network);
        this.ready = new ReadyWait(store, time, proxy, new ReadyCheck(store, controlPlane, network, feed, proxy));
    }

    Time time() {
        return time;
    }

    PodNetwork network() {
        return network;
    }

    ServiceFeed feed() {
        return feed;
    }

    /** Traffic to a destination, with its failures reported. */
    TrafficSpec traffic(String to, List<InetSocketAddress> addresses) {
        return TrafficSpec.to(addresses).onFailure(request -> onFailure.accept(to, request));
    }

    ControlPlane controlPlane() {
        return controlPlane;
    }

    ServiceProxy proxy() {
        return proxy;
    }

    void nodes(int number) {
        proxy.nodes(number);
        controlPlane.nodes(number);
    }

    void behave(PodSelector pods, Behaviour behaviour) {
        controlPlane.script(pods.selector(), pods.namespace(), behaviour.change);
    }

    FakePods pods(PodSelector which) {
        return new FakePods(controlPlane, which, this::write);
    }

    FakeService service(String namespace, String name) {
        return new FakeService(
                this, ResourceKey.core("services", Given.name("namespace", namespace), Given.name("service", name)));
    }

    /** The load balancer in front of a Service, set up by the first call. */
    FakeLoadBalancer loadBalancer(ResourceKey service) {
        return balancers.computeIfAbsent(service, key -> new FakeLoadBalancer(this, key));
    }

    /** The controller of the readiness gates of a target group. */
    TargetHealthGates gates(TargetGroup group, String binding) {
        return new TargetHealthGates(store, time, network, group, binding);
    }

    /** The listener that follows an object, set up by the first call. */
    FakeRoute route(RouteKind kind, String namespace, String name) {
        return routes.computeIfAbsent(
                kind.key(namespace, Given.objectName("name", name)),
                key -> new FakeRoute(this, key, RouteFollower.start(kind, key, store, time, feed, proxy, network)));
    }

    /** Fills these groups by TargetGroupBindings, until closed. */
    Runnable bind(TargetGroups groups) {
        TargetGroupBindingController controller = new TargetGroupBindingController(store, time, feed, groups);
        bindings.add(controller);
        return controller::close;
    }

    /** Runs the action once, when the object gets into the state, before any controller acts on that. */
    void when(ResourceKey key, Predicate<Map<String, Object>> becomes, Runnable action) {
        controlPlane.once(event -> event.key().equals(key) && cameToBe(event, becomes), action);
    }

    /** Waits until everything that can be ready is, and moves virtual time for that. */
    void awaitReady() {
        ready.await();
    }

    /** Where a port of a pod can be reached on loopback. */
    Optional<InetSocketAddress> forward(String namespace, String pod, int port) {
        return network.forward(namespace, pod, port);
    }

    /** The processes in the pods, as the API server reaches them. */
    PodProcesses processes() {
        return new PodProcesses() {
            @Override
            public List<LogLine> log(ResourceKey pod) {
                return Simulation.this.log(pod);
            }

            @Override
            public Optional<InetSocketAddress> dial(ResourceKey pod, int port) {
                return forward(pod.namespace(), pod.name(), port);
            }
        };
    }

    /** All lines a pod has written; of one that has ended, those it wrote when it started. */
    List<LogLine> log(ResourceKey pod) {
        return network.log(pod.namespace(), pod.name())
                .orElseGet(() -> lastWords(pod).stream().map(LogLine::atStart).toList());
    }

    private void write(ResourceKey pod, String line) {
        network.write(pod.namespace(), pod.name(), new LogLine(Optional.of(time.now()), line));
    }

    private List<String> lastWords(ResourceKey pod) {
        Map<String, Object> tree = store.get(pod).orElse(Map.of());
        PodScript script = controlPlane.scriptOf(tree);
        boolean ended = Trees.text(tree, "status", "phase").matches("Succeeded|Failed");
        return ended || script.fate() == PodScript.Fate.CRASH_LOOP ? script.log() : List.of();
    }

    @Override
    public void close() {
        controlPlane.close();
        bindings.forEach(TargetGroupBindingController::close);
        balancers.values().forEach(FakeLoadBalancer::close);
        routes.values().forEach(FakeRoute::close);
        proxy.close();
        feed.close();
        network.close();
    }

    private static boolean cameToBe(StoreEvent event, Predicate<Map<String, Object>> state) {
        Map<String, Object> before = event.before();
        Map<String, Object> after = event.after();
        return after != null && state.test(after) && (before == null || !state.test(before));
    }
}
