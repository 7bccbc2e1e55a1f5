package dev.bluegreen.internal.answer;

import dev.bluegreen.model.Input;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Validated headers given by the user (RFC 9110, section 5). Values may be secrets and never appear in messages. Immutable. */
public final class Headers {

    public static final Headers NONE = new Headers(Map.of());

    /** Shorter values are no secrets, and would match parts of words. */
    private static final int SHORTEST_SECRET = 4;

    private final Map<String, String> values;

    private Headers(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * These and one more.
     *
     * @param field name of the setting, for messages
     */
    public Headers with(String field, String name, String value) {
        Input.requireHeader(field + ".header", name, value);
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(values);
        more.put(name, value);
        return new Headers(more);
    }

    public Map<String, String> values() {
        return values;
    }

    /** A text about the response without these values, also without a scheme such as {@code Bearer}: a server may echo them. */
    String removedFrom(String text) {
        return values.values().stream()
                .flatMap(value -> Stream.of(value, value.substring(value.indexOf(' ') + 1)))
                .filter(value -> value.length() >= SHORTEST_SECRET)
                .reduce(text, (said, value) -> said.replace(value, "(a header that was sent)"));
    }

    /** Shows names only. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
