package dev.bluegreen.testkit.internal.route;

import dev.bluegreen.testkit.internal.store.ResourceKey;

/** The kinds of objects that divide traffic. */
public enum RouteKind {
    /** An Ingress, with actions as the AWS Load Balancer Controller reads them. */
    INGRESS("networking.k8s.io", "ingresses"),
    /** A Service with a Network Load Balancer, with actions as the AWS Load Balancer Controller reads them. */
    NLB_SERVICE("", "services"),
    /** An HTTPRoute of the Gateway API. */
    HTTP_ROUTE("gateway.networking.k8s.io", "httproutes"),
    /** A GRPCRoute of the Gateway API; its requests are stood in for by plain HTTP. */
    GRPC_ROUTE("gateway.networking.k8s.io", "grpcroutes"),
    /** A VirtualService of Istio. */
    VIRTUAL_SERVICE("networking.istio.io", "virtualservices");

    static final String GATEWAY_API = "gateway.networking.k8s.io";

    private final String group;
    private final String plural;

    RouteKind(String group, String plural) {
        this.group = group;
        this.plural = plural;
    }

    /** The part of a controller that acts on it, as its Events name it. */
    String component() {
        return this == INGRESS ? "ingress" : "service";
    }

    /** Where an object of this kind is stored. */
    public ResourceKey key(String namespace, String name) {
        return new ResourceKey(group, plural, namespace, name);
    }
}
