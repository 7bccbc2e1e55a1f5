package dev.bluegreen.testkit.internal.access;

import dev.bluegreen.testkit.internal.store.ObjectStore;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Role-based access control on the Roles and bindings of a cluster. A user whom no binding names may do everything, as
 * the administrator whom a test usually is; service accounts may do nothing but what they are given. Thread-safe.
 */
public final class Authorizer {

    private static final String GROUP = "rbac.authorization.k8s.io";

    private final ObjectStore store;

    /** Decides by the Roles and bindings in the store. */
    public Authorizer(ObjectStore store) {
        this.store = store;
    }

    /** True if a rule allows it. */
    public boolean allows(Attempt attempt) {
        return rules(attempt.identity(), attempt.namespace()).anyMatch(rule -> rule.allows(attempt));
    }

    /** What an identity is allowed, in a namespace and at the cluster scope; without a namespace, what it is there. */
    public Stream<PolicyRule> rules(String identity, String namespace) {
        if (!isRestricted(identity)) {
            return Stream.of(PolicyRule.everything());
        }
        Stream<Map<String, Object>> local = namespace.isEmpty()
                ? Stream.of()
                : bindings("rolebindings")
                        .filter(binding -> namespaceOf(binding).equals(namespace));
        return Stream.concat(
                Stream.of(PolicyRule.reviews()),
                Stream.concat(bindings("clusterrolebindings"), local)
                        .filter(binding -> Subjects.names(binding, identity))
                        .flatMap(this::rulesOf));
    }

    private boolean isRestricted(String identity) {
        return Subjects.isServiceAccount(identity)
                || Stream.concat(bindings("clusterrolebindings"), bindings("rolebindings"))
                        .anyMatch(binding -> Subjects.namesUser(binding, identity));
    }

    private Stream<PolicyRule> rulesOf(Map<String, Object> binding) {
        String name = Trees.text(binding, "roleRef", "name");
        ResourceKey role = Trees.text(binding, "roleRef", "kind").equals("ClusterRole")
                ? new ResourceKey(GROUP, "clusterroles", "", name)
                : new ResourceKey(GROUP, "roles", namespaceOf(binding), name);
        return store.get(role).stream()
                .flatMap(tree -> Trees.maps(tree, "rules").stream())
                .map(PolicyRule::of);
    }

    private Stream<Map<String, Object>> bindings(String plural) {
        List<Map<String, Object>> bindings = store.list(GROUP, plural, null);
        return bindings.stream();
    }

    private static String namespaceOf(Map<String, Object> binding) {
        return Trees.text(binding, "metadata", "namespace");
    }
}
