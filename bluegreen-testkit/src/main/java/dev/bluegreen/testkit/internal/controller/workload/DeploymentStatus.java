package dev.bluegreen.testkit.internal.controller.workload;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.controller.loop.Conditions;
import dev.bluegreen.testkit.internal.controller.loop.ControllerLoop;
import dev.bluegreen.testkit.internal.controller.loop.Counts;
import dev.bluegreen.testkit.internal.controller.loop.Pods;
import dev.bluegreen.testkit.internal.controller.loop.Reconciler;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a Deployment says about itself: counters, {@code Available}, {@code Progressing}. */
public final class DeploymentStatus {

    private static final long DEFAULT_DEADLINE_SECONDS = 600;

    private final ObjectStore store;
    private final Time time;
    private final ControllerLoop loop;

    public DeploymentStatus(ObjectStore store, Time time, ControllerLoop loop) {
        this.store = store;
        this.time = time;
        this.loop = loop;
    }

    /** Writes the status; has the controller look again when the progress deadline runs out. */
    void write(ResourceKey key, Rollout rollout, Reconciler controller) {
        store.updateStatus(key, tree -> {
            Map<String, Object> before = Trees.map(tree, "status");
            Map<String, Object> status = counts(tree, rollout);
            status.put("conditions", List.of(available(before, rollout), progressing(before, status, rollout)));
            tree.put("status", status);
            Trees.child(tree, "metadata", "annotations")
                    .put(ReplicaSets.REVISION, Long.toString(Rollout.revision(rollout.fresh())));
            return tree;
        });
        if (!rollout.complete()) {
            remind(key, controller);
        }
    }

    private void remind(ResourceKey key, Reconciler controller) {
        store.get(key).ifPresent(deployment -> {
            Instant deadline = deadline(deployment, find(Trees.map(deployment, "status"), "Progressing"));
            if (deadline.isAfter(time.now())) {
                loop.addAfter(Duration.between(time.now(), deadline), controller, key);
            }
        });
    }

    private static Map<String, Object> counts(Map<String, Object> deployment, Rollout rollout) {
        return new Counts()
                .unlessZero(
                        "observedGeneration",
                        Trees.integer(deployment, "metadata", "generation").orElse(0))
                .unlessZero("replicas", rollout.total("replicas"))
                .unlessZero("updatedReplicas", Rollout.status(rollout.fresh(), "replicas"))
                .unlessZero("readyReplicas", rollout.total("readyReplicas"))
                .unlessZero("availableReplicas", rollout.total("availableReplicas"))
                .unlessZero("unavailableReplicas", Math.max(0, rollout.desired() - rollout.total("availableReplicas")))
                .tree();
    }

    private Map<String, Object> available(Map<String, Object> before, Rollout rollout) {
        boolean enough = rollout.total("availableReplicas") >= rollout.desired() - rollout.maxUnavailable();
        return enough
                ? condition(
                        before,
                        "Available",
                        "True",
                        "MinimumReplicasAvailable",
                        "Deployment has minimum availability.",
                        false)
                : condition(
                        before,
                        "Available",
                        "False",
                        "MinimumReplicasUnavailable",
                        "Deployment does not have minimum availability.",
                        false);
    }

    private Map<String, Object> progressing(Map<String, Object> before, Map<String, Object> after, Rollout rollout) {
        String set = "ReplicaSet \"" + Trees.text(rollout.fresh(), "metadata", "name") + "\"";
        if (rollout.complete()) {
            return condition(
                    before,
                    "Progressing",
                    "True",
                    "NewReplicaSetAvailable",
                    set + " has successfully progressed.",
                    false);
        }
        boolean moved = progressed(before, after);
        Map<String, Object> last = find(before, "Progressing");
        if (!moved && timedOut(rollout.deployment(), last)) {
            return condition(
                    before,
                    "Progressing",
                    "False",
                    "ProgressDeadlineExceeded",
                    set + " has timed out progressing.",
                    false);
        }
        return last.isEmpty()
                ? condition(
                        before, "Progressing", "True", "NewReplicaSetCreated", "Created new replica set " + set, true)
                : condition(before, "Progressing", "True", "ReplicaSetUpdated", set + " is progressing.", moved);
    }

    private static boolean progressed(Map<String, Object> before, Map<String, Object> after) {
        return count(after, "updatedReplicas") > count(before, "updatedReplicas")
                || count(after, "readyReplicas") > count(before, "readyReplicas")
                || count(after, "availableReplicas") > count(before, "availableReplicas")
                || count(after, "replicas") < count(before, "replicas")
                || count(after, "observedGeneration") != count(before, "observedGeneration");
    }

    private static long count(Map<String, Object> status, String field) {
        return Trees.integer(status, field).orElse(0);
    }

    private boolean timedOut(Map<String, Object> deployment, Map<String, Object> last) {
        return !last.isEmpty()
                && ("ProgressDeadlineExceeded".equals(last.get("reason"))
                        || !time.now().isBefore(deadline(deployment, last)));
    }

    private static Instant deadline(Map<String, Object> deployment, Map<String, Object> progressing) {
        return Instant.parse(Trees.text(progressing, "lastUpdateTime"))
                .plusSeconds(Trees.integer(deployment, "spec", "progressDeadlineSeconds")
                        .orElse(DEFAULT_DEADLINE_SECONDS));
    }

    private static Map<String, Object> find(Map<String, Object> status, String type) {
        return Pods.condition(Map.of("status", status), type);
    }

    private Map<String, Object> condition(
            Map<String, Object> before, String type, String value, String reason, String message, boolean moved) {
        return Conditions.next(find(before, type), type, value, reason, message, moved, time.now());
    }
}
