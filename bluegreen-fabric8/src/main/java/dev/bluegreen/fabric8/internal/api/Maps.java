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

    /** In the order of the keys, so that the same map always reads the same. */
    public static Map<String, String> sorted(@Nullable Map<String, String> map) {
        return new TreeMap<>(orEmpty(map));
    }

    /** Whether labels satisfy an equality selector; an empty selector selects nothing. */
    public static boolean selects(Map<String, String> selector, Map<String, String> labels) {
        return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
    }

    /** The labels that a Deployment's selector asks for. */
    public static Map<String, String> matchLabels(Deployment deployment) {
        return sorted(deployment.getSpec().getSelector().getMatchLabels());
    }
}
