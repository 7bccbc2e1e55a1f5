package dev.bluegreen.testkit.internal.controller;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counters of a status, written as the API server writes them: most are left out while they are zero. */
final class Counts {

    private final Map<String, Object> tree = new LinkedHashMap<>();

    Counts always(String field, long value) {
        tree.put(field, value);
        return this;
    }

    Counts unlessZero(String field, long value) {
        return value == 0 ? this : always(field, value);
    }

    Map<String, Object> tree() {
        return tree;
    }
}
