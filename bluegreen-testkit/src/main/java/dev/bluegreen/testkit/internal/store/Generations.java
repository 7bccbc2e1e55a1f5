package dev.bluegreen.testkit.internal.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which changes raise {@code metadata.generation}, by resource. */
final class Generations {

    private static final Set<String> NONE = Set.of(
            "pods",
            "services",
            "endpoints",
            "configmaps",
            "secrets",
            "namespaces",
            "nodes",
            "events",
            "events.events.k8s.io",
            "leases.coordination.k8s.io",
            "horizontalpodautoscalers.autoscaling",
            "serviceaccounts",
            "resourcequotas",
            "persistentvolumeclaims",
            "roles.rbac.authorization.k8s.io",
            "rolebindings.rbac.authorization.k8s.io",
            "clusterroles.rbac.authorization.k8s.io",
            "clusterrolebindings.rbac.authorization.k8s.io");

    private Generations() {}

    static boolean counted(ResourceKey key) {
        return !NONE.contains(key.groupResource());
    }

    /** A Deployment's generation rises with its annotations too: a quirk of the real server. */
    static boolean raised(ResourceKey key, Map<String, Object> before, Map<String, Object> after) {
        return !desired(before).equals(desired(after))
                || (key.is("apps", "deployments") && !Objects.equals(annotations(before), annotations(after)));
    }

    private static Map<String, Object> desired(Map<String, Object> tree) {
        Map<String, Object> rest = new HashMap<>(tree);
        rest.keySet().removeAll(Set.of("metadata", "status", "apiVersion", "kind"));
        return rest;
    }

    private static Map<String, Object> annotations(Map<String, Object> tree) {
        return Trees.map(tree, "metadata", "annotations");
    }
}
