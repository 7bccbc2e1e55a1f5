package dev.bluegreen.testkit;

import dev.bluegreen.testkit.internal.gc.GarbageCollector;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import dev.bluegreen.testkit.time.VirtualTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A simulation on a bare store: what tests of controllers and data plane need, without the API server. */
final class Stage implements AutoCloseable {

    final VirtualTime time = VirtualTime.create();
    final ObjectStore store = new ObjectStore(time, 1);
    final Simulation simulation = new Simulation(store, time, (to, failure) -> {});

    Stage() {
        GarbageCollector.start(store, time);
    }

    FakeApp app(String name) {
        return new FakeApp(simulation, this::apply, FakeApp.Scene.of(name));
    }

    void apply(Map<String, Object> object) {
        boolean service = "Service".equals(object.get("kind"));
        store.create(service ? "" : "apps", service ? "services" : "deployments", object);
    }

    Map<String, Object> deployment(String name) {
        return store.get(deploymentKey(name)).orElseThrow();
    }

    void scale(String deployment, int replicas) {
        edit(deploymentKey(deployment), tree -> Trees.child(tree, "spec").put("replicas", replicas));
    }

    void select(String service, String track) {
        edit(
                ResourceKey.core("services", "default", service),
                tree -> Trees.child(tree, "spec", "selector").put("track", track));
    }

    void edit(ResourceKey key, Consumer<Map<String, Object>> change) {
        store.update(key, tree -> {
            change.accept(tree);
            return tree;
        });
    }

    List<Map<String, Object>> pods() {
        return store.list("", "pods", "default");
    }

    List<Map<String, Object>> slices() {
        return store.list("discovery.k8s.io", "endpointslices", "default");
    }

    static ResourceKey deploymentKey(String name) {
        return new ResourceKey("apps", "deployments", "default", name);
    }

    @Override
    public void close() {
        simulation.close();
    }
}
