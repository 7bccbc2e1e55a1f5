package dev.bluegreen.testkit.internal.controller.workload;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.controller.loop.ControllerLoop;
import dev.bluegreen.testkit.internal.controller.loop.Counts;
import dev.bluegreen.testkit.internal.controller.loop.Owners;
import dev.bluegreen.testkit.internal.controller.loop.Pods;
import dev.bluegreen.testkit.internal.controller.loop.Reconciler;
import dev.bluegreen.testkit.internal.store.Deletion;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps as many pods as a ReplicaSet asks for. */
public final class ReplicaSetController implements Reconciler {

    private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

    /** First to go: pods not ready, then the cheapest, then the youngest. */
    private static final Comparator<Map<String, Object>> FIRST_TO_GO = Comparator.comparing(Pods::ready)
            .thenComparingLong(ReplicaSetController::deletionCost)
            .thenComparing(Pods::readySince, Comparator.reverseOrder())
            .thenComparing(pod -> Trees.text(pod, "metadata", "name"));

    private final ObjectStore store;
    private final Time time;
    private final ControllerLoop loop;

    public ReplicaSetController(ObjectStore store, Time time, ControllerLoop loop) {
        this.store = store;
        this.time = time;
        this.loop = loop;
    }

    @Override
    public void reconcile(ResourceKey key) {
        store.get(key).ifPresent(set -> {
            if (!Pods.terminating(set)) {
                scale(set);
            }
            writeStatus(key, set);
        });
    }

    private void scale(Map<String, Object> set) {
        List<Map<String, Object>> pods = activePods(set);
        long missing = Trees.integer(set, "spec", "replicas").orElse(1) - pods.size();
        for (long i = 0; i < missing; i++) {
            store.create("", "pods", newPod(set));
        }
        pods.stream()
                .sorted(FIRST_TO_GO)
                .limit(Math.max(0, -missing))
                .forEach(pod -> store.delete(Pods.key(pod), Deletion.background()));
    }

    private List<Map<String, Object>> activePods(Map<String, Object> set) {
        return Owners.controlled(store, "", "pods", set).stream()
                .filter(pod -> !Pods.terminating(pod))
                .toList();
    }

    private static Map<String, Object> newPod(Map<String, Object> set) {
        Map<String, Object> pod = new LinkedHashMap<>(Map.of("apiVersion", "v1", "kind", "Pod"));
        Map<String, Object> metadata = Trees.child(pod, "metadata");
        metadata.put("generateName", Trees.text(set, "metadata", "name") + "-");
        metadata.put("namespace", Trees.text(set, "metadata", "namespace"));
        metadata.put("labels", Trees.map(set, "spec", "template", "metadata", "labels"));
        metadata.put("annotations", Trees.map(set, "spec", "template", "metadata", "annotations"));
        metadata.put("ownerReferences", Owners.reference("apps/v1", "ReplicaSet", set));
        Map<String, Object> spec = Trees.copy(Trees.map(set, "spec", "template", "spec"));
        spec.putIfAbsent("restartPolicy", "Always");
        spec.putIfAbsent("terminationGracePeriodSeconds", 30L);
        pod.put("spec", spec);
        pod.put("status", Map.of("phase", "Pending"));
        return pod;
    }

    private void writeStatus(ResourceKey key, Map<String, Object> set) {
        List<Map<String, Object>> pods = activePods(set);
        List<Map<String, Object>> ready = pods.stream().filter(Pods::ready).toList();
        Counts status = new Counts()
                .always("replicas", pods.size())
                .unlessZero("fullyLabeledReplicas", pods.size())
                .unlessZero("readyReplicas", ready.size())
                .unlessZero("availableReplicas", available(key, set, ready))
                .unlessZero(
                        "observedGeneration",
                        Trees.integer(set, "metadata", "generation").orElse(0));
        store.update(key, tree -> {
            tree.put("status", status.tree());
            return tree;
        });
    }

    /** Ready long enough; looks again when the next pod will be. */
    private long available(ResourceKey key, Map<String, Object> set, List<Map<String, Object>> ready) {
        Duration atLeast =
                Duration.ofSeconds(Trees.integer(set, "spec", "minReadySeconds").orElse(0));
        Instant now = time.now();
        List<Instant> later = ready.stream()
                .map(pod -> Pods.readySince(pod).plus(atLeast))
                .filter(moment -> moment.isAfter(now))
                .sorted()
                .toList();
        if (!later.isEmpty()) {
            loop.addAfter(Duration.between(now, later.get(0)), this, key);
        }
        return (long) ready.size() - later.size();
    }

    private static long deletionCost(Map<String, Object> pod) {
        String cost = Trees.text(pod, "metadata", "annotations", DELETION_COST);
        return cost.matches("-?\\d{1,9}") ? Long.parseLong(cost) : 0;
    }
}
