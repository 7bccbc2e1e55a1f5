package dev.bluegreen.testkit.internal.controller.workload;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.Map;
import java.util.TreeMap;

/** The name of a pod template among the ReplicaSets of a Deployment. */
final class TemplateHash {

    static final String LABEL = "pod-template-hash";

    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    private static final int LENGTH = 9;

    private TemplateHash() {}

    /** Equal for equal templates, in letters that make no words. */
    static String of(Map<String, Object> template) {
        long hash = 0xcbf29ce484222325L;
        for (char c : sorted(template).toString().toCharArray()) {
            hash = (hash ^ c) * 0x100000001b3L;
        }
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            name.append(ALPHABET.charAt((int) Long.remainderUnsigned(hash, ALPHABET.length())));
            hash = Long.divideUnsigned(hash, ALPHABET.length());
        }
        return name.toString();
    }

    /** The template with the hash among its labels. */
    static Map<String, Object> stamp(Map<String, Object> template, String hash) {
        Map<String, Object> stamped = Trees.copy(template);
        Trees.child(stamped, "metadata", "labels").put(LABEL, hash);
        return stamped;
    }

    private static Object sorted(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, Object> result = new TreeMap<>();
        map.forEach((key, member) -> result.put((String) key, sorted(member)));
        return result;
    }
}
