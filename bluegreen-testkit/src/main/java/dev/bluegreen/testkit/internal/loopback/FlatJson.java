package dev.bluegreen.testkit.internal.loopback;

import java.util.Map;
import java.util.stream.Collectors;

/** Writes a flat JSON object of strings. */
public final class FlatJson {

    private FlatJson() {}

    public static String write(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> quote(member.getKey()) + ":" + quote(member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(c -> escape(quoted, (char) c));
        return quoted.append('"').toString();
    }

    private static void escape(StringBuilder to, char c) {
        if (c == '"' || c == '\\') {
            to.append('\\').append(c);
        } else if (c < ' ') {
            to.append(String.format("\\u%04x", (int) c));
        } else {
            to.append(c);
        }
    }
}
