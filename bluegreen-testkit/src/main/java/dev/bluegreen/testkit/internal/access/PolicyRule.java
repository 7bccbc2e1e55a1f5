package dev.bluegreen.testkit.internal.access;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One rule of a Role: its verbs on its resources of its groups, for all names or for some.
 *
 * @param names empty for all
 */
public record PolicyRule(List<Object> verbs, List<Object> groups, List<Object> resources, List<Object> names) {

    private static final String ALL = "*";
    private static final List<Object> EVERY = List.of(ALL);

    /** Allows everything. */
    static PolicyRule everything() {
        return new PolicyRule(EVERY, EVERY, EVERY, List.of());
    }

    /** Allows everybody to ask what it may do, and who it is. */
    static PolicyRule reviews() {
        return new PolicyRule(
                List.of("create"),
                List.of("authorization.k8s.io", "authentication.k8s.io"),
                List.of("selfsubjectaccessreviews", "selfsubjectrulesreviews", "selfsubjectreviews"),
                List.of());
    }

    static PolicyRule of(Map<String, Object> tree) {
        return new PolicyRule(
                Trees.list(tree, "verbs"),
                Trees.list(tree, "apiGroups"),
                Trees.list(tree, "resources"),
                Trees.list(tree, "resourceNames"));
    }

    boolean allows(Attempt attempt) {
        return has(verbs, attempt.verb())
                && has(groups, attempt.group())
                && (has(resources, attempt.resource()) || has(resources, anyWithSubresource(attempt.resource())))
                && (names.isEmpty() || names.contains(attempt.name()));
    }

    /** As a rules review lists it. */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("verbs", verbs);
        tree.put("apiGroups", groups);
        tree.put("resources", resources);
        if (!names.isEmpty()) {
            tree.put("resourceNames", names);
        }
        return tree;
    }

    private static boolean has(List<Object> allowed, String wanted) {
        return allowed.contains(ALL) || allowed.contains(wanted);
    }

    private static String anyWithSubresource(String resource) {
        int slash = resource.indexOf('/');
        return slash < 0 ? resource : ALL + resource.substring(slash);
    }
}
