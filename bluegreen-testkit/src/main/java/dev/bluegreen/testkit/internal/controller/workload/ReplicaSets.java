package dev.bluegreen.testkit.internal.controller.workload;

import dev.bluegreen.testkit.internal.controller.loop.Owners;
import dev.bluegreen.testkit.internal.store.Deletion;
import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ReplicaSets of Deployments: finding, making, scaling and forgetting them. */
final class ReplicaSets {

    static final String REVISION = "deployment.kubernetes.io/revision";

    private static final String GROUP = "apps";
    private static final String PLURAL = "replicasets";
    private static final long DEFAULT_HISTORY = 10;

    /** Stands for the ReplicaSet that a paused Deployment will make. */
    private static final Map<String, Object> NOT_YET =
            Map.of("spec", Map.of("replicas", 0L), "status", Map.of("replicas", 0L));

    private final ObjectStore store;

    ReplicaSets(ObjectStore store) {
        this.store = store;
    }

    /** The Deployment's ReplicaSets; makes the one of the present template if it is missing, unless it is paused. */
    Rollout of(Map<String, Object> deployment) {
        Map<String, Object> template = Trees.map(deployment, "spec", "template");
        String hash = TemplateHash.of(template);
        List<Map<String, Object>> sets = Owners.controlled(store, GROUP, PLURAL, deployment);
        long latest = sets.stream().mapToLong(Rollout::revision).max().orElse(0);
        Optional<Map<String, Object>> present =
                sets.stream().filter(set -> hash.equals(hash(set))).findFirst();
        List<Map<String, Object>> old =
                sets.stream().filter(set -> !hash.equals(hash(set))).toList();
        Map<String, Object> fresh = present.map(set -> raiseRevision(set, latest))
                .orElseGet(() -> Trees.isTrue(deployment, "spec", "paused")
                        ? NOT_YET
                        : create(deployment, template, hash, latest + 1, old.isEmpty()));
        return new Rollout(deployment, fresh, old);
    }

    /** All pods of the Deployment's ReplicaSets that still exist, terminating ones included. */
    boolean anyPodOf(List<Map<String, Object>> sets) {
        return sets.stream()
                .anyMatch(set -> !Owners.controlled(store, "", "pods", set).isEmpty());
    }

    void scale(Map<String, Object> set, long replicas) {
        store.update(key(set), tree -> {
            Trees.child(tree, "spec").put("replicas", replicas);
            return tree;
        });
    }

    /** Deletes the oldest empty ReplicaSets beyond the history limit. */
    void forget(Rollout rollout) {
        long keep = Trees.integer(rollout.deployment(), "spec", "revisionHistoryLimit")
                .orElse(DEFAULT_HISTORY);
        List<Map<String, Object>> empty = rollout.oldestFirst().stream()
                .filter(set -> Rollout.replicas(set) == 0 && Rollout.status(set, "replicas") == 0)
                .toList();
        empty.stream()
                .limit(Math.max(0, empty.size() - keep))
                .forEach(set -> store.delete(key(set), Deletion.background()));
    }

    private static String hash(Map<String, Object> set) {
        return Trees.text(set, "metadata", "labels", TemplateHash.LABEL);
    }

    private static ResourceKey key(Map<String, Object> set) {
        return new ResourceKey(
                GROUP, PLURAL, Trees.text(set, "metadata", "namespace"), Trees.text(set, "metadata", "name"));
    }

    /** A ReplicaSet that comes back, after an undo, is the latest again. */
    private Map<String, Object> raiseRevision(Map<String, Object> set, long latest) {
        if (Rollout.revision(set) == latest) {
            return set;
        }
        return store.update(key(set), tree -> {
                    Trees.child(tree, "metadata", "annotations").put(REVISION, Long.toString(latest + 1));
                    return tree;
                })
                .orElse(set);
    }

    private Map<String, Object> create(
            Map<String, Object> deployment, Map<String, Object> template, String hash, long revision, boolean first) {
        Map<String, Object> set = new LinkedHashMap<>(Map.of("apiVersion", "apps/v1", "kind", "ReplicaSet"));
        Map<String, Object> stamped = TemplateHash.stamp(template, hash);
        Map<String, Object> metadata = Trees.child(set, "metadata");
        metadata.put("name", Trees.text(deployment, "metadata", "name") + "-" + hash);
        metadata.put("namespace", Trees.text(deployment, "metadata", "namespace"));
        metadata.put("labels", Trees.map(stamped, "metadata", "labels"));
        metadata.put("annotations", Map.of(REVISION, Long.toString(revision)));
        metadata.put("ownerReferences", Owners.reference("apps/v1", "Deployment", deployment));
        Map<String, Object> spec = Trees.child(set, "spec");
        spec.put(
                "replicas",
                first ? Trees.integer(deployment, "spec", "replicas").orElse(1) : 0L);
        Trees.integer(deployment, "spec", "minReadySeconds").ifPresent(value -> spec.put("minReadySeconds", value));
        spec.put("selector", selector(deployment, hash));
        spec.put("template", stamped);
        set.put("status", Map.of("replicas", 0L));
        return store.create(GROUP, PLURAL, set);
    }

    private static Map<String, Object> selector(Map<String, Object> deployment, String hash) {
        Map<String, Object> selector = Trees.copy(Trees.map(deployment, "spec", "selector"));
        Trees.child(selector, "matchLabels").put(TemplateHash.LABEL, hash);
        return selector;
    }
}
