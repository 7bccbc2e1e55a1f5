package dev.bluegreen.testkit.internal.api.admission;

import dev.bluegreen.testkit.internal.api.call.ApiCall;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.LinkedHashMap;
import java.util.Map;

/** Stored objects as a client sees them: in the group and version it asked for. */
public final class Presented {

    private Presented() {}

    public static Map<String, Object> object(ApiCall call, Map<String, Object> stored) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", call.resource().kind());
        tree.put("apiVersion", call.apiVersion());
        converted(call, stored).forEach(tree::putIfAbsent);
        return tree;
    }

    private static Map<String, Object> converted(ApiCall call, Map<String, Object> stored) {
        if (isNewEvent(call)) {
            return EventConversion.toNew(stored);
        }
        return isOldAutoscaler(call) ? AutoscalerConversion.toV1(stored) : stored;
    }

    /** Items of typed lists carry neither kind nor version. */
    public static Map<String, Object> item(ApiCall call, Map<String, Object> stored) {
        Map<String, Object> tree = object(call, stored);
        if (!call.resource().custom()) {
            tree.remove("kind");
            tree.remove("apiVersion");
        }
        return tree;
    }

    /** What a client sent, as it is stored. */
    public static Map<String, Object> stored(ApiCall call, Map<String, Object> sent) {
        if (isNewEvent(call)) {
            return EventConversion.toOld(sent);
        }
        return isOldAutoscaler(call) ? AutoscalerConversion.toV2(sent) : Trees.copy(sent);
    }

    /** True if a client sees another form than the stored one. */
    public static boolean isConverted(ApiCall call) {
        return isNewEvent(call) || isOldAutoscaler(call);
    }

    private static boolean isNewEvent(ApiCall call) {
        return call.resource().is("events.k8s.io", "events");
    }

    private static boolean isOldAutoscaler(ApiCall call) {
        return call.resource().is("autoscaling", "horizontalpodautoscalers")
                && call.version().equals("v1");
    }
}
