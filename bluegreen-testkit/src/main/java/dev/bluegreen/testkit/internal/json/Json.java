package dev.bluegreen.testkit.internal.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as plain values: maps, lists, strings, {@link Long}s, {@link Double}s, booleans and null. */
public final class Json {

    private Json() {}

    /**
     * Reads one value.
     *
     * @throws JsonSyntaxException if the text is not exactly one JSON value
     */
    public static @Nullable Object parse(String text) {
        return new JsonReader(text).document();
    }

    /**
     * Reads one object.
     *
     * @throws JsonSyntaxException if the text is not exactly one JSON object
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> parseObject(String text) {
        if (parse(text) instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new JsonSyntaxException("expected a JSON object", 0);
    }

    /** Writes a value without white space. */
    public static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder(256);
        JsonWriter.write(value, out);
        return out.toString();
    }
}
