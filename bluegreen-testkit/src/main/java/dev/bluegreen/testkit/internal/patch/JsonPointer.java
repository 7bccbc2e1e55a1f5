package dev.bluegreen.testkit.internal.patch;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** RFC 6901: a place in a tree of mutable maps and lists. */
record JsonPointer(String text, List<String> tokens) {

    static JsonPointer parse(String text) {
        if (!text.isEmpty() && !text.startsWith("/")) {
            throw new PatchException("path does not begin with a slash: " + text);
        }
        List<String> tokens = Stream.of(text.split("/", -1))
                .skip(1)
                .map(token -> token.replace("~1", "/").replace("~0", "~"))
                .toList();
        return new JsonPointer(text, tokens);
    }

    @Nullable
    Object get(Object root) {
        Object value = find(root);
        if (value == null) {
            throw missing();
        }
        return value;
    }

    /** The value, or null if there is none. */
    @Nullable
    Object find(@Nullable Object root) {
        Object value = root;
        for (String token : tokens) {
            value = step(value, token);
        }
        return value;
    }

    void add(Object root, @Nullable Object value) {
        Object parent = parent(root);
        if (parent instanceof Map) {
            asMap(parent).put(last(), value);
        } else {
            asList(parent)
                    .add(
                            last().equals("-")
                                    ? asList(parent).size()
                                    : index(asList(parent).size() + 1),
                            value);
        }
    }

    /** Adds a field that is not there: the API server's library does so, whatever RFC 6902 says. */
    void replace(Object root, @Nullable Object value) {
        Object parent = parent(root);
        if (parent instanceof List) {
            asList(parent).set(index(asList(parent).size()), value);
        } else {
            asMap(parent).put(last(), value);
        }
    }

    @Nullable
    Object remove(Object root) {
        Object parent = parent(root);
        if (parent instanceof List) {
            return asList(parent).remove(index(asList(parent).size()));
        }
        if (!asMap(parent).containsKey(last())) {
            throw missing();
        }
        return asMap(parent).remove(last());
    }

    private Object parent(Object root) {
        if (tokens.isEmpty()) {
            throw new PatchException("the whole object cannot be the path of this operation");
        }
        Object parent = root;
        for (String token : tokens.subList(0, tokens.size() - 1)) {
            parent = step(parent, token);
        }
        if (!(parent instanceof Map) && !(parent instanceof List)) {
            throw missing();
        }
        return parent;
    }

    private String last() {
        return tokens.get(tokens.size() - 1);
    }

    private int index(int size) {
        if (!last().matches("\\d{1,9}") || Integer.parseInt(last()) >= size) {
            throw missing();
        }
        return Integer.parseInt(last());
    }

    private static @Nullable Object step(@Nullable Object value, String token) {
        if (value instanceof Map<?, ?> map) {
            return map.get(token);
        }
        if (value instanceof List<?> list && token.matches("\\d{1,9}") && Integer.parseInt(token) < list.size()) {
            return list.get(Integer.parseInt(token));
        }
        return null;
    }

    private PatchException missing() {
        return new PatchException("doc is missing path: " + text);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> asList(Object value) {
        return (List<Object>) value;
    }

    @Override
    public String toString() {
        return text;
    }
}
