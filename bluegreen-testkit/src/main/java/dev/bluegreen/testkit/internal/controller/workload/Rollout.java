package dev.bluegreen.testkit.internal.controller.workload;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A Deployment and its ReplicaSets at one moment, and what the numbers allow next.
 *
 * @param fresh the ReplicaSet of the present template
 * @param old all others
 */
record Rollout(Map<String, Object> deployment, Map<String, Object> fresh, List<Map<String, Object>> old) {

    long desired() {
        return Trees.integer(deployment, "spec", "replicas").orElse(1);
    }

    boolean recreates() {
        return "Recreate".equals(Trees.text(deployment, "spec", "strategy", "type"));
    }

    List<Map<String, Object>> all() {
        List<Map<String, Object>> all = new ArrayList<>(old);
        all.add(fresh);
        return all;
    }

    long maxSurge() {
        return recreates() ? 0 : resolve("maxSurge", true);
    }

    /** At least one where nothing may surge, else nothing could ever move. */
    long maxUnavailable() {
        if (recreates()) {
            return desired();
        }
        long value = resolve("maxUnavailable", false);
        return value == 0 && maxSurge() == 0 ? 1 : Math.min(value, desired());
    }

    /** How many replicas the present ReplicaSet may ask for now. */
    long nextFresh() {
        long now = replicas(fresh);
        if (now >= desired()) {
            return desired();
        }
        if (recreates()) {
            return sum(old, "status", "replicas") > 0 ? now : desired();
        }
        long room = desired() + maxSurge() - sum(all(), "spec", "replicas");
        return now + Math.max(0, Math.min(room, desired() - now));
    }

    /** How many replicas the old ReplicaSets must give up now. */
    long oldToRemove() {
        long oldTotal = sum(old, "spec", "replicas");
        if (recreates()) {
            return oldTotal;
        }
        long minAvailable = desired() - maxUnavailable();
        long freshUnavailable = replicas(fresh) - status(fresh, "availableReplicas");
        return Math.max(0, Math.min(oldTotal, oldTotal + replicas(fresh) - minAvailable - freshUnavailable));
    }

    /** Those of them that serve nobody, which may go before any other. */
    long oldUnhealthy() {
        return old.stream()
                .mapToLong(set -> Math.max(0, replicas(set) - status(set, "availableReplicas")))
                .sum();
    }

    /** How many old replicas that are available may go now. */
    long oldHealthyToRemove() {
        return recreates()
                ? oldToRemove()
                : Math.max(0, sum(all(), "status", "availableReplicas") - (desired() - maxUnavailable()));
    }

    /** The old ReplicaSets, oldest first. */
    List<Map<String, Object>> oldestFirst() {
        return old.stream().sorted(Comparator.comparingLong(Rollout::revision)).toList();
    }

    long total(String statusField) {
        return sum(all(), "status", statusField);
    }

    boolean complete() {
        return status(fresh, "replicas") == desired()
                && total("replicas") == desired()
                && status(fresh, "availableReplicas") == desired();
    }

    static long replicas(Map<String, Object> set) {
        return Trees.integer(set, "spec", "replicas").orElse(1);
    }

    static long status(Map<String, Object> set, String field) {
        return Trees.integer(set, "status", field).orElse(0);
    }

    static long revision(Map<String, Object> object) {
        String text = Trees.text(object, "metadata", "annotations", ReplicaSets.REVISION);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static long sum(List<Map<String, Object>> sets, String part, String field) {
        return sets.stream()
                .mapToLong(set -> Trees.integer(set, part, field).orElse(0))
                .sum();
    }

    private long resolve(String field, boolean roundUp) {
        Object value = Trees.at(deployment, "spec", "strategy", "rollingUpdate", field);
        if (value instanceof Number number) {
            return number.longValue();
        }
        String percent = value instanceof String text ? text : "25%";
        double share = Integer.parseInt(percent.replace("%", "")) / 100.0 * desired();
        return (long) (roundUp ? Math.ceil(share) : Math.floor(share));
    }
}
