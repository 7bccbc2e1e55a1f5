package dev.bluegreen.testkit.internal.store;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The objects by each of their labels; a selector is tried at every change of a pod or a Service. Guarded by the store's lock. */
final class LabelledObjects {

    private static final SortedMap<ResourceKey, Map<String, Object>> NONE = Collections.emptySortedMap();

    /** A label as the objects of one resource in one namespace have it. */
    private record Label(String group, String plural, String namespace, String name, String value) {}

    private final Map<Label, SortedMap<ResourceKey, Map<String, Object>>> byLabel = new HashMap<>();

    /** Those of one resource that have all of these labels, ordered by name; there has to be at least one label. */
    List<Map<String, Object>> of(String group, String plural, String namespace, Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> new Label(group, plural, namespace, label.getKey(), label.getValue()))
                .map(label -> byLabel.getOrDefault(label, NONE))
                .min(Comparator.comparingInt(Map::size))
                .orElseThrow()
                .values()
                .stream()
                .filter(object -> Trees.labels(object).entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    /** Enters a change of an object. */
    void changed(ResourceKey key, @Nullable Map<String, Object> before, @Nullable Map<String, Object> after) {
        Trees.labels(before)
                .forEach((name, value) -> byLabel.computeIfPresent(label(key, name, value), (same, objects) -> {
                    objects.remove(key);
                    return objects.isEmpty() ? null : objects;
                }));
        if (after != null) {
            Trees.labels(after)
                    .forEach((name, value) -> byLabel.computeIfAbsent(label(key, name, value), same -> new TreeMap<>())
                            .put(key, after));
        }
    }

    private static Label label(ResourceKey key, String name, String value) {
        return new Label(key.group(), key.plural(), key.namespace(), name, value);
    }
}
