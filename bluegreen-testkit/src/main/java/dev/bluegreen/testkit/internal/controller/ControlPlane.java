package dev.bluegreen.testkit.internal.controller;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.controller.loop.ControllerLoop;
import dev.bluegreen.testkit.internal.controller.loop.Owners;
import dev.bluegreen.testkit.internal.controller.loop.PodIdentities;
import dev.bluegreen.testkit.internal.controller.loop.Pods;
import dev.bluegreen.testkit.internal.dataplane.PodNetwork;
import dev.bluegreen.testkit.internal.pod.LabelSelector;
import dev.bluegreen.testkit.internal.pod.PodScript;
import dev.bluegreen.testkit.internal.pod.ScriptBook;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.StoreEvent;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The controllers and the node of one cluster at work on its store. Thread-safe.
 *
 * <p>Whatever they still have to do is a timer of {@link Time}: when virtual time has settled, they are at rest.
 */
public final class ControlPlane implements AutoCloseable {

    private final ObjectStore store;
    private final PodNetwork network;
    private final ControllerLoop loop;
    private final ScriptBook scripts = new ScriptBook();
    private final PodIdentities identities = new PodIdentities();
    private final List<Hook> hooks = new CopyOnWriteArrayList<>();
    private final Kubelet kubelet;
    private final Controllers controllers;
    private final Runnable unsubscribe;

    /** Starts to work on what the store gets from now on. */
    public ControlPlane(ObjectStore store, Time time, PodNetwork network) {
        this.store = store;
        this.network = network;
        this.loop = new ControllerLoop(time);
        this.kubelet = new Kubelet(store, time, loop, network, scripts, identities);
        this.controllers = new Controllers(store, time, loop, kubelet);
        this.unsubscribe = store.subscribe(this::onCommit);
    }

    /**
     * Has pods play a script, those there are and those to come.
     *
     * @param namespace null for all
     */
    public void script(LabelSelector pods, @Nullable String namespace, UnaryOperator<PodScript> change) {
        scripts.add(pods, namespace, change);
        controllers.recheckPods();
        network.changed();
    }

    /** The script a pod plays now. */
    public PodScript scriptOf(Map<String, Object> pod) {
        return scripts.scriptOf(
                Trees.text(pod, "metadata", "namespace"),
                Trees.strings(pod, "metadata", "labels"),
                Trees.strings(pod, "metadata", "annotations"));
    }

    /** Which label tells a pod's track; {@code track} until said otherwise. Holds for pods that start from now on. */
    public void trackLabel(String key) {
        identities.trackLabel(key);
    }

    /** From now on endpoints are written this much after the change that concerns them. */
    public void endpointsLag(Duration lag) {
        controllers.endpointsLag(lag);
    }

    /** From now on pods that start are put on so many nodes in turn. */
    public void nodes(int number) {
        kubelet.nodes(number);
    }

    /** The pods a selector matches, ordered by namespace and name. */
    public List<Map<String, Object>> pods(LabelSelector selector, @Nullable String namespace) {
        return store.list("", "pods", namespace).stream()
                .filter(selector::selects)
                .toList();
    }

    /** The pods that a Deployment's ReplicaSets control and that are not being deleted. */
    public List<Map<String, Object>> podsOf(Map<String, Object> deployment) {
        return Owners.controlled(store, "apps", "replicasets", deployment).stream()
                .flatMap(set -> Owners.controlled(store, "", "pods", set).stream())
                .filter(pod -> !Pods.terminating(pod))
                .toList();
    }

    /** The pod dies now: its connections are reset, its object is gone. */
    public void kill(Map<String, Object> pod) {
        network.kill(Trees.text(pod, "status", "podIP"));
        store.remove(Pods.key(pod));
    }

    /** Runs an action once, after the first commit that matches and before any controller acts on that commit. */
    public void once(Predicate<StoreEvent> commit, Runnable action) {
        hooks.add(new Hook(commit, action));
    }

    /** Stops all work; the store stays as it is. */
    @Override
    public void close() {
        unsubscribe.run();
        loop.close();
    }

    private void onCommit(StoreEvent event) {
        List<Hook> due =
                hooks.stream().filter(hook -> hook.commit().test(event)).toList();
        hooks.removeAll(due);
        due.forEach(hook -> loop.addUrgent(hook.action()));
        controllers.onCommit(event);
    }

    private record Hook(Predicate<StoreEvent> commit, Runnable action) {}
}
