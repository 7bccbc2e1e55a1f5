package dev.bluegreen.fabric8;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps of API objects, which may be absent. */
final class Maps {

    private Maps() {}

    static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> map) {
        return map == null ? Map.of() : map;
    }

    /** Whether labels satisfy an equality selector; an empty selector selects nothing. */
    static boolean selects(Map<String, String> selector, Map<String, String> labels) {
        return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
    }
}
