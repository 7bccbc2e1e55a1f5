package dev.bluegreen.fabric8.internal.api;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text as YAML, quoted if it would otherwise be parsed as another type, such as a number. */
public final class YamlText {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z]([-A-Za-z0-9./]*[A-Za-z0-9])?");

    /** Words that YAML 1.1 or 1.2 parses as a boolean or null. */
    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

    private YamlText() {}

    public static String plain(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : quoted(text);
    }

    /** Quoted, in printable ASCII only: a line break would be read as a blank. */
    public static String quoted(String text) {
        return text.codePoints().mapToObj(YamlText::escaped).collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(int point) {
        if (point == '"' || point == '\\') {
            return "\\" + Character.toString(point);
        }
        if (point >= ' ' && point <= '~') {
            return Character.toString(point);
        }
        return (Character.isBmpCodePoint(point) ? "\\u%04x" : "\\U%08x").formatted(point);
    }
}
