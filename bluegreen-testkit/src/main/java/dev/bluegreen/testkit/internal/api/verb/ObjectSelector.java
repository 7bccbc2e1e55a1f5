package dev.bluegreen.testkit.internal.api.verb;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;

/** A selector as objects have it: {@code matchLabels} and {@code matchExpressions}, all of which must match. */
final class ObjectSelector {

    private ObjectSelector() {}

    static boolean matches(Map<String, Object> selector, Map<String, String> labels) {
        return labels.entrySet()
                        .containsAll(Trees.strings(selector, "matchLabels").entrySet())
                && Trees.maps(selector, "matchExpressions").stream()
                        .allMatch(expression -> matchesExpression(expression, labels));
    }

    private static boolean matchesExpression(Map<String, Object> expression, Map<String, String> labels) {
        String value = labels.get(Trees.text(expression, "key"));
        List<Object> values = Trees.list(expression, "values");
        return switch (Trees.text(expression, "operator")) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }
}
