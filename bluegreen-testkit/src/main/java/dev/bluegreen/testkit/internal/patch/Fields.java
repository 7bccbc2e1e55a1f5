package dev.bluegreen.testkit.internal.patch;

import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The smallest owned parts of an object: path to value. Paths are in the form of {@code fieldsV1}: {@code f:name} for a
 * field, <code>k:{"name":"web"}</code> for a list element by key, {@code v:"x"} for an element of a set.
 */
final class Fields {

    private static final Set<String> SERVER_OWNED = Set.of(
            "name",
            "namespace",
            "uid",
            "resourceVersion",
            "generation",
            "generateName",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "selfLink",
            "managedFields");

    private final Schema schema;
    private final Map<List<String>, Object> leaves = new LinkedHashMap<>();

    private Fields(Schema schema) {
        this.schema = schema;
    }

    static Map<List<String>, Object> of(Map<String, Object> tree, Schema schema) {
        Fields fields = new Fields(schema);
        tree.forEach((field, value) -> {
            if (!field.equals("apiVersion") && !field.equals("kind") && value != null) {
                fields.walk(List.of("f:" + field), List.of(field), value);
            }
        });
        return fields.leaves;
    }

    /** @param names the path without list elements, as the schema knows it */
    private void walk(List<String> path, List<String> names, Object value) {
        if (value instanceof Map<?, ?> map && !map.isEmpty() && !schema.isAtomicMap(names)) {
            Trees.map(Map.of("map", map), "map").forEach((field, child) -> {
                if (child != null && !(names.equals(List.of("metadata")) && SERVER_OWNED.contains(field))) {
                    walk(append(path, "f:" + field), append(names, field), child);
                }
            });
        } else if (value instanceof List<?> list && schema.isSet(names)) {
            list.forEach(element -> leaves.put(append(path, "v:" + Json.write(element)), element));
        } else if (value instanceof List<?> list && !schema.listKeys(names).isEmpty()) {
            list.forEach(element -> walkElement(path, names, element));
        } else {
            leaves.put(path, value);
        }
    }

    private void walkElement(List<String> path, List<String> names, Object element) {
        List<String> place = append(path, "k:" + key(element, schema.listKeys(names)));
        leaves.put(place, "element");
        Trees.map(Map.of("element", element), "element").forEach((field, child) -> {
            if (child != null) {
                walk(append(place, "f:" + field), append(names, field), child);
            }
        });
    }

    static String key(Object element, List<String> keys) {
        Map<String, Object> key = new LinkedHashMap<>();
        for (String field : keys) {
            Object value = Trees.at(element, field);
            if (value != null) {
                key.put(field, value);
            } else if (field.equals("protocol")) {
                key.put(field, "TCP");
            }
        }
        return Json.write(key);
    }

    static List<String> append(List<String> path, String last) {
        List<String> longer = new ArrayList<>(path.size() + 1);
        longer.addAll(path);
        longer.add(last);
        return longer;
    }
}
