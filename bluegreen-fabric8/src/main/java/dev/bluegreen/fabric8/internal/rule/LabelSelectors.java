package dev.bluegreen.fabric8.internal.rule;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Label selectors with expressions, as PodDisruptionBudgets and Deployments have them. */
public final class LabelSelectors {

    private LabelSelectors() {}

    /** True if labels match. As in policy/v1, an absent selector selects nothing, an empty one everything. */
    public static boolean selects(@Nullable LabelSelector selector, Map<String, String> labels) {
        if (selector == null) {
            return false;
        }
        Map<String, String> equal = selector.getMatchLabels();
        return (equal == null || labels.entrySet().containsAll(equal.entrySet()))
                && selector.getMatchExpressions().stream().allMatch(expression -> holds(expression, labels));
    }

    private static boolean holds(LabelSelectorRequirement expression, Map<String, String> labels) {
        @Nullable String value = labels.get(expression.getKey());
        return switch (expression.getOperator()) {
            case "In" -> value != null && expression.getValues().contains(value);
            case "NotIn" -> value == null || !expression.getValues().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }
}
