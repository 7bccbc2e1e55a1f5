package dev.bluegreen.testkit.internal.patch;

import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A path in the form of fieldsV1, walked through a mutable tree. */
record FieldPath(List<String> elements, Schema schema) {

    void removeFrom(Map<String, Object> root) {
        Object parent = root;
        List<String> names = new ArrayList<>();
        for (String element : elements.subList(0, elements.size() - 1)) {
            parent = step(parent, element, names);
        }
        String last = elements.get(elements.size() - 1);
        if (parent instanceof Map && last.startsWith("f:")) {
            Trees.map(Map.of("p", parent), "p").remove(last.substring(2));
        } else if (parent instanceof List<?> list) {
            list.removeIf(element -> matches(element, last, names));
        }
    }

    private @Nullable Object step(@Nullable Object parent, String element, List<String> names) {
        if (element.startsWith("f:")) {
            names.add(element.substring(2));
            return Trees.at(parent, element.substring(2));
        }
        return parent instanceof List<?> list
                ? list.stream()
                        .filter(candidate -> matches(candidate, element, names))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private boolean matches(Object candidate, String element, List<String> names) {
        return element.startsWith("v:")
                ? element.equals("v:" + Json.write(candidate))
                : element.equals("k:" + Fields.key(candidate, schema.listKeys(names)));
    }
}
