package dev.bluegreen.fabric8.internal.api;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Maps of API objects, which may be absent. */
public final class Maps {

    private Maps() {}

    public static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> map) {
        return map == null ? Map.of() : map;
    }

    /** A copy sorted by key, so that its text is stable. */
    public static Map<String, String> sorted(@Nullable Map<String, String> map) {
        return new TreeMap<>(orEmpty(map));
    }

    /** True if labels satisfy an equality selector; an empty selector selects nothing. */
    public static boolean selects(Map<String, String> selector, Map<String, String> labels) {
        return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
    }

    /** The labels that a Deployment's selector requires. */
    public static Map<String, String> matchLabels(Deployment deployment) {
        return sorted(deployment.getSpec().getSelector().getMatchLabels());
    }
}
