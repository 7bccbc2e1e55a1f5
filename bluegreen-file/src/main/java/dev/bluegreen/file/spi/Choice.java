package dev.bluegreen.file.spi;

import com.google.gson.JsonObject;
import dev.bluegreen.file.spi.Nested.Entry;
import dev.bluegreen.model.Wording;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** One of several sorts of a mapping, by the first key of each. */
final class Choice<V> {

    private final List<Keys<? extends V>> sorts;

    Choice(List<Keys<? extends V>> sorts) {
        this.sorts = List.copyOf(sorts);
    }

    Optional<V> read(Node node, String path, Reading reading) {
        Optional<Map<String, Entry>> entries = Nested.entries(node, path, reading);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        for (Keys<? extends V> sort : sorts) {
            if (entries.get().containsKey(sort.first())) {
                return sort.read(node, path, reading).map(value -> value);
            }
        }
        return reading.problem(
                node,
                path,
                "none of " + String.join(", ", names()) + " is here; give one of them" + nearest(entries.get()));
    }

    private String nearest(Map<String, Entry> entries) {
        return entries.keySet().stream()
                .flatMap(name -> Wording.nearest(name, names()).stream()
                        .map(near -> ": " + Wording.quoted(name) + " may mean '" + near + "'"))
                .findFirst()
                .orElse("");
    }

    private List<String> names() {
        return sorts.stream().map(Keys::first).toList();
    }

    JsonObject schema(Definitions all) {
        return ValueType.anyOf(sorts.stream().map(sort -> sort.schema(all)).toList());
    }
}
