package dev.bluegreen.report.internal.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** One JSON object, field by field: an empty value leaves the field out. For one thread. */
public final class Fields {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final JsonObject object = new JsonObject();

    Fields() {}

    /** The beginning of every document. */
    static Fields document(String kind) {
        return new Fields().with("apiVersion", "bluegreen.dev/v1").with("kind", kind);
    }

    Fields with(String name, String value) {
        object.addProperty(name, value);
        return this;
    }

    Fields with(String name, Enum<?> value) {
        return with(name, value.name());
    }

    Fields with(String name, boolean value) {
        object.addProperty(name, value);
        return this;
    }

    Fields with(String name, long value) {
        object.addProperty(name, value);
        return this;
    }

    Fields with(String name, double value) {
        object.addProperty(name, value);
        return this;
    }

    Fields with(String name, Instant value) {
        return with(name, value.toString());
    }

    Fields with(String name, Duration value) {
        return with(name, value.toString());
    }

    Fields with(String name, Fields value) {
        object.add(name, value.object);
        return this;
    }

    Fields with(String name, OptionalDouble value) {
        value.ifPresent(number -> object.addProperty(name, number));
        return this;
    }

    /** Leaves the field out where there is no value. */
    <T> Fields with(String name, Optional<T> value, Function<T, Fields> made) {
        value.ifPresent(present -> with(name, made.apply(present)));
        return this;
    }

    /** As its text; leaves the field out where there is no value. */
    Fields with(String name, Optional<?> value) {
        value.ifPresent(present -> with(name, present.toString()));
        return this;
    }

    <T> Fields list(String name, List<T> values, Function<T, Fields> made) {
        return array(name, values, value -> made.apply(value).object);
    }

    Fields texts(String name, List<String> values) {
        return array(name, values, JsonPrimitive::new);
    }

    private <T> Fields array(String name, List<T> values, Function<T, JsonElement> made) {
        object.add(name, values.stream().map(made).collect(Collector.of(JsonArray::new, JsonArray::add, Fields::both)));
        return this;
    }

    private static JsonArray both(JsonArray one, JsonArray other) {
        one.addAll(other);
        return one;
    }

    /** The text of the document. */
    public String text() {
        return GSON.toJson(object) + "\n";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fields that && object.equals(that.object);
    }

    @Override
    public int hashCode() {
        return object.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
