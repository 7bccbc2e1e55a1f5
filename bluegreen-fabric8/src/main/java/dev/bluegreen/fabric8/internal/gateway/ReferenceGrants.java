package dev.bluegreen.fabric8.internal.gateway;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.model.Finding;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;

/**
 * The ReferenceGrants of the release's namespace: they permit routes of another namespace to name its Services. Without one a
 * gateway answers the share of such a Service with 500.
 *
 * @param kube requests to the release's namespace
 * @param kind of the routes, such as {@code HTTPRoute}
 * @param from namespace of the routes
 */
record ReferenceGrants(Kube kube, RouteKind grants, String kind, String from) {

    /**
     * A finding for each Service that may not be named.
     *
     * @throws dev.bluegreen.model.PlatformException with {@code NOT_FOUND} if the cluster serves no ReferenceGrants
     */
    List<Finding> findings(String router, List<String> services) {
        List<GenericKubernetesResource> all = grants.find(kube).listed(kube);
        return services.stream()
                .filter(service -> all.stream().noneMatch(grant -> permits(grant, service)))
                .map(service -> missing(router, service))
                .toList();
    }

    /** One entry of {@code from} and one of {@code to} are enough; one without a name is for all Services. */
    private boolean permits(GenericKubernetesResource grant, String service) {
        Map<String, Object> tree = grant.getAdditionalProperties();
        return RouteTree.list(tree, "spec", "from")
                        .anyMatch(entry -> is(entry, "group", RouteKind.GROUP)
                                && is(entry, "kind", kind)
                                && is(entry, "namespace", from))
                && RouteTree.list(tree, "spec", "to")
                        .anyMatch(entry -> is(entry, "group", "")
                                && is(entry, "kind", "Service")
                                && RouteTree.text(entry, "name").orElse(service).equals(service));
    }

    private static boolean is(Object entry, String key, String value) {
        return RouteTree.text(entry, key).orElse("").equals(value);
    }

    private Finding missing(String router, String service) {
        return Finding.fatal(
                "reference-not-granted",
                router + " may not name Service/" + service + ": no ReferenceGrant in namespace " + kube.namespace()
                        + " permits it to a route of kind " + kind + " in namespace " + from,
                "create one there with spec {from: [{group: " + RouteKind.GROUP + ", kind: " + kind + ", namespace: "
                        + from + "}], to: [{group: \"\", kind: Service, name: " + service + "}]}");
    }
}
