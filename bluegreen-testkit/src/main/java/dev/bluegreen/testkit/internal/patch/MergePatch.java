package dev.bluegreen.testkit.internal.patch;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON merge patch, RFC 7386: null removes, objects merge, everything else replaces. */
public final class MergePatch {

    private MergePatch() {}

    /** Changes the target in place. */
    public static void apply(Map<String, Object> target, Map<String, Object> patch) {
        patch.forEach((field, value) -> {
            if (value == null) {
                target.remove(field);
            } else if (value instanceof Map<?, ?>) {
                mergeObject(target, field, Trees.map(patch, field));
            } else {
                target.put(field, Trees.copyOf(value));
            }
        });
    }

    private static void mergeObject(Map<String, Object> target, String field, Map<String, Object> patch) {
        if (!(target.get(field) instanceof Map)) {
            target.put(field, new LinkedHashMap<String, Object>());
        }
        apply(Trees.map(target, field), patch);
    }
}
