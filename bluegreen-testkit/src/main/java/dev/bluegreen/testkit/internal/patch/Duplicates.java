package dev.bluegreen.testkit.internal.patch;

import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Elements of one list that have the same key. What lies on a server may have them, and what is applied may not.
 *
 * <p>Behaviour of structured-merge-diff since Kubernetes 1.28.
 */
public final class Duplicates {

    private final Schema schema;
    private final List<String> found = new ArrayList<>();

    private Duplicates(Schema schema) {
        this.schema = schema;
    }

    /** The lists and their keys, in the real server's words; empty if every key is there once. */
    public static List<String> in(Map<String, Object> applied, Schema schema) {
        Duplicates duplicates = new Duplicates(schema);
        duplicates.object(List.of(), List.of(), applied);
        return duplicates.found;
    }

    /** @param names the path without list elements, as the schema knows it */
    private void object(List<String> path, List<String> names, Map<String, Object> tree) {
        tree.forEach((field, value) -> {
            List<String> place = Fields.append(path, "f:" + field);
            List<String> name = Fields.append(names, field);
            if (value instanceof Map && !schema.isAtomicMap(name)) {
                object(place, name, Trees.map(value));
            } else if (value instanceof List<?> list) {
                list(place, name, list);
            }
        });
    }

    private void list(List<String> path, List<String> names, List<?> list) {
        List<String> keys = schema.listKeys(names);
        if (keys.isEmpty() && !schema.isSet(names)) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (Object element : list) {
            String key = keys.isEmpty() ? "v:" + Json.write(element) : "k:" + Fields.key(element, keys);
            if (!seen.add(key)) {
                found.add(FieldsV1.readable(path) + ": duplicate entries for key " + FieldsV1.readable(List.of(key)));
            }
            object(Fields.append(path, key), names, Trees.map(element));
        }
    }
}
