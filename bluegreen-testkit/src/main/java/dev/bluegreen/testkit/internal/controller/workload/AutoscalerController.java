package dev.bluegreen.testkit.internal.controller.workload;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.controller.loop.Conditions;
import dev.bluegreen.testkit.internal.controller.loop.Pods;
import dev.bluegreen.testkit.internal.controller.loop.Reconciler;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps Deployments within the bounds of their HorizontalPodAutoscalers. There are no metrics here, so nothing moves
 * within the bounds; a Deployment scaled to zero is left alone, as the real one leaves it.
 */
public final class AutoscalerController implements Reconciler {

    public static final String GROUP = "autoscaling";
    public static final String PLURAL = "horizontalpodautoscalers";

    private final ObjectStore store;
    private final Time time;

    public AutoscalerController(ObjectStore store, Time time) {
        this.store = store;
        this.time = time;
    }

    /** True if the autoscaler is for this Deployment. */
    public static boolean targets(Map<String, Object> autoscaler, ResourceKey deployment) {
        return Trees.text(autoscaler, "spec", "scaleTargetRef", "kind").equals("Deployment")
                && Trees.text(autoscaler, "spec", "scaleTargetRef", "name").equals(deployment.name());
    }

    public static ResourceKey keyOf(Map<String, Object> object) {
        return new ResourceKey(
                GROUP, PLURAL, Trees.text(object, "metadata", "namespace"), Trees.text(object, "metadata", "name"));
    }

    @Override
    public void reconcile(ResourceKey key) {
        Map<String, Object> autoscaler = store.get(key).orElse(Map.of());
        ResourceKey target = new ResourceKey(
                "apps", "deployments", key.namespace(), Trees.text(autoscaler, "spec", "scaleTargetRef", "name"));
        store.get(target)
                .filter(deployment -> targets(autoscaler, target))
                .ifPresent(deployment -> keep(key, autoscaler, target, deployment));
    }

    private void keep(
            ResourceKey key, Map<String, Object> autoscaler, ResourceKey target, Map<String, Object> deployment) {
        long now = Trees.integer(deployment, "spec", "replicas").orElse(1);
        long least = Trees.integer(autoscaler, "spec", "minReplicas").orElse(1);
        long most = Trees.integer(autoscaler, "spec", "maxReplicas").orElse(Long.MAX_VALUE);
        long wanted = now == 0 ? 0 : Math.max(least, Math.min(most, now));
        if (wanted != now) {
            store.update(target, tree -> {
                Trees.child(tree, "spec").put("replicas", wanted);
                return tree;
            });
        }
        store.updateStatus(key, tree -> {
            tree.put("status", status(tree, deployment, wanted, wanted != now));
            return tree;
        });
    }

    private Map<String, Object> status(
            Map<String, Object> autoscaler, Map<String, Object> deployment, long wanted, boolean moved) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put(
                "currentReplicas",
                Trees.integer(deployment, "status", "replicas").orElse(0));
        status.put("desiredReplicas", wanted);
        Optional<String> last = Trees.string(autoscaler, "status", "lastScaleTime");
        (moved ? Optional.of(Conditions.text(time.now())) : last).ifPresent(at -> status.put("lastScaleTime", at));
        status.put("conditions", List.of(active(autoscaler, wanted > 0)));
        return status;
    }

    private Map<String, Object> active(Map<String, Object> autoscaler, boolean active) {
        return Conditions.ofPod(Pods.condition(autoscaler, "ScalingActive"), "ScalingActive", active, time.now());
    }
}
