package dev.bluegreen.testkit.internal.controller;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.balancer.TargetGroup;
import dev.bluegreen.testkit.internal.balancer.TargetHealth;
import dev.bluegreen.testkit.internal.controller.loop.Conditions;
import dev.bluegreen.testkit.internal.controller.loop.Pods;
import dev.bluegreen.testkit.internal.dataplane.PodNetwork;
import dev.bluegreen.testkit.internal.dataplane.ServiceView;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sets the conditions of readiness gates by the health of targets, as the AWS Load Balancer Controller does: False when it
 * registers a pod, also one that has been a target before; True when the target is healthy, at which it looks every 15 s. It
 * does not take back the True of a pod that it deregisters.
 */
public final class TargetHealthGates {

    private static final Duration LOOK = Duration.ofSeconds(15);

    private final ObjectStore store;
    private final Time time;
    private final PodNetwork network;
    private final TargetGroup group;
    private final String gate;
    private final AtomicBoolean looking = new AtomicBoolean();

    /** @param binding the name of the TargetGroupBinding, with which the type of its gate ends */
    public TargetHealthGates(ObjectStore store, Time time, PodNetwork network, TargetGroup group, String binding) {
        this.store = store;
        this.time = time;
        this.network = network;
        this.group = group;
        this.gate = "target-health.elbv2.k8s.aws/" + binding;
    }

    /** Calls back, soon, after each change of a pod with the gate. */
    public Runnable follow(Runnable onChange) {
        return store.subscribe(event -> {
            if (event.key().is("", "pods") && hasGate(event.latest())) {
                time.after(Duration.ZERO, onChange);
            }
        });
    }

    /** The view with those pods among the ready ones that wait for nothing but a gate: the controller registers them. */
    public ServiceView registered(ServiceView view) {
        List<Map<String, Object>> slices = new ArrayList<>();
        for (Map<String, Object> slice : view.slices()) {
            Map<String, Object> copy = Trees.copy(slice);
            Trees.maps(copy, "endpoints").stream()
                    .filter(endpoint -> waits(key(endpoint)))
                    .forEach(endpoint -> Trees.child(endpoint, "conditions").put("ready", true));
            slices.add(copy);
        }
        return new ServiceView(view.version(), view.service(), slices);
    }

    /** Looks at the targets, and again while some are not healthy. */
    public void look() {
        boolean settled = true;
        for (TargetHealth target : group.health()) {
            if (target.state() != TargetHealth.State.DRAINING) {
                settled &= target.state() == TargetHealth.State.HEALTHY;
                network.at(target.target().ip())
                        .map(pod -> pod.identity())
                        .ifPresent(pod -> set(ResourceKey.core("pods", pod.namespace(), pod.pod()), target));
            }
        }
        if (!settled && looking.compareAndSet(false, true)) {
            time.after(LOOK, () -> {
                looking.set(false);
                look();
            });
        }
    }

    private void set(ResourceKey key, TargetHealth target) {
        boolean healthy = target.state() == TargetHealth.State.HEALTHY;
        String status = healthy ? "True" : "False";
        boolean changes = store.get(key)
                .filter(this::hasGate)
                .filter(pod -> !status.equals(Pods.condition(pod, gate).get("status")))
                .isPresent();
        if (changes) {
            store.updateStatus(key, pod -> {
                Map<String, Object> next = Conditions.ofPod(Pods.condition(pod, gate), gate, healthy, time.now());
                List<Object> all = new ArrayList<>(Trees.list(pod, "status", "conditions"));
                all.removeIf(condition -> gate.equals(Trees.text(condition, "type")));
                all.add(next);
                Trees.child(pod, "status").put("conditions", all);
                return pod;
            });
        }
    }

    private boolean waits(ResourceKey key) {
        return store.get(key)
                .filter(this::hasGate)
                .filter(pod -> Trees.text(pod, "metadata", "deletionTimestamp").isEmpty())
                .filter(pod ->
                        "True".equals(Pods.condition(pod, "ContainersReady").get("status")))
                .isPresent();
    }

    private boolean hasGate(Map<String, Object> pod) {
        return Trees.maps(pod, "spec", "readinessGates").stream()
                .anyMatch(one -> gate.equals(one.get("conditionType")));
    }

    private static ResourceKey key(Map<String, Object> endpoint) {
        return ResourceKey.core(
                "pods", Trees.text(endpoint, "targetRef", "namespace"), Trees.text(endpoint, "targetRef", "name"));
    }
}
