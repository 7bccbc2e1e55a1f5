package dev.bluegreen.testkit.internal.patch;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Who owns which field of one object: {@code metadata.managedFields}, read, changed and written back. */
public final class ManagedFields {

    private final Schema schema;
    private final List<Entry> entries = new ArrayList<>();

    private ManagedFields(Schema schema) {
        this.schema = schema;
    }

    /** The owners that an object lists; none for an object that is not there yet. */
    public static ManagedFields of(Map<String, Object> tree, Schema schema) {
        ManagedFields managed = new ManagedFields(schema);
        Trees.maps(tree, "metadata", "managedFields").forEach(entry -> managed.entries.add(Entry.read(entry)));
        return managed;
    }

    /**
     * Gives the writer what it changed, and takes it from everybody else. Writes the result into {@code after}.
     *
     * @param writer an owner with operation Update
     */
    public void recordUpdate(Writer writer, Map<String, Object> before, Map<String, Object> after) {
        Map<List<String>, Object> old = Fields.of(before, schema);
        Map<List<String>, Object> now = Fields.of(after, schema);
        Set<List<String>> changed = new LinkedHashSet<>();
        now.forEach((path, value) -> {
            if (!Objects.equals(value, old.get(path))) {
                changed.add(path);
            }
        });
        Set<List<String>> touched = new HashSet<>(old.keySet());
        touched.removeAll(now.keySet());
        touched.addAll(changed);
        entries.stream().filter(entry -> !entry.isOf(writer)).forEach(entry -> entry.paths.removeAll(touched));
        if (!touched.isEmpty()) {
            Entry own = entry(writer);
            own.paths.removeAll(touched);
            own.paths.addAll(changed);
            own.touch(writer);
        }
        store(after);
    }

    /** What others own of the given fields, entry by entry; the same manager's updates count as others. */
    Map<Writer, List<List<String>>> ownedByOthers(Writer writer, Collection<List<String>> paths) {
        Map<Writer, List<List<String>>> owned = new LinkedHashMap<>();
        for (Entry entry : entries) {
            List<List<String>> common =
                    paths.stream().filter(entry.paths::contains).toList();
            if (!entry.isOf(writer) && !common.isEmpty()) {
                owned.put(entry.writer, common);
            }
        }
        return owned;
    }

    /** True if others own the field, or, if it is not an element of a list, anything in it. */
    boolean isNeededByOthers(Writer writer, List<String> path) {
        boolean element = !path.get(path.size() - 1).startsWith("f:");
        return entries.stream()
                .filter(entry -> !entry.isOf(writer))
                .anyMatch(entry -> element ? entry.paths.contains(path) : entry.ownsIn(path));
    }

    Set<List<String>> ownedBy(Writer writer) {
        return entries.stream()
                .filter(entry -> entry.isOf(writer))
                .findFirst()
                .map(entry -> new LinkedHashSet<>(entry.paths))
                .orElseGet(LinkedHashSet::new);
    }

    void takeFromOthers(Writer writer, Collection<List<String>> paths) {
        entries.stream().filter(entry -> !entry.isOf(writer)).forEach(entry -> entry.paths.removeAll(paths));
    }

    void own(Writer writer, Set<List<String>> paths) {
        Entry own = entry(writer);
        if (!own.paths.equals(paths)) {
            own.paths.clear();
            own.paths.addAll(paths);
            own.touch(writer);
        }
    }

    void store(Map<String, Object> tree) {
        entries.removeIf(entry -> entry.paths.isEmpty());
        Map<String, Object> metadata = Trees.child(tree, "metadata");
        metadata.remove("managedFields");
        if (!entries.isEmpty()) {
            metadata.put("managedFields", entries.stream().map(Entry::write).toList());
        }
    }

    private Entry entry(Writer writer) {
        return entries.stream().filter(entry -> entry.isOf(writer)).findFirst().orElseGet(() -> {
            Entry entry = new Entry(writer);
            entries.add(entry);
            return entry;
        });
    }

    /** One owner and what it owns; mutable, confined to one change of one object. */
    private static final class Entry {

        private final Set<List<String>> paths = new LinkedHashSet<>();
        private Writer writer;

        Entry(Writer writer) {
            this.writer = writer;
        }

        static Entry read(Map<String, Object> tree) {
            Entry entry = new Entry(new Writer(
                    Trees.text(tree, "manager"),
                    Trees.text(tree, "operation"),
                    Trees.text(tree, "apiVersion"),
                    Trees.text(tree, "subresource"),
                    Trees.text(tree, "time")));
            entry.paths.addAll(FieldsV1.read(Trees.map(tree, "fieldsV1")));
            return entry;
        }

        boolean isOf(Writer other) {
            return writer.isSameOwner(other);
        }

        boolean ownsIn(List<String> path) {
            return paths.stream()
                    .anyMatch(owned -> owned.size() >= path.size()
                            && owned.subList(0, path.size()).equals(path));
        }

        void touch(Writer now) {
            writer = now;
        }

        Map<String, Object> write() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("manager", writer.manager());
            tree.put("operation", writer.operation());
            tree.put("apiVersion", writer.apiVersion());
            tree.put("time", writer.time());
            tree.put("fieldsType", "FieldsV1");
            tree.put("fieldsV1", FieldsV1.write(paths));
            if (!writer.subresource().isEmpty()) {
                tree.put("subresource", writer.subresource());
            }
            return tree;
        }
    }
}
