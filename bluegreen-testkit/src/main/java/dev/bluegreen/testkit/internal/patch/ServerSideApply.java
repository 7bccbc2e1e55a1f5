package dev.bluegreen.testkit.internal.patch;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Server-side apply: the applied fields become the manager's, what it no longer applies goes if nobody else owns it. */
public final class ServerSideApply {

    private final Schema schema;

    /** An apply for objects of one kind. */
    public ServerSideApply(Schema schema) {
        this.schema = schema;
    }

    /**
     * Changes the live object in place, its managedFields included.
     *
     * @param force takes the fields that others own with another value instead of refusing
     * @throws ApplyConflictException if others own a field with another value
     */
    public void apply(Writer writer, Map<String, Object> live, Map<String, Object> applied, boolean force) {
        ManagedFields managed = ManagedFields.of(live, schema);
        Map<List<String>, Object> wanted = Fields.of(applied, schema);
        Map<List<String>, Object> found = Fields.of(live, schema);
        List<List<String>> differing = wanted.keySet().stream()
                .filter(path -> !Objects.equals(wanted.get(path), found.get(path)))
                .toList();
        Map<Writer, List<List<String>>> conflicts = managed.ownedByOthers(writer, differing);
        if (!conflicts.isEmpty() && !force) {
            throw new ApplyConflictException(conflicts);
        }
        managed.takeFromOthers(writer, differing);
        prune(live, managed, writer, wanted.keySet());
        merge(live, applied, List.of());
        managed.own(writer, wanted.keySet());
        managed.store(live);
    }

    private void prune(Map<String, Object> live, ManagedFields managed, Writer writer, Set<List<String>> wanted) {
        List<List<String>> dropped = new ArrayList<>(managed.ownedBy(writer));
        dropped.removeIf(path -> wanted.contains(path) || managed.isNeededByOthers(writer, path));
        dropped.forEach(path -> new FieldPath(path, schema).removeFrom(live));
    }

    private void merge(Map<String, Object> target, Map<String, Object> applied, List<String> path) {
        applied.forEach((field, value) -> {
            List<String> place = Fields.append(path, field);
            if (value instanceof Map && !schema.isAtomicMap(place)) {
                merge(Trees.child(target, field), Trees.map(applied, field), place);
            } else if (value instanceof List<?> list && schema.isSet(place)) {
                target.put(field, union(Trees.list(target, field), list));
            } else if (value instanceof List<?> list && !schema.listKeys(place).isEmpty()) {
                target.put(field, mergeList(Trees.list(target, field), list, place));
            } else if (value != null) {
                target.put(field, Trees.copyOf(value));
            }
        });
    }

    private static List<Object> union(List<Object> target, List<?> applied) {
        List<Object> union = new ArrayList<>(target);
        applied.stream().filter(element -> !union.contains(element)).forEach(union::add);
        return union;
    }

    private List<Object> mergeList(List<Object> target, List<?> applied, List<String> path) {
        List<String> keys = schema.listKeys(path);
        Map<String, Map<String, Object>> byKey = new LinkedHashMap<>();
        target.forEach(element -> byKey.put(Fields.key(element, keys), Trees.map(Map.of("e", element), "e")));
        for (Object element : applied) {
            Map<String, Object> merged = byKey.computeIfAbsent(Fields.key(element, keys), key -> new LinkedHashMap<>());
            merge(merged, Trees.map(Map.of("e", element), "e"), path);
        }
        return new ArrayList<>(byKey.values());
    }
}
