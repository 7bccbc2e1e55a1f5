package dev.bluegreen.testkit.internal.api.admission;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events are served in two groups with different field names, and stored once, in the old form. */
final class EventConversion {

    private static final Map<String, String> OLD_TO_NEW = Map.of(
            "message", "note",
            "involvedObject", "regarding",
            "reportingComponent", "reportingController",
            "source", "deprecatedSource",
            "count", "deprecatedCount",
            "firstTimestamp", "deprecatedFirstTimestamp",
            "lastTimestamp", "deprecatedLastTimestamp");

    private EventConversion() {}

    static Map<String, Object> toNew(Map<String, Object> old) {
        Map<String, Object> tree = Trees.copy(old);
        OLD_TO_NEW.forEach((from, to) -> rename(tree, from, to));
        tree.remove("apiVersion");
        return tree;
    }

    static Map<String, Object> toOld(Map<String, Object> event) {
        Map<String, Object> tree = new LinkedHashMap<>(Trees.copy(event));
        OLD_TO_NEW.forEach((to, from) -> rename(tree, from, to));
        tree.put("apiVersion", "v1");
        return tree;
    }

    private static void rename(Map<String, Object> tree, String from, String to) {
        if (tree.containsKey(from)) {
            tree.put(to, tree.remove(from));
        }
    }
}
