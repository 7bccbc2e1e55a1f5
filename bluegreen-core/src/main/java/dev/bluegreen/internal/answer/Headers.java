package dev.bluegreen.internal.answer;

import dev.bluegreen.model.Input;
import java.util.Map;
import java.util.TreeMap;

/** Headers that a user gave, checked (RFC 9110, section 5). Their values may be secrets, and are in no message. Immutable. */
public final class Headers {

    public static final Headers NONE = new Headers(Map.of());

    private final Map<String, String> values;

    private Headers(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * These headers and one more.
     *
     * @param field the field that was set, for the message
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

    /** Names only. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
