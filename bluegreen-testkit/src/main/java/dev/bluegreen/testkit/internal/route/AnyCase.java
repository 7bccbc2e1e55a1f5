package dev.bluegreen.testkit.internal.route;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** JSON whose field names may be written in any case, as Go reads them: here all are in lower case. */
final class AnyCase {

    private AnyCase() {}

    static Map<String, Object> of(Map<String, Object> tree) {
        Map<String, Object> lower = new LinkedHashMap<>();
        tree.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value == null ? "" : any(value)));
        return Trees.freeze(lower);
    }

    static String text(Map<String, Object> tree, String name) {
        Object value = tree.get(name);
        return value == null ? "" : value.toString();
    }

    static Map<String, Object> map(Map<String, Object> tree, String name) {
        return Trees.map(tree, name);
    }

    @SuppressWarnings("unchecked") // what Json makes of an object is a map of strings
    private static Object any(Object value) {
        if (value instanceof Map<?, ?> map) {
            return of((Map<String, Object>) map);
        }
        return value instanceof List<?> list
                ? list.stream()
                        .map(element -> element == null ? "" : any(element))
                        .toList()
                : value;
    }
}
