package dev.bluegreen.testkit.fault;

import java.util.LinkedHashMap;
import java.util.Map;

/** Foreign changes to an object. */
final class Edits {

    private static final String ANNOTATION = "testkit.bluegreen.dev/edited";

    private Edits() {}

    /** Counts up in an annotation, and changes nothing else. */
    @SuppressWarnings("unchecked") // metadata and its annotations are objects in every JSON that the server has stored
    static void touch(Map<String, Object> object) {
        Map<String, Object> metadata = (Map<String, Object>) object.computeIfAbsent("metadata", any -> empty());
        Map<String, Object> annotations = (Map<String, Object>) metadata.computeIfAbsent("annotations", any -> empty());
        Object before = annotations.getOrDefault(ANNOTATION, "0");
        annotations.put(ANNOTATION, Long.toString(Long.parseLong(before.toString()) + 1));
    }

    private static Map<String, Object> empty() {
        return new LinkedHashMap<>();
    }
}
