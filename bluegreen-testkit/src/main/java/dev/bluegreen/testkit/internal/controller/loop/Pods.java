package dev.bluegreen.testkit.internal.controller.loop;

import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.time.Instant;
import java.util.Map;

/** What controllers read from a pod. */
public final class Pods {

    private Pods() {}

    public static ResourceKey key(Map<String, Object> pod) {
        return new ResourceKey(
                "", "pods", Trees.text(pod, "metadata", "namespace"), Trees.text(pod, "metadata", "name"));
    }

    /** True if a node runs it, or the one scheduler there is will find it one. */
    public static boolean scheduled(Map<String, Object> pod) {
        String scheduler = Trees.text(pod, "spec", "schedulerName");
        return !Trees.text(pod, "spec", "nodeName").isEmpty()
                || scheduler.isEmpty()
                || scheduler.equals("default-scheduler");
    }

    public static boolean terminating(Map<String, Object> object) {
        return Trees.string(object, "metadata", "deletionTimestamp").isPresent();
    }

    /** True if it has ended by itself, well or not. */
    public static boolean ended(Map<String, Object> pod) {
        return Trees.text(pod, "status", "phase").matches("Succeeded|Failed");
    }

    public static boolean ready(Map<String, Object> pod) {
        return "True".equals(condition(pod, "Ready").get("status"));
    }

    /** When the pod last became ready or unready. */
    public static Instant readySince(Map<String, Object> pod) {
        return Instant.parse(
                Trees.string(condition(pod, "Ready"), "lastTransitionTime").orElse("1970-01-01T00:00:00Z"));
    }

    public static Map<String, Object> condition(Map<String, Object> object, String type) {
        return Trees.maps(object, "status", "conditions").stream()
                .filter(condition -> type.equals(condition.get("type")))
                .findFirst()
                .orElse(Map.of());
    }
}
