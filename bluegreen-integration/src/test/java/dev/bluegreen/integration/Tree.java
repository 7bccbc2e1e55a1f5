package dev.bluegreen.integration;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads objects as trees of maps and lists. */
final class Tree {

    private Tree() {}

    /** What is at a path of keys and places; empty if nothing is. */
    static Optional<Object> at(Object tree, Object... path) {
        Object found = tree;
        for (Object step : path) {
            if (found instanceof Map<?, ?> map) {
                found = map.get(step);
            } else {
                found = found instanceof List<?> list && step instanceof Integer place ? list.get(place) : null;
            }
        }
        return Optional.ofNullable(found);
    }

    /** The number at a path, as a number or as a text. */
    static int number(Object tree, int otherwise, Object... path) {
        return at(tree, path)
                .map(found -> found instanceof Number number ? number.intValue() : Integer.parseInt(found.toString()))
                .orElse(otherwise);
    }

    /** The fencing token that an object carries. */
    static long token(Object object) {
        return number(object, 0, "metadata", "annotations", "bluegreen.dev/token");
    }
}
