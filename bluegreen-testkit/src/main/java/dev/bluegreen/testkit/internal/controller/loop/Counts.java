package dev.bluegreen.testkit.internal.controller.loop;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counters of a status, written as the API server writes them: most are left out while they are zero. */
public final class Counts {

    private final Map<String, Object> tree = new LinkedHashMap<>();

    public Counts always(String field, long value) {
        tree.put(field, value);
        return this;
    }

    public Counts unlessZero(String field, long value) {
        return value == 0 ? this : always(field, value);
    }

    public Map<String, Object> tree() {
        return tree;
    }
}
