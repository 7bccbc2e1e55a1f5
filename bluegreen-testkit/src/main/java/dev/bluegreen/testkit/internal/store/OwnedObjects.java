package dev.bluegreen.testkit.internal.store;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The objects that have a controller, by its uid; controllers ask at every change. Guarded by the store's lock. */
final class OwnedObjects {

    private static final SortedMap<ResourceKey, Map<String, Object>> NONE = Collections.emptySortedMap();

    private final Map<String, SortedMap<ResourceKey, Map<String, Object>>> byController = new HashMap<>();

    /** Those of one resource, ordered by name. */
    List<Map<String, Object>> of(String controller, String group, String plural) {
        return byController.getOrDefault(controller, NONE).entrySet().stream()
                .filter(owned -> owned.getKey().is(group, plural))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Enters a change of an object. */
    void changed(ResourceKey key, @Nullable Map<String, Object> before, @Nullable Map<String, Object> after) {
        controllers(before)
                .forEach(uid -> byController.computeIfPresent(uid, (same, owned) -> {
                    owned.remove(key);
                    return owned.isEmpty() ? null : owned;
                }));
        if (after != null) {
            controllers(after)
                    .forEach(uid -> byController
                            .computeIfAbsent(uid, same -> new TreeMap<>())
                            .put(key, after));
        }
    }

    private static Stream<String> controllers(@Nullable Map<String, Object> object) {
        return Trees.maps(object, "metadata", "ownerReferences").stream()
                .filter(reference -> Trees.isTrue(reference, "controller"))
                .map(reference -> Trees.text(reference, "uid"));
    }
}
