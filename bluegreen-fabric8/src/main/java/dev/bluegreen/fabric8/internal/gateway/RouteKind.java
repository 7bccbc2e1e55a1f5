package dev.bluegreen.fabric8.internal.gateway;

import dev.bluegreen.fabric8.internal.api.ApiCall;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.model.PlatformException;
import java.util.List;

/** A kind of route, or of what routes refer to, in the newest version that the cluster serves: asked for once. Thread-safe. */
public final class RouteKind {

    public static final String GROUP = "gateway.networking.k8s.io";

    private static final String ISTIO = "networking.istio.io";

    private final String group;
    private final String kind;
    private final String plural;
    private final List<String> versions;
    private final String remedy;
    private volatile ObjectKind served;
    private volatile boolean isFound;

    private RouteKind(String group, String kind, String plural, List<String> versions, String remedy) {
        this.group = group;
        this.kind = kind;
        this.plural = plural;
        this.versions = versions;
        this.remedy = remedy;
        this.served = kind(versions.get(0));
    }

    public static RouteKind http() {
        return ofGateway("HTTPRoute", "httproutes", List.of("v1", "v1beta1"));
    }

    public static RouteKind grpc() {
        return ofGateway("GRPCRoute", "grpcroutes", List.of("v1", "v1alpha2"));
    }

    private static RouteKind ofGateway(String kind, String plural, List<String> versions) {
        return new RouteKind(
                GROUP, kind, plural, versions, "install the CRDs of the Gateway API, version 1.0 or newer");
    }

    public static RouteKind virtualService() {
        return new RouteKind(
                ISTIO,
                "VirtualService",
                "virtualservices",
                List.of("v1", "v1beta1"),
                "install Istio's CRDs (chart istio/base), version 1.5 or newer");
    }

    /** Permissions to name objects of another namespace. */
    public static RouteKind grant() {
        return ofGateway("ReferenceGrant", "referencegrants", List.of("v1", "v1beta1"));
    }

    /** As far as is known; the newest version before the cluster was asked. */
    public ObjectKind known() {
        return served;
    }

    /**
     * Asks which version is served.
     *
     * @throws PlatformException with {@code NOT_FOUND} if none is
     */
    public ObjectKind find(Kube kube) {
        return isFound ? served : ask(kube);
    }

    private ObjectKind ask(Kube kube) {
        String version = versions.stream()
                .filter(each -> isServed(kube, each))
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        PlatformException.Kind.NOT_FOUND,
                        "cutover: the cluster serves no " + kind + " of " + group + " in version "
                                + String.join(" or ", versions) + "; " + remedy + " (" + plural + "." + group + ")"));
        served = kind(version);
        isFound = true;
        return served;
    }

    private boolean isServed(Kube kube, String version) {
        return kube.ask(
                        new ApiCall("get", group, plural, "", kube.namespace()),
                        client -> client.getApiResources(group + "/" + version))
                .filter(list -> list.getResources().stream()
                        .anyMatch(resource -> resource.getName().equals(plural)))
                .isPresent();
    }

    private ObjectKind kind(String version) {
        return new ObjectKind(group, version, kind, plural);
    }
}
