package dev.bluegreen.file.spi;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Names;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * What the value of a key is: a text, a duration, a list. Immutable and thread-safe.
 *
 * @param <V> what it becomes
 */
public final class ValueType<V> {

    /** A text that is not blank, of one line or several. */
    public static final ValueType<String> TEXT = new ValueType<>(Scalars::text, schema("string")).matching("\\S");

    /** A whole number. */
    public static final ValueType<Integer> WHOLE = new ValueType<>(Scalars::whole, schema("integer"));

    /** A number. */
    public static final ValueType<Double> NUMBER = new ValueType<>(Scalars::number, schema("number"));

    /** {@code true} or {@code false}. */
    public static final ValueType<Boolean> FLAG = new ValueType<>(Scalars::flag, schema("boolean"));

    /** {@code true}, for a key that says all by being there. */
    public static final ValueType<Boolean> YES = new ValueType<>(Scalars::yes, all -> {
        JsonObject described = new JsonObject();
        described.addProperty("const", true);
        return described;
    });

    /** A duration such as {@code 30s}, {@code 10m}, {@code 1h30m} or {@code 7d}. */
    public static final ValueType<Duration> DURATION = new ValueType<>(Scalars::timed, schema("string"))
            .matching("^([0-9]{1,9}(ms|s|m|h|d))+$")
            .map(Scalars::duration)
            .named("duration");

    /** The name of a Kubernetes object. */
    public static final ValueType<String> OBJECT_NAME =
            checked(name -> Names.requireObjectName("name", name), "^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$");

    /** The name of a Service or a release: a DNS label. */
    public static final ValueType<String> DNS_LABEL =
            checked(name -> Names.requireDnsLabel("name", name), "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$");

    /** An http or https address. */
    public static final ValueType<URI> ADDRESS = new ValueType<>(Scalars::text, schema("string"))
            .matching("^https?://[^\\s/]")
            .map(Scalars::address)
            .named("address");

    /** The name or the number of a port. */
    public static final ValueType<String> PORT = new ValueType<>(
            Scalars::port,
            all -> anyOf(List.of(schema("string").apply(all), schema("integer").apply(all))));

    /** A file by its path, relative to the release file; becomes its text. */
    public static final ValueType<String> FILE = new ValueType<>(Texts::read, schema("string")).matching("\\S");

    /** A secret by reference to the environment, a file or a Secret. Its text is in no message. */
    public static final ValueType<String> SECRET = Secrets.text().named("secret");

    /** The address of a hook, which is a secret, by reference. */
    public static final ValueType<URI> SECRET_ADDRESS = Secrets.address().named("secret");

    private final Reader<V> reader;
    private final Function<Definitions, JsonObject> schema;

    ValueType(Reader<V> reader, Function<Definitions, JsonObject> schema) {
        this.reader = reader;
        this.schema = schema;
    }

    /** Reads one node. */
    @FunctionalInterface
    interface Reader<V> {

        /** Empty if a problem was noted, or it can only be made on a platform. */
        Optional<V> read(Node node, String path, Reading reading);
    }

    /** A list of values. */
    public static <V> ValueType<List<V>> listOf(ValueType<V> type) {
        return new ValueType<>((node, path, reading) -> Nested.list(type, node, path, reading), all -> {
            JsonObject list = schema("array").apply(all);
            list.add("items", type.schema(all));
            list.addProperty("minItems", 1);
            return list;
        });
    }

    /** A mapping with keys of the user's own, such as names of headers. */
    public static <V> ValueType<Map<String, V>> mapOf(ValueType<V> type) {
        return new ValueType<>((node, path, reading) -> Nested.map(type, node, path, reading), all -> {
            JsonObject map = schema("object").apply(all);
            map.add("additionalProperties", type.schema(all));
            map.addProperty("minProperties", 1);
            return map;
        });
    }

    /**
     * A mapping with these keys.
     *
     * @throws ConfigurationException if it is null
     */
    public static <V> ValueType<V> of(Keys<V> keys) {
        Input.given("valueType.keys", keys, "give Keys");
        return new ValueType<>(keys::read, keys::schema);
    }

    /** A mapping of one of these sorts, which the first key of each tells apart. */
    public static <V> ValueType<V> choice(List<Keys<? extends V>> sorts) {
        Choice<V> choice = new Choice<>(sorts);
        return new ValueType<>(choice::read, choice::schema);
    }

    /** A short form, or a mapping: {@code standby: 24h}. */
    public static <V> ValueType<V> either(ValueType<V> scalar, ValueType<V> mapping) {
        return new ValueType<>(
                (node, path, reading) -> (Scalars.isScalar(node) ? scalar : mapping).read(node, path, reading),
                all -> anyOf(List.of(scalar.schema(all), mapping.schema(all))));
    }

    /** A constant, written in lower camel case: {@code rollBack} for {@code ROLL_BACK}. */
    public static <E extends Enum<E>> ValueType<E> constant(List<E> constants) {
        List<String> names = constants.stream().map(Scalars::camel).toList();
        return new ValueType<>(Scalars::text, all -> {
                    JsonObject one = new JsonObject();
                    JsonArray values = new JsonArray();
                    names.forEach(values::add);
                    one.add("enum", values);
                    return one;
                })
                .map(text -> Scalars.constant(constants, names, text));
    }

    /**
     * The same, made into something else.
     *
     * @param change may throw a {@link ConfigurationException}, which becomes a problem of this value
     */
    public <W> ValueType<W> map(Function<V, W> change) {
        Reader<V> first = reader;
        return new ValueType<>(
                (node, path, reading) -> first.read(node, path, reading).flatMap(value -> {
                    try {
                        return Optional.of(change.apply(value));
                    } catch (ConfigurationException e) {
                        e.problems().forEach(problem -> reading.problem(node, path, Reading.withoutField(problem)));
                        return Optional.empty();
                    }
                }),
                schema);
    }

    /** The same, where the JSON Schema also requires a pattern; the reader does not. */
    public ValueType<V> matching(String pattern) {
        return new ValueType<>(reader, all -> {
            JsonObject described = schema.apply(all).deepCopy();
            described.addProperty("pattern", pattern);
            return described;
        });
    }

    /** The same as a part of the JSON Schema with a name, for types that are used often. */
    public ValueType<V> named(String name) {
        Input.requireText("valueType.named", name, 80);
        return new ValueType<>(reader, all -> all.reference(name, schema));
    }

    Optional<V> read(Node node, String path, Reading reading) {
        if (Scalars.isEmpty(node)) {
            return reading.problem(node, path, "there is no value; give one, or remove the key");
        }
        return reader.read(node, path, reading);
    }

    JsonObject schema(Definitions all) {
        return schema.apply(all);
    }

    private static ValueType<String> checked(Consumer<String> check, String pattern) {
        return new ValueType<>(Scalars::text, schema("string"))
                .matching(pattern)
                .map(text -> {
                    check.accept(text);
                    return text;
                });
    }

    private static Function<Definitions, JsonObject> schema(String type) {
        return all -> {
            JsonObject described = new JsonObject();
            described.addProperty("type", type);
            return described;
        };
    }

    static JsonObject anyOf(List<JsonObject> options) {
        JsonObject described = new JsonObject();
        JsonArray all = new JsonArray();
        options.forEach(option -> all.add((JsonElement) option));
        described.add("anyOf", all);
        return described;
    }
}
