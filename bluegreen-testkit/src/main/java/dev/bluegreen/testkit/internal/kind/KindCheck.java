package dev.bluegreen.testkit.internal.kind;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares one object with its kind: drops the fields that the kind does not have, and finds values of a wrong type. */
public final class KindCheck {

    private static final Pattern MICRO_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}(Z|[+-]\\d\\d:\\d\\d)");

    private final List<String> unknown = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    private KindCheck() {}

    /**
     * Checks an object, and drops from it what it cannot have.
     *
     * @param tree mutable
     */
    public static KindCheck of(String kind, Map<String, Object> tree) {
        KindCheck check = new KindCheck();
        if (FieldTypes.of(kind) != null) {
            check.object(kind, "", tree);
        }
        return check;
    }

    /** The paths of the fields that were dropped. */
    public List<String> unknown() {
        return List.copyOf(unknown);
    }

    /** What has a wrong type, in the words of the real server's decoder. */
    public List<String> wrong() {
        return List.copyOf(wrong);
    }

    private void object(String type, String path, Map<String, Object> tree) {
        Map<String, String> fields = FieldTypes.of(type);
        if (fields == null) {
            return;
        }
        Iterator<Map.Entry<String, Object>> entries = tree.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, Object> entry = entries.next();
            String place = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            String expected = fields.get(entry.getKey());
            if (expected == null) {
                unknown.add(place);
                entries.remove();
            } else {
                value(expected, place, entry.getValue());
            }
        }
    }

    private void value(String expected, String path, @Nullable Object value) {
        if (value == null || expected.equals("a")) {
            return;
        }
        if (expected.startsWith("[]")) {
            list(expected.substring(2), path, value);
        } else if (expected.startsWith("{}")) {
            map(expected.substring(2), path, value);
        } else if (expected.length() > 1) {
            part(expected, path, value);
        } else if (!fits(expected, value)) {
            wrong(path, value, expected);
        }
    }

    private void list(String element, String path, Object value) {
        if (!(value instanceof List<?> list)) {
            wrong(path, value, "[]" + element);
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            value(element, path + "[" + i + "]", list.get(i));
        }
    }

    private void map(String element, String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> value(element, path + "." + key, each));
        } else {
            wrong(path, value, "{}" + element);
        }
    }

    private void part(String type, String path, Object value) {
        if (value instanceof Map<?, ?>) {
            object(type, path, Trees.map(value));
        } else {
            wrong(path, value, type);
        }
    }

    private static boolean fits(String expected, Object value) {
        boolean integer = value instanceof Long || value instanceof Integer;
        return switch (expected) {
            case "s" -> value instanceof String;
            case "i" -> integer;
            case "n" -> value instanceof Number;
            case "b" -> value instanceof Boolean;
            case "x" -> integer || value instanceof String;
            case "q" -> value instanceof Number || value instanceof String;
            case "m" -> value instanceof String text && MICRO_TIME.matcher(text).matches();
            default -> true;
        };
    }

    private void wrong(String path, Object value, String expected) {
        wrong.add(
                expected.equals("m") && value instanceof String text
                        ? "parsing time \"%s\" as \"2006-01-02T15:04:05.000000Z07:00\": %s needs microseconds"
                                .formatted(text, path)
                        : "json: cannot unmarshal %s into Go struct field %s of type %s"
                                .formatted(nameOf(value), path, typeName(expected)));
    }

    private static String nameOf(Object value) {
        if (value instanceof Map) {
            return "object";
        }
        if (value instanceof List) {
            return "array";
        }
        return value instanceof Number ? "number" : value instanceof Boolean ? "bool" : "string";
    }

    private static String typeName(String expected) {
        return switch (expected) {
            case "s" -> "string";
            case "i" -> "int32";
            case "n" -> "float64";
            case "b" -> "bool";
            case "x" -> "intstr.IntOrString";
            case "q" -> "resource.Quantity";
            case "m" -> "v1.MicroTime";
            default -> expected.startsWith("[]") ? "list" : expected.startsWith("{}") ? "map" : "v1." + expected;
        };
    }
}
