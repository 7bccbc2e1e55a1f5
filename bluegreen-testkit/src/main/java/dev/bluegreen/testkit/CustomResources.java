package dev.bluegreen.testkit;

import dev.bluegreen.testkit.internal.api.admission.Definition;
import java.util.List;

/** Custom resources that releases meet, with the versions and scopes of their projects; schemas are left out. */
public enum CustomResources {
    /** GatewayClass, Gateway, HTTPRoute, GRPCRoute and ReferenceGrant of {@code gateway.networking.k8s.io}. */
    GATEWAY_API,
    /** VirtualService, DestinationRule and Gateway of {@code networking.istio.io}. */
    ISTIO,
    /** TargetGroupBinding and IngressClassParams of {@code elbv2.k8s.aws}. */
    AWS_LOAD_BALANCER_CONTROLLER,
    /** DNSEndpoint of {@code externaldns.k8s.io}. */
    EXTERNAL_DNS;

    private static final String GATEWAY = "gateway.networking.k8s.io";
    private static final String ISTIO_NETWORKING = "networking.istio.io";
    private static final String AWS = "elbv2.k8s.aws";

    List<Definition> definitions() {
        return switch (this) {
            case GATEWAY_API ->
                List.of(
                        Definition.of(GATEWAY, "GatewayClass", "gatewayclasses", "v1", "v1beta1")
                                .clusterScoped(),
                        Definition.of(GATEWAY, "Gateway", "gateways", "v1", "v1beta1"),
                        Definition.of(GATEWAY, "HTTPRoute", "httproutes", "v1", "v1beta1"),
                        Definition.of(GATEWAY, "GRPCRoute", "grpcroutes", "v1", "v1alpha2"),
                        Definition.of(GATEWAY, "ReferenceGrant", "referencegrants", "v1", "v1beta1"));
            case ISTIO ->
                List.of(
                        Definition.of(ISTIO_NETWORKING, "VirtualService", "virtualservices", "v1", "v1beta1"),
                        Definition.of(ISTIO_NETWORKING, "DestinationRule", "destinationrules", "v1", "v1beta1"),
                        Definition.of(ISTIO_NETWORKING, "Gateway", "gateways", "v1", "v1beta1"));
            case AWS_LOAD_BALANCER_CONTROLLER ->
                List.of(
                        Definition.of(AWS, "TargetGroupBinding", "targetgroupbindings", "v1beta1"),
                        Definition.of(AWS, "IngressClassParams", "ingressclassparams", "v1beta1")
                                .clusterScoped());
            case EXTERNAL_DNS ->
                List.of(Definition.of("externaldns.k8s.io", "DNSEndpoint", "dnsendpoints", "v1alpha1"));
        };
    }
}
