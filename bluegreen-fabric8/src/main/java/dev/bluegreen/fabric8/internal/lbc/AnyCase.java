package dev.bluegreen.fabric8.internal.lbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object whose keys may be of any case, as Go decodes them: of several that differ in case only, the last one counts.
 * Keeps everything that it does not know. Mutable, for one thread.
 */
record AnyCase(Map<String, Object> tree) {

    /** A deep copy of a parsed object, which may be changed. */
    static AnyCase copy(Map<?, ?> parsed) {
        Map<String, Object> tree = new LinkedHashMap<>();
        parsed.forEach((key, value) -> tree.put(String.valueOf(key), copy(value)));
        return new AnyCase(tree);
    }

    private static Object copy(Object value) {
        if (value instanceof Map<?, ?> map) {
            return copy(map).tree();
        }
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(element -> all.add(copy(element)));
            return all;
        }
        return value;
    }

    Optional<Object> get(String key) {
        return tree.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(key) && entry.getValue() != null)
                .map(Map.Entry::getValue)
                .reduce((first, second) -> second);
    }

    String text(String key) {
        return get(key).filter(String.class::isInstance).map(String.class::cast).orElse("");
    }

    Optional<AnyCase> object(String key) {
        return get(key).flatMap(AnyCase::of);
    }

    /** The objects of a list. */
    List<AnyCase> objects(String key) {
        return get(key).filter(List.class::isInstance).stream()
                .flatMap(list -> ((List<?>) list).stream())
                .flatMap(element -> of(element).stream())
                .toList();
    }

    /** Sets a value under the keys that are there, or under this one. */
    void put(String key, Object value) {
        List<String> there =
                tree.keySet().stream().filter(key::equalsIgnoreCase).toList();
        (there.isEmpty() ? List.of(key) : there).forEach(one -> tree.put(one, value));
    }

    /** Sets an empty object, and returns it. */
    AnyCase put(String key) {
        AnyCase empty = copy(Map.of());
        put(key, empty.tree());
        return empty;
    }

    /** Sets the elements of a list. */
    void keep(String key, List<AnyCase> elements) {
        put(key, elements.stream().map(AnyCase::tree).toList());
    }

    @SuppressWarnings("unchecked") // copy(...) makes maps with keys of text only
    private static Optional<AnyCase> of(Object value) {
        return value instanceof Map<?, ?> map ? Optional.of(new AnyCase((Map<String, Object>) map)) : Optional.empty();
    }
}
