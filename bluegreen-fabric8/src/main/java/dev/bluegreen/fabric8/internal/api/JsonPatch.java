package dev.bluegreen.fabric8.internal.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON Patch (RFC 6902) under construction. */
public final class JsonPatch {

    private final List<Map<String, Object>> operations = new ArrayList<>();

    /** Refuses the whole patch unless the value is there. */
    public JsonPatch test(String path, Object value) {
        return operation("test", path, value);
    }

    /** Replaces a value that must be there. */
    public JsonPatch replace(String path, Object value) {
        return operation("replace", path, value);
    }

    /** Removes a value that must be there. */
    public JsonPatch remove(String path) {
        operations.add(Map.of("op", "remove", "path", path));
        return this;
    }

    /** Adds a value, in place of the one that is there. */
    public JsonPatch add(String path, Object value) {
        return operation("add", path, value);
    }

    /** Adds entries to a map, creating it if absent. */
    public JsonPatch putAll(String path, Map<String, String> existing, Map<String, String> entries) {
        if (existing.isEmpty()) {
            return add(path, entries);
        }
        entries.forEach((key, value) -> add(path + "/" + escape(key), value));
        return this;
    }

    /** A key as it stands in a path (RFC 6901). */
    public static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    public List<Map<String, Object>> operations() {
        return List.copyOf(operations);
    }

    private JsonPatch operation(String op, String path, Object value) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("op", op);
        operation.put("path", path);
        operation.put("value", value);
        operations.add(operation);
        return this;
    }
}
