package dev.bluegreen.testkit.internal.api.call;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The kinds one cluster serves. Thread-safe. */
public final class Resources {

    private static final List<Resource> BUILT_IN = List.of(
            Resource.of("", "v1", "Namespace", "namespaces").clusterScoped().withStatus(),
            Resource.of("", "v1", "Node", "nodes").clusterScoped().withStatus(),
            Resource.of("", "v1", "Pod", "pods").withStatus(),
            Resource.of("", "v1", "Service", "services").withStatus(),
            Resource.of("", "v1", "Endpoints", "endpoints"),
            Resource.of("", "v1", "ConfigMap", "configmaps"),
            Resource.of("", "v1", "Secret", "secrets"),
            Resource.of("", "v1", "ServiceAccount", "serviceaccounts"),
            Resource.of("", "v1", "ResourceQuota", "resourcequotas").withStatus(),
            Resource.of("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims")
                    .withStatus(),
            Resource.of("", "v1", "Event", "events"),
            Resource.of("events.k8s.io", "v1", "Event", "events").storedIn(""),
            Resource.of("apps", "v1", "Deployment", "deployments").withStatus().withScale(),
            Resource.of("apps", "v1", "ReplicaSet", "replicasets").withStatus().withScale(),
            Resource.of("batch", "v1", "Job", "jobs").withStatus(),
            Resource.of("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers")
                    .withVersion("v1")
                    .withStatus(),
            Resource.of("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets")
                    .withStatus(),
            Resource.of("networking.k8s.io", "v1", "Ingress", "ingresses").withStatus(),
            Resource.of("networking.k8s.io", "v1", "IngressClass", "ingressclasses")
                    .clusterScoped(),
            Resource.of("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices"),
            Resource.of("coordination.k8s.io", "v1", "Lease", "leases"),
            Resource.of("rbac.authorization.k8s.io", "v1", "Role", "roles"),
            Resource.of("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings"),
            Resource.of("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles")
                    .clusterScoped(),
            Resource.of("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings")
                    .clusterScoped(),
            Resource.of("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions")
                    .clusterScoped()
                    .withStatus(),
            Resource.of("authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews")
                    .clusterScoped(),
            Resource.of("authorization.k8s.io", "v1", "SelfSubjectRulesReview", "selfsubjectrulesreviews")
                    .clusterScoped(),
            Resource.of("authentication.k8s.io", "v1", "SelfSubjectReview", "selfsubjectreviews")
                    .clusterScoped());

    private final List<Resource> known = new CopyOnWriteArrayList<>(BUILT_IN);

    /** The built-in kinds. */
    public Resources() {}

    /** Serves a custom resource from now on: namespaced, with status subresource, without schema. */
    public void install(String group, String version, String kind, String plural) {
        add(Resource.custom(group, List.of(version), kind, plural, true));
    }

    public void add(Resource resource) {
        if (!known.contains(resource)) {
            known.add(resource);
        }
    }

    public void remove(Resource resource) {
        known.remove(resource);
    }

    /** True if a resource of this plural name is served in any group. */
    public boolean has(String plural) {
        return all().anyMatch(resource -> resource.plural().equals(plural));
    }

    /** True if a resource of this group and plural name is served. */
    public boolean has(String group, String plural) {
        return all().anyMatch(resource -> resource.is(group, plural));
    }

    public Stream<Resource> all() {
        return known.stream();
    }

    Optional<Resource> find(String group, String version, String plural) {
        return all().filter(resource ->
                        resource.is(group, plural) && resource.versions().contains(version))
                .findFirst();
    }

    public Optional<Resource> ofKind(String apiVersion, String kind) {
        return all().filter(resource -> resource.kind().equals(kind)
                        && resource.versions().stream()
                                .anyMatch(v -> resource.apiVersion(v).equals(apiVersion)))
                .findFirst();
    }

    public boolean hasGroup(String group) {
        return all().anyMatch(resource -> resource.group().equals(group));
    }
}
