package dev.bluegreen.fabric8.internal.api;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import java.util.Set;

/**
 * One request in the API's terms, for messages.
 *
 * @param verb such as {@code get}
 * @param group API group, empty for the core group
 * @param resource plural, such as {@code services}
 * @param name empty for a list
 * @param namespace empty for a cluster-scoped object
 */
public record ApiCall(String verb, String group, String resource, String name, String namespace) {

    private static final Set<String> PASSING = Set.of("pods", "pods/log", "pods/portforward", "jobs");
    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete");

    /** A request for objects of a kind; the namespace counts only if the kind has one. */
    public static ApiCall of(String verb, Class<? extends HasMetadata> kind, String name, String namespace) {
        String scope = Namespaced.class.isAssignableFrom(kind) ? namespace : "";
        return new ApiCall(verb, HasMetadata.getGroup(kind), HasMetadata.getPlural(kind), name, scope);
    }

    /** Another request for objects of the same kind. */
    ApiCall with(String otherVerb, String otherName) {
        return new ApiCall(otherVerb, group, resource, otherName, namespace);
    }

    boolean writes() {
        return WRITES.contains(verb);
    }

    /** The RBAC rule that allows it. */
    public String rule() {
        String verbs = verb.equals("watch") ? "list, watch" : verb;
        return "{apiGroups: [\"" + group + "\"], resources: [" + resource + "], verbs: [" + verbs + "]" + names() + "}";
    }

    /** As narrow as the Role we print: RBAC cannot restrict create to a name, and names of pods and Jobs vary. */
    private String names() {
        boolean named = !name.isEmpty() && !verb.equals("create") && !PASSING.contains(resource);
        return named ? ", resourceNames: [" + YamlText.plain(name) + "]" : "";
    }

    /** {@code patch services "checkout-svc" in namespace shop}. */
    @Override
    public String toString() {
        return verb + " " + resource + (name.isEmpty() ? "" : " \"" + name + "\"")
                + (namespace.isEmpty() ? "" : " in namespace " + namespace);
    }
}
