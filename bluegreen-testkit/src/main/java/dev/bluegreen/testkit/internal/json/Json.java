package dev.bluegreen.testkit.internal.json;

import com.google.gson.JsonSyntaxException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain values, read and written by gson: maps in the order of the text, lists, strings, numbers, booleans and null.
 * A whole number of at most 18 digits is a {@link Long}, any other number a {@link Double}: gson by itself makes every
 * number a double. Reading is strict (RFC 8259); of two members of one name the last one counts, as for an API server.
 */
public final class Json {

    private static final int DEEPEST = 500;

    private Json() {}

    /**
     * Reads one value.
     *
     * @throws JsonSyntaxException if the text is not exactly one JSON value; says at which path
     */
    public static @Nullable Object parse(String text) {
        JsonReader in = new JsonReader(new StringReader(text));
        in.setStrictness(Strictness.STRICT);
        in.setNestingLimit(DEEPEST);
        try {
            Object value = value(in);
            if (in.peek() != JsonToken.END_DOCUMENT) {
                throw new JsonSyntaxException("text after the JSON value");
            }
            return value;
        } catch (IOException | NumberFormatException e) {
            throw new JsonSyntaxException("not JSON at " + in.getPath(), e);
        }
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
        throw new JsonSyntaxException("expected a JSON object");
    }

    /** Writes a value without white space; values of other types as their text. */
    public static String write(@Nullable Object value) {
        StringWriter text = new StringWriter(256);
        try (JsonWriter out = new JsonWriter(text)) {
            write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON", e);
        }
        return text.toString();
    }

    private static @Nullable Object value(JsonReader in) throws IOException {
        return switch (in.peek()) {
            case BEGIN_OBJECT -> object(in);
            case BEGIN_ARRAY -> array(in);
            case NUMBER -> number(in.nextString());
            case BOOLEAN -> in.nextBoolean();
            case NULL -> {
                in.nextNull();
                yield null;
            }
            default -> in.nextString();
        };
    }

    private static Map<String, Object> object(JsonReader in) throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        in.beginObject();
        while (in.hasNext()) {
            result.put(in.nextName(), value(in));
        }
        in.endObject();
        return result;
    }

    private static List<Object> array(JsonReader in) throws IOException {
        List<Object> result = new ArrayList<>();
        in.beginArray();
        while (in.hasNext()) {
            result.add(value(in));
        }
        in.endArray();
        return result;
    }

    private static Number number(String digits) {
        if (digits.matches("-?\\d{1,18}")) {
            return Long.valueOf(digits);
        }
        double number = Double.parseDouble(digits);
        if (Double.isInfinite(number)) {
            throw new NumberFormatException("too large: " + digits);
        }
        return number;
    }

    private static void write(@Nullable Object value, JsonWriter out) throws IOException {
        if (value instanceof Map<?, ?> map) {
            out.beginObject();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                write(member.getValue(), out.name(String.valueOf(member.getKey())));
            }
            out.endObject();
        } else if (value instanceof Iterable<?> list) {
            out.beginArray();
            for (Object element : list) {
                write(element, out);
            }
            out.endArray();
        } else if (value instanceof Number number) {
            out.value(number);
        } else if (value instanceof Boolean truth) {
            out.value(truth);
        } else {
            out.value(value == null ? null : value.toString());
        }
    }
}
