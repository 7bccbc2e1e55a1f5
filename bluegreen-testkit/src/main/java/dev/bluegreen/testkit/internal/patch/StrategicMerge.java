package dev.bluegreen.testkit.internal.patch;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Strategic merge patch: merge patch, but lists of objects merge by key, and {@code $patch} directives are obeyed. */
public final class StrategicMerge {

    private static final String DIRECTIVE = "$patch";

    private final Schema schema;

    /** A merge for objects of one kind. */
    public StrategicMerge(Schema schema) {
        this.schema = schema;
    }

    /**
     * Changes the target in place.
     *
     * @throws PatchException if a list element lacks its merge key
     */
    public void apply(Map<String, Object> target, Map<String, Object> patch) {
        merge(target, patch, List.of());
    }

    private void merge(Map<String, Object> target, Map<String, Object> patch, List<String> path) {
        if ("replace".equals(patch.get(DIRECTIVE))) {
            target.clear();
        }
        patch.forEach((field, value) -> {
            if (field.startsWith("$deleteFromPrimitiveList/")) {
                Trees.list(target, field.substring(field.indexOf('/') + 1)).removeAll((List<?>) value);
            } else if (!field.startsWith("$")) {
                mergeField(target, field, value, append(path, field));
            }
        });
    }

    private void mergeField(Map<String, Object> target, String field, Object value, List<String> path) {
        if (value == null || isDelete(value)) {
            target.remove(field);
        } else if (value instanceof Map) {
            merge(Trees.child(target, field), Trees.map(Map.of(field, value), field), path);
        } else if (value instanceof List<?> list) {
            target.put(field, mergeList(new ArrayList<>(Trees.list(target, field)), list, path));
        } else {
            target.put(field, value);
        }
    }

    private List<Object> mergeList(List<Object> target, List<?> patch, List<String> path) {
        if (schema.isSet(path)) {
            patch.stream().filter(element -> !target.contains(element)).forEach(target::add);
            return target;
        }
        List<String> keys = schema.listKeys(path);
        if (keys.isEmpty() || patch.stream().anyMatch(StrategicMerge::isReplace)) {
            return patch.stream()
                    .filter(element -> !isReplace(element))
                    .map(Trees::copyOf)
                    .collect(ArrayList::new, List::add, List::addAll);
        }
        patch.forEach(element -> mergeElement(target, element, keys.get(0), path));
        return target;
    }

    private void mergeElement(List<Object> target, Object element, String key, List<String> path) {
        Object id = Trees.at(element, key);
        if (id == null) {
            throw new PatchException("map: " + element + " does not contain declared merge key: " + key);
        }
        int index = indexOf(target, key, id);
        if (isDelete(element)) {
            target.removeIf(candidate -> Objects.equals(Trees.at(candidate, key), id));
        } else {
            Map<String, Object> merged =
                    index < 0 ? new LinkedHashMap<>() : Trees.map(Map.of("element", target.get(index)), "element");
            merge(merged, Trees.map(Map.of("element", element), "element"), path);
            if (index < 0) {
                target.add(merged);
            }
        }
    }

    private static int indexOf(List<Object> list, String key, Object id) {
        for (int i = 0; i < list.size(); i++) {
            if (Objects.equals(Trees.at(list.get(i), key), id)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isDelete(Object value) {
        return "delete".equals(Trees.at(value, DIRECTIVE));
    }

    private static boolean isReplace(Object value) {
        return "replace".equals(Trees.at(value, DIRECTIVE));
    }

    private static List<String> append(List<String> path, String field) {
        List<String> longer = new ArrayList<>(path);
        longer.add(field);
        return longer;
    }
}
