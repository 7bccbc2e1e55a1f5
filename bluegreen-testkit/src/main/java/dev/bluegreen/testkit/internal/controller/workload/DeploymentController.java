package dev.bluegreen.testkit.internal.controller.workload;

import dev.bluegreen.testkit.internal.controller.loop.Pods;
import dev.bluegreen.testkit.internal.controller.loop.Reconciler;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;

/** Moves a Deployment's replicas from the ReplicaSets of old templates to the one of the present template. */
public final class DeploymentController implements Reconciler {

    private final ObjectStore store;
    private final ReplicaSets sets;
    private final DeploymentStatus status;

    public DeploymentController(ObjectStore store, DeploymentStatus status) {
        this.store = store;
        this.sets = new ReplicaSets(store);
        this.status = status;
    }

    @Override
    public void reconcile(ResourceKey key) {
        store.get(key).ifPresent(deployment -> {
            if (!Pods.terminating(deployment)) {
                roll(key, deployment);
            }
        });
    }

    private void roll(ResourceKey key, Map<String, Object> deployment) {
        Rollout rollout = sets.of(deployment);
        if (Trees.isTrue(deployment, "spec", "paused")) {
            scalePaused(rollout);
        } else {
            scaleFresh(rollout);
            scaleOld(sets.of(deployment));
            sets.forget(rollout);
        }
        status.write(key, sets.of(deployment), this);
    }

    /** A paused Deployment rolls nothing out, but is scaled: its only ReplicaSet, unless it was paused between two. */
    private void scalePaused(Rollout rollout) {
        List<Map<String, Object>> made = rollout.all().stream()
                .filter(set -> set.containsKey("metadata"))
                .toList();
        List<Map<String, Object>> active =
                made.stream().filter(set -> Rollout.replicas(set) > 0).toList();
        List<Map<String, Object>> scaled = active.isEmpty() ? made : active;
        if (scaled.size() == 1 && Rollout.replicas(scaled.get(0)) != rollout.desired()) {
            sets.scale(scaled.get(0), rollout.desired());
        }
    }

    /** With Recreate nothing starts before the last old pod is gone for good. */
    private void scaleFresh(Rollout rollout) {
        boolean waits = rollout.recreates() && sets.anyPodOf(rollout.old());
        if (!waits && Rollout.replicas(rollout.fresh()) != rollout.nextFresh()) {
            sets.scale(rollout.fresh(), rollout.nextFresh());
        }
    }

    private void scaleOld(Rollout rollout) {
        long unhealthy = Math.min(rollout.oldToRemove(), rollout.oldUnhealthy());
        long healthy = Math.min(rollout.oldToRemove() - unhealthy, rollout.oldHealthyToRemove());
        long left = unhealthy + healthy;
        List<Map<String, Object>> oldestFirst = rollout.oldestFirst();
        for (Map<String, Object> set : oldestFirst) {
            long give = Math.min(left, Rollout.replicas(set));
            if (give > 0) {
                sets.scale(set, Rollout.replicas(set) - give);
                left -= give;
            }
        }
    }
}
