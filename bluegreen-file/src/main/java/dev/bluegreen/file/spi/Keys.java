package dev.bluegreen.file.spi;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.bluegreen.file.spi.Nested.Entry;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The keys of a mapping, and what is made of them: any other key is refused. Immutable and thread-safe.
 *
 * <pre>{@code
 * static final Key<String> SERVICE = Key.of("selectorPatch", ValueType.DNS_LABEL, "The Service whose selector is patched.");
 * static final Keys<SelectorPatch> KEYS = Keys.of("The selector of a Service.", SERVICE)
 *         .making(values -> values.platform(Fabric8Platform.class).selectorPatch(values.get(SERVICE)));
 * }</pre>
 *
 * @param <T> what is made of them
 */
public final class Keys<T> {

    private final String description;
    private final List<Key<?>> required;
    private final List<Key<?>> optional;
    private final Function<Values, T> maker;

    private Keys(String description, List<Key<?>> required, List<Key<?>> optional, Function<Values, T> maker) {
        this.description = description;
        this.required = required;
        this.optional = optional;
        this.maker = maker;
    }

    /**
     * Required keys, the one first that tells this mapping from others.
     *
     * @param description one sentence, which editors show
     */
    public static Declared of(String description, Key<?>... required) {
        return new Declared(
                Input.requireText("keys.description", description, 400),
                Input.allGiven("keys.required", "give a Key", required),
                List.of());
    }

    /** Keys, of which nothing is made yet. */
    public static final class Declared {

        private final String description;
        private final List<Key<?>> required;
        private final List<Key<?>> optional;

        private Declared(String description, List<Key<?>> required, List<Key<?>> optional) {
            this.description = description;
            this.required = required;
            this.optional = optional;
        }

        /**
         * Adds keys that may be left out.
         *
         * @throws ConfigurationException if one is null
         */
        public Declared allowing(Key<?>... more) {
            List<Key<?>> all = new ArrayList<>(optional);
            all.addAll(Input.allGiven("keys.allowing", "give a Key", more));
            return new Declared(description, required, List.copyOf(all));
        }

        /** Keys without one that is required. */
        public Declared allowing(Declared more) {
            return allowing(Stream.concat(more.required.stream(), more.optional.stream())
                    .toArray(Key<?>[]::new));
        }

        /**
         * The keys with what is made of them.
         *
         * @param maker may throw a {@link ConfigurationException}, which becomes a problem of the key whose value was read last
         */
        public <T> Keys<T> making(Function<Values, T> maker) {
            return new Keys<>(description, required, optional, Input.given("keys.making", maker, "give a function"));
        }
    }

    String first() {
        return required.get(0).name();
    }

    Optional<T> read(Node node, String path, Reading reading) {
        int before = reading.count();
        Optional<Map<String, Entry>> entries = Nested.entries(node, path, reading);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        refuseUnknown(entries.get(), path, reading);
        boolean complete = requireAll(entries.get(), node, path, reading);
        Map<Key<?>, Optional<?>> read = new LinkedHashMap<>();
        all().forEach(key -> {
            Entry entry = entries.get().get(key.name());
            if (entry != null) {
                read.put(key, key.type().read(entry.value(), Nested.child(path, key.name()), reading));
            }
        });
        Optional<T> made = complete ? make(new Values(entries.get(), read, node, path, reading)) : Optional.empty();
        return reading.count() == before ? made : Optional.empty();
    }

    private Optional<T> make(Values values) {
        try {
            return Optional.of(maker.apply(values));
        } catch (ConfigurationException e) {
            values.problems(e.problems());
        } catch (Unavailable e) {
            // Its problem is noted, or there is no platform.
        }
        return Optional.empty();
    }

    private void refuseUnknown(Map<String, Entry> entries, String path, Reading reading) {
        Set<String> known = all().map(Key::name).collect(Collectors.toCollection(java.util.TreeSet::new));
        entries.forEach((name, entry) -> {
            if (!known.contains(name)) {
                reading.problem(
                        entry.at(),
                        Nested.child(path, name),
                        "there is no such key"
                                + Wording.nearest(name, known)
                                        .map(near -> "; did you mean '" + near + "'?")
                                        .orElse(" here; remove it, or use one of " + String.join(", ", known)));
            }
        });
    }

    private boolean requireAll(Map<String, Entry> entries, Node node, String path, Reading reading) {
        List<Key<?>> missing = required.stream()
                .filter(key -> !entries.containsKey(key.name()))
                .toList();
        missing.forEach(key -> reading.problem(
                node, Nested.child(path, key.name()), "the key is missing; add it: " + key.description()));
        return missing.isEmpty();
    }

    private Stream<Key<?>> all() {
        return Stream.concat(required.stream(), optional.stream());
    }

    JsonObject schema(Definitions definitions) {
        JsonObject schema = new JsonObject();
        schema.addProperty("description", description);
        schema.addProperty("type", "object");
        JsonObject properties = new JsonObject();
        all().forEach(key -> {
            JsonObject property = key.type().schema(definitions).deepCopy();
            property.addProperty("description", key.description());
            properties.add(key.name(), property);
        });
        schema.add("properties", properties);
        JsonArray needed = new JsonArray();
        required.forEach(key -> needed.add(key.name()));
        if (!needed.isEmpty()) {
            schema.add("required", needed);
        }
        schema.addProperty("additionalProperties", false);
        return schema;
    }

    /** The JSON Schema (2020-12) of a document of these keys. */
    public String jsonSchema(String id, String title) {
        Definitions definitions = new Definitions();
        JsonObject schema = new JsonObject();
        schema.addProperty("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.addProperty("$id", id);
        schema.addProperty("title", title);
        schema(definitions).asMap().forEach(schema::add);
        schema.add("$defs", definitions.all());
        return new com.google.gson.GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(schema);
    }
}
