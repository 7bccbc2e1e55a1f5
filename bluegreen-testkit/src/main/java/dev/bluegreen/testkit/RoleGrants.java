package dev.bluegreen.testkit;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Wording;
import dev.bluegreen.testkit.internal.api.FakeApi;
import dev.bluegreen.testkit.internal.store.Trees;
import dev.bluegreen.testkit.internal.yaml.Yaml;
import java.util.List;
import java.util.Map;

/** Gives Roles to an identity: applies them, and binds each to it. */
final class RoleGrants {

    private static final String API = "rbac.authorization.k8s.io";
    private static final String PLACE = "clientAs(...)";

    private final FakeApi api;
    private final String namespace;

    /** @param namespace of Roles that name none */
    RoleGrants(FakeApi api, String namespace) {
        this.api = api;
        this.namespace = namespace;
    }

    /** @throws ConfigurationException if there is no Role in it, or it cannot be read */
    void grant(String identity, String yaml) {
        List<Yaml.Document> documents = Yaml.documents(PLACE, yaml);
        if (documents.stream().noneMatch(document -> isRole(document.tree()))) {
            throw new ConfigurationException(
                    PLACE + ": no Role for " + Wording.quoted(identity) + "; give the YAML of a Role or ClusterRole");
        }
        documents.forEach(document -> grant(identity, document.place(), document.tree()));
    }

    private void grant(String identity, String place, Map<String, Object> object) {
        boolean clusterWide = Trees.text(object, "kind").startsWith("Cluster");
        if (!clusterWide) {
            Trees.child(object, "metadata").putIfAbsent("namespace", namespace);
        }
        api.apply(FakeCluster.KUBECTL, place, object);
        if (isRole(object)) {
            api.apply(FakeCluster.KUBECTL, place, binding(identity, object, clusterWide));
        }
    }

    private static boolean isRole(Map<String, Object> object) {
        return List.of("Role", "ClusterRole").contains(Trees.text(object, "kind"));
    }

    private static Map<String, Object> binding(String identity, Map<String, Object> role, boolean clusterWide) {
        String kind = Trees.text(role, "kind");
        String name = Trees.text(role, "metadata", "name");
        Map<String, Object> metadata = clusterWide
                ? Map.of("name", name + ":" + identity)
                : Map.of("name", name + ":" + identity, "namespace", Trees.text(role, "metadata", "namespace"));
        return Map.of(
                "apiVersion",
                API + "/v1",
                "kind",
                kind + "Binding",
                "metadata",
                metadata,
                "roleRef",
                Map.of("apiGroup", API, "kind", kind, "name", name),
                "subjects",
                List.of(Map.of("apiGroup", API, "kind", "User", "name", identity)));
    }
}
