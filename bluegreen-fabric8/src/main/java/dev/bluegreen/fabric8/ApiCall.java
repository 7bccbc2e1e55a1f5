package dev.bluegreen.fabric8;

import java.util.Set;

/**
 * One request in the API's own words, for messages.
 *
 * @param verb such as {@code get}
 * @param group API group, empty for the core group
 * @param resource plural, such as {@code services}
 * @param name the object; empty for a list
 * @param namespace where; empty for an object of the cluster
 */
record ApiCall(String verb, String group, String resource, String name, String namespace) {

    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete");

    boolean writes() {
        return WRITES.contains(verb);
    }

    /** The rule that allows it. */
    String rule() {
        String verbs = verb.equals("watch") ? "list, watch" : verb;
        return "{apiGroups: [\"" + group + "\"], resources: [" + resource + "], verbs: [" + verbs + "]}";
    }

    /** {@code patch services "checkout-svc" in namespace shop}. */
    @Override
    public String toString() {
        return verb + " " + resource + (name.isEmpty() ? "" : " \"" + name + "\"")
                + (namespace.isEmpty() ? "" : " in namespace " + namespace);
    }
}
