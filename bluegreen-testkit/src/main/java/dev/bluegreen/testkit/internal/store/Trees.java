package dev.bluegreen.testkit.internal.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reading and writing JSON trees of plain maps, lists and scalars.
 *
 * <p>A path is one field name per argument, since label keys contain dots and slashes. Integers are {@link Long}s in
 * every tree that comes out of the store, so that trees compare by value.
 */
public final class Trees {

    private Trees() {}

    /** The value at the path, or null if any part of the path is not there. */
    public static @Nullable Object at(@Nullable Object tree, String... path) {
        Object value = tree;
        for (String field : path) {
            value = value instanceof Map<?, ?> map ? map.get(field) : null;
        }
        return value;
    }

    /** The string at the path, if there is one. */
    public static Optional<String> string(@Nullable Object tree, String... path) {
        return at(tree, path) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The string at the path, or an empty one. */
    public static String text(@Nullable Object tree, String... path) {
        return string(tree, path).orElse("");
    }

    /** The integer at the path, if there is one. */
    public static OptionalLong integer(@Nullable Object tree, String... path) {
        return at(tree, path) instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }

    /** True if the value at the path is {@code true}. */
    public static boolean isTrue(@Nullable Object tree, String... path) {
        return Boolean.TRUE.equals(at(tree, path));
    }

    /** The object at the path, or an empty one. Unmodifiable if the tree is. */
    public static Map<String, Object> map(@Nullable Object tree, String... path) {
        return at(tree, path) instanceof Map<?, ?> map ? cast(map) : Map.of();
    }

    /** The list at the path, or an empty one. Unmodifiable if the tree is. */
    public static List<Object> list(@Nullable Object tree, String... path) {
        return at(tree, path) instanceof List<?> list ? castList(list) : List.of();
    }

    /** The objects of the list at the path; other elements are left out. */
    public static List<Map<String, Object>> maps(@Nullable Object tree, String... path) {
        return list(tree, path).stream()
                .filter(Map.class::isInstance)
                .map(element -> cast((Map<?, ?>) element))
                .toList();
    }

    /** The string values of the object at the path, such as labels. */
    public static Map<String, String> strings(@Nullable Object tree, String... path) {
        Map<String, String> result = new LinkedHashMap<>();
        map(tree, path).forEach((key, value) -> result.put(key, String.valueOf(value)));
        return result;
    }

    /** The labels of an object, not copied: selectors are tried on each object of a kind. */
    @SuppressWarnings("unchecked") // The API server refuses labels that are no strings.
    public static Map<String, String> labels(@Nullable Object object) {
        return at(object, "metadata", "labels") instanceof Map<?, ?> labels ? (Map<String, String>) labels : Map.of();
    }

    /** The object at the path of a mutable tree, made there if it is missing. */
    public static Map<String, Object> child(Map<String, Object> tree, String... path) {
        Map<String, Object> current = tree;
        for (String field : path) {
            Object next = current.get(field);
            if (!(next instanceof Map)) {
                next = new LinkedHashMap<String, Object>();
                current.put(field, next);
            }
            current = cast((Map<?, ?>) next);
        }
        return current;
    }

    /** A mutable deep copy. */
    public static Map<String, Object> copy(Map<String, Object> tree) {
        return cast((Map<?, ?>) copyOf(tree));
    }

    /** A mutable deep copy of any value. */
    public static Object copyOf(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put((String) key, element == null ? null : copyOf(element)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(copyOf(element)));
            return copy;
        }
        return value;
    }

    /** An unmodifiable deep copy without null fields and with integers as {@link Long}s. */
    public static Map<String, Object> freeze(Map<String, Object> tree) {
        return cast((Map<?, ?>) frozen(tree));
    }

    private static Object frozen(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> {
                if (element != null) {
                    copy.put((String) key, frozen(element));
                }
            });
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Trees::frozen).toList();
        }
        return value instanceof Integer || value instanceof Short ? ((Number) value).longValue() : value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> castList(List<?> list) {
        return (List<Object>) list;
    }
}
