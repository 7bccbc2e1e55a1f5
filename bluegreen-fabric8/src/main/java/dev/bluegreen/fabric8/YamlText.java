package dev.bluegreen.fabric8;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts as YAML: in quotes where without them they would be read as something else, such as a number. */
final class YamlText {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z]([-A-Za-z0-9./]*[A-Za-z0-9])?");

    /** What YAML 1.1 or 1.2 reads as a truth value or as nothing. */
    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

    private YamlText() {}

    static String plain(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
