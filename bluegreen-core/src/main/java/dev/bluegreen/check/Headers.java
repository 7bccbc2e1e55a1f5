package dev.bluegreen.check;

import dev.bluegreen.model.ConfigurationException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Headers that a user gave, checked (RFC 9110, section 5). Their values may be secrets, and are in no message. Immutable. */
final class Headers {

    static final Headers NONE = new Headers(Map.of());

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

    /** Who sends the message says where it ends. */
    private static final Set<String> FRAMING =
            Set.of("connection", "content-length", "transfer-encoding", "expect", "upgrade", "te", "trailer");

    private final Map<String, String> values;

    private Headers(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** @param field what was set, for the message */
    Headers with(String field, String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationException(
                    field
                            + ".header: the name is no header name, and is not shown; use letters, digits and '-', as in Authorization");
        }
        if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
            throw new ConfigurationException(
                    field + ".header: " + name + " is set by the exchange itself; leave it out");
        }
        if (!VALUE.matcher(value).matches()) {
            throw new ConfigurationException(field + ".header: the value of " + name + ", which is not shown, has a"
                    + " character that no header may have, such as a line break; a token read from a file often ends"
                    + " in one");
        }
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(values);
        more.put(name, value);
        return new Headers(more);
    }

    Map<String, String> values() {
        return values;
    }

    /** Names only. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
