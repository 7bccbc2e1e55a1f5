package dev.bluegreen.file.spi;

import dev.bluegreen.model.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Lists and mappings. All of their values are read, so that all problems are known; one that is missing makes them empty. */
final class Nested {

    private Nested() {}

    /** A key and its value, as they stand in the document. */
    record Entry(Node at, Node value) {}

    static <V> Optional<List<V>> list(ValueType<V> type, Node node, String path, Reading reading) {
        if (!(node instanceof SequenceNode sequence)) {
            return reading.problem(node, path, "this is " + Scalars.what(node) + "; give a list, each item after '- '");
        }
        List<V> values = new ArrayList<>();
        List<Node> items = sequence.getValue();
        for (int i = 0; i < items.size(); i++) {
            type.read(items.get(i), path + "[" + i + "]", reading).ifPresent(values::add);
        }
        if (items.isEmpty()) {
            return reading.problem(node, path, "the list is empty; give an item, or remove the key");
        }
        return values.size() == items.size() ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    static <V> Optional<Map<String, V>> map(ValueType<V> type, Node node, String path, Reading reading) {
        Optional<Map<String, Entry>> entries = entries(node, path, reading);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Map<String, V> values = new LinkedHashMap<>();
        entries.get()
                .forEach((name, entry) -> type.read(entry.value(), child(path, name), reading)
                        .ifPresent(value -> values.put(name, value)));
        if (entries.get().isEmpty()) {
            return reading.problem(node, path, "the mapping is empty; give a key, or remove this one");
        }
        return values.size() == entries.get().size() ? Optional.of(values) : Optional.empty();
    }

    /** The entries of a mapping; a key that is no text, or is there twice, is a problem. */
    static Optional<Map<String, Entry>> entries(Node node, String path, Reading reading) {
        if (!(node instanceof MappingNode mapping)) {
            return reading.problem(node, path, "this is " + Scalars.what(node) + "; give keys, each as 'key: value'");
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (!(key instanceof ScalarNode scalar) || !key.getTag().equals(Tag.STR)) {
                reading.problem(key, path, "a key is " + Scalars.what(key) + "; give a text, in quotes if need be");
            } else if (entries.put(scalar.getValue(), new Entry(key, tuple.getValueNode())) != null) {
                reading.problem(key, path, Wording.quoted(scalar.getValue()) + " is there twice; keep one of the two");
            }
        }
        return Optional.of(entries);
    }

    static String child(String path, String name) {
        String shown = Wording.line(name);
        return path.isEmpty() ? shown : path + "." + shown;
    }
}
