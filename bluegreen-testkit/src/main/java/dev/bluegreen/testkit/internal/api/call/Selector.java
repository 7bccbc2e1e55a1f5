package dev.bluegreen.testkit.internal.api.call;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Label selectors in the API's text form: {@code a=b,c!=d,e in (f,g),h notin (i),j,!k}. */
final class Selector {

    private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s*\\(([^()]*)\\)");
    private static final Pattern EQUALITY = Pattern.compile("([^=!\\s]+)\\s*(==|=|!=)\\s*([^=!\\s]*)");
    private static final Pattern EXISTS = Pattern.compile("(!?)\\s*([^=!\\s()]+)");

    private Selector() {}

    /**
     * A test for objects.
     *
     * @throws ApiError 400 if the text is not a selector
     */
    static Predicate<Map<String, Object>> labels(String text) {
        Predicate<Map<String, String>> all = labels -> true;
        for (String requirement : requirements(text)) {
            all = all.and(requirement(requirement));
        }
        Predicate<Map<String, String>> wanted = all;
        return tree -> wanted.test(Trees.labels(tree));
    }

    private static Predicate<Map<String, String>> requirement(String text) {
        Matcher set = SET.matcher(text);
        if (set.matches()) {
            List<String> values =
                    List.of(set.group(3).split(",")).stream().map(String::trim).toList();
            return set.group(2).equals("in")
                    ? oneOf(set.group(1), values)
                    : oneOf(set.group(1), values).negate();
        }
        Matcher equality = EQUALITY.matcher(text);
        if (equality.matches()) {
            Predicate<Map<String, String>> equal = oneOf(equality.group(1), List.of(equality.group(3)));
            return equality.group(2).equals("!=") ? equal.negate() : equal;
        }
        Matcher exists = EXISTS.matcher(text);
        if (exists.matches()) {
            boolean wanted = exists.group(1).isEmpty();
            return labels -> labels.containsKey(exists.group(2)) == wanted;
        }
        throw ApiError.badRequest("unable to parse requirement: " + text);
    }

    private static Predicate<Map<String, String>> oneOf(String key, List<String> values) {
        return labels -> contains(values, labels.get(key));
    }

    private static boolean contains(List<String> values, @Nullable String value) {
        return value != null && values.contains(value);
    }

    /** Commas within parentheses do not separate. */
    static List<String> requirements(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(part.toString().trim());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().trim());
        parts.removeIf(String::isEmpty);
        return parts;
    }
}
