package dev.bluegreen.testkit.internal.api.admission;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** HorizontalPodAutoscalers are stored as {@code autoscaling/v2}; {@code v1} knows one metric only, the share of CPU. */
final class AutoscalerConversion {

    private static final String TARGET = "targetCPUUtilizationPercentage";
    private static final String CURRENT = "currentCPUUtilizationPercentage";

    private AutoscalerConversion() {}

    static Map<String, Object> toV1(Map<String, Object> stored) {
        Map<String, Object> tree = Trees.copy(stored);
        move(tree, "spec", "metrics", "target", TARGET);
        move(tree, "status", "currentMetrics", "current", CURRENT);
        tree.remove("apiVersion");
        return tree;
    }

    private static void move(Map<String, Object> tree, String part, String metrics, String kind, String field) {
        Map<String, Object> values = Trees.child(tree, part);
        Trees.maps(values, metrics).stream()
                .filter(AutoscalerConversion::isCpu)
                .map(metric -> Trees.at(metric, "resource", kind, "averageUtilization"))
                .forEach(share -> values.put(field, share));
        values.remove(metrics);
        values.remove("behavior");
    }

    private static boolean isCpu(Map<String, Object> metric) {
        return Trees.text(metric, "resource", "name").equals("cpu");
    }

    static Map<String, Object> toV2(Map<String, Object> sent) {
        Map<String, Object> tree = Trees.copy(sent);
        Map<String, Object> spec = Trees.child(tree, "spec");
        Object share = spec.remove(TARGET);
        if (share != null) {
            Map<String, Object> target =
                    new LinkedHashMap<>(Map.of("type", "Utilization", "averageUtilization", share));
            Map<String, Object> resource = new LinkedHashMap<>(Map.of("name", "cpu", "target", target));
            Map<String, Object> metric = new LinkedHashMap<>(Map.of("type", "Resource", "resource", resource));
            spec.put("metrics", new ArrayList<>(List.of(metric)));
        }
        if (tree.get("status") instanceof Map) {
            Trees.child(tree, "status").remove(CURRENT);
        }
        return tree;
    }
}
