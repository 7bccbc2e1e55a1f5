package dev.bluegreen.testkit.internal.route;

import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.Map;
import java.util.Optional;

/**
 * What the backends of a route refer to, as it is now.
 *
 * @param kind of the route
 * @param namespace of the route
 */
record BackendRefs(ServicePools pools, String kind, String namespace) {

    static BackendRefs of(ServicePools pools, Map<String, Object> route) {
        return new BackendRefs(pools, Trees.text(route, "kind"), Trees.text(route, "metadata", "namespace"));
    }

    /** The Service of a backend. */
    ResourceKey service(Map<String, Object> backend) {
        return ResourceKey.core("services", namespace(backend), Trees.text(backend, "name"));
    }

    /** Reason of a condition ResolvedRefs that is False; empty if the backend may be sent to. */
    Optional<String> trouble(Map<String, Object> backend) {
        if (!Trees.string(backend, "kind").orElse("Service").equals("Service")) {
            return Optional.of("InvalidKind");
        }
        if (!isPermitted(backend)) {
            return Optional.of("RefNotPermitted");
        }
        return pools.port(service(backend), backend.getOrDefault("port", "")).isPresent()
                ? Optional.empty()
                : Optional.of("BackendNotFound");
    }

    private boolean isPermitted(Map<String, Object> backend) {
        return namespace(backend).equals(namespace)
                || pools.objects(RouteKind.GATEWAY_API, "referencegrants", namespace(backend)).stream()
                        .anyMatch(grant -> permits(grant, Trees.text(backend, "name")));
    }

    private boolean permits(Map<String, Object> grant, String service) {
        return Trees.maps(grant, "spec", "from").stream()
                        .anyMatch(from -> Trees.text(from, "group").equals(RouteKind.GATEWAY_API)
                                && Trees.text(from, "kind").equals(kind)
                                && Trees.text(from, "namespace").equals(namespace))
                && Trees.maps(grant, "spec", "to").stream()
                        .anyMatch(to -> Trees.text(to, "group").isEmpty()
                                && Trees.text(to, "kind").equals("Service")
                                && Trees.string(to, "name").orElse(service).equals(service));
    }

    private String namespace(Map<String, Object> backend) {
        return Trees.string(backend, "namespace").orElse(namespace);
    }
}
