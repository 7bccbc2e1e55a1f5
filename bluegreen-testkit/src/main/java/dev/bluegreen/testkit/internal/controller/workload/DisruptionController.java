package dev.bluegreen.testkit.internal.controller.workload;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.controller.loop.Conditions;
import dev.bluegreen.testkit.internal.controller.loop.Owners;
import dev.bluegreen.testkit.internal.controller.loop.Pods;
import dev.bluegreen.testkit.internal.controller.loop.Reconciler;
import dev.bluegreen.testkit.internal.pod.LabelSelector;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Counts for each PodDisruptionBudget how many of its pods may go. */
public final class DisruptionController implements Reconciler {

    public static final String GROUP = "policy";
    public static final String PLURAL = "poddisruptionbudgets";

    private final ObjectStore store;
    private final Time time;

    public DisruptionController(ObjectStore store, Time time) {
        this.store = store;
        this.time = time;
    }

    /** True if a budget counts a pod. */
    public static boolean covers(Map<String, Object> budget, Map<String, Object> pod) {
        return LabelSelector.ofObject(Trees.map(budget, "spec", "selector"))
                .test(Trees.strings(pod, "metadata", "labels"));
    }

    public static ResourceKey keyOf(Map<String, Object> object) {
        return new ResourceKey(
                GROUP, PLURAL, Trees.text(object, "metadata", "namespace"), Trees.text(object, "metadata", "name"));
    }

    @Override
    public void reconcile(ResourceKey key) {
        store.updateStatus(key, budget -> {
            budget.put("status", status(budget, pods(key, budget)));
            return budget;
        });
    }

    private List<Map<String, Object>> pods(ResourceKey key, Map<String, Object> budget) {
        return store.list("", "pods", key.namespace()).stream()
                .filter(pod -> covers(budget, pod))
                .filter(pod -> !Pods.ended(pod))
                .toList();
    }

    private Map<String, Object> status(Map<String, Object> budget, List<Map<String, Object>> pods) {
        Map<String, Object> disrupted = stillThere(budget, pods);
        long healthy = pods.stream()
                .filter(pod -> Pods.ready(pod) && !Pods.terminating(pod))
                .filter(pod -> !disrupted.containsKey(Trees.text(pod, "metadata", "name")))
                .count();
        long expected = expected(budget, pods);
        long desired = desired(budget, expected);
        long allowed = expected == 0 ? 0 : Math.max(0, healthy - desired);
        Map<String, Object> status = new LinkedHashMap<>();
        status.put(
                "observedGeneration",
                Trees.integer(budget, "metadata", "generation").orElse(1));
        status.put("disruptionsAllowed", allowed);
        status.put("currentHealthy", healthy);
        status.put("desiredHealthy", desired);
        status.put("expectedPods", expected);
        status.put("disruptedPods", disrupted);
        status.put("conditions", List.of(condition(budget, allowed)));
        return status;
    }

    private Map<String, Object> condition(Map<String, Object> budget, long allowed) {
        return Conditions.next(
                Pods.condition(budget, "DisruptionAllowed"),
                "DisruptionAllowed",
                allowed > 0 ? "True" : "False",
                allowed > 0 ? "SufficientPods" : "InsufficientPods",
                "",
                false,
                time.now());
    }

    /** Evictions that were allowed, but whose pods do not terminate yet. */
    private static Map<String, Object> stillThere(Map<String, Object> budget, List<Map<String, Object>> pods) {
        Map<String, Object> disrupted = new LinkedHashMap<>(Trees.map(budget, "status", "disruptedPods"));
        disrupted
                .keySet()
                .retainAll(pods.stream()
                        .filter(pod -> !Pods.terminating(pod))
                        .map(pod -> Trees.text(pod, "metadata", "name"))
                        .collect(Collectors.toSet()));
        return disrupted;
    }

    /** A number of pods to keep is compared with those there are; a share is of those that ought to be. */
    private long expected(Map<String, Object> budget, List<Map<String, Object>> pods) {
        return Trees.integer(budget, "spec", "minAvailable").isPresent()
                ? pods.size()
                : pods.stream()
                        .map(this::controller)
                        .flatMap(Optional::stream)
                        .distinct()
                        .mapToLong(owner ->
                                Trees.integer(owner, "spec", "replicas").orElse(1))
                        .sum();
    }

    private Optional<Map<String, Object>> controller(Map<String, Object> pod) {
        return Owners.controller(pod, "ReplicaSet", "apps", "replicasets")
                .flatMap(store::get)
                .flatMap(set -> Owners.controller(set, "Deployment", "apps", "deployments")
                        .flatMap(store::get)
                        .or(() -> Optional.of(set)));
    }

    private static long desired(Map<String, Object> budget, long expected) {
        Object keep = Trees.at(budget, "spec", "minAvailable");
        return keep != null
                ? resolve(keep, expected)
                : Math.max(
                        0,
                        expected
                                - resolve(
                                        Objects.requireNonNullElse(Trees.at(budget, "spec", "maxUnavailable"), 0L),
                                        expected));
    }

    private static long resolve(Object value, long of) {
        return value instanceof Number number
                ? number.longValue()
                : (long) Math.ceil(Integer.parseInt(value.toString().replace("%", "")) / 100.0 * of);
    }
}
