package dev.bluegreen.testkit.internal.api;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.LinkedHashMap;
import java.util.Map;

/** Stored objects as a client sees them: in the group and version it asked for. */
final class Presented {

    private Presented() {}

    static Map<String, Object> object(ApiCall call, Map<String, Object> stored) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", call.resource().kind());
        tree.put("apiVersion", call.apiVersion());
        Map<String, Object> content = isNewEvent(call.resource()) ? EventConversion.toNew(stored) : stored;
        content.forEach(tree::putIfAbsent);
        return tree;
    }

    /** Items of typed lists carry neither kind nor version. */
    static Map<String, Object> item(ApiCall call, Map<String, Object> stored) {
        Map<String, Object> tree = object(call, stored);
        if (!call.resource().custom()) {
            tree.remove("kind");
            tree.remove("apiVersion");
        }
        return tree;
    }

    /** What a client sent, as it is stored. */
    static Map<String, Object> stored(Resource resource, Map<String, Object> sent) {
        return isNewEvent(resource) ? EventConversion.toOld(sent) : Trees.copy(sent);
    }

    private static boolean isNewEvent(Resource resource) {
        return resource.is("events.k8s.io", "events");
    }
}
