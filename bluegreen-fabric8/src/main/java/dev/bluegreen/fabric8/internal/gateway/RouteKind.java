package dev.bluegreen.fabric8.internal.gateway;

import dev.bluegreen.fabric8.internal.api.ApiCall;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.ObjectKind;
import dev.bluegreen.model.PlatformException;
import java.util.List;

/** A kind of route, or of what routes refer to, in the newest version that the cluster serves: asked for once. Thread-safe. */
public final class RouteKind {

    public static final String GROUP = "gateway.networking.k8s.io";

    private final String kind;
    private final String plural;
    private final List<String> versions;
    private volatile ObjectKind served;
    private volatile boolean isFound;

    private RouteKind(String kind, String plural, List<String> versions) {
        this.kind = kind;
        this.plural = plural;
        this.versions = versions;
        this.served = kind(kind, plural, versions.get(0));
    }

    public static RouteKind http() {
        return new RouteKind("HTTPRoute", "httproutes", List.of("v1", "v1beta1"));
    }

    public static RouteKind grpc() {
        return new RouteKind("GRPCRoute", "grpcroutes", List.of("v1", "v1alpha2"));
    }

    /** Permissions to name objects of another namespace. */
    public static RouteKind grant() {
        return new RouteKind("ReferenceGrant", "referencegrants", List.of("v1", "v1beta1"));
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
                        "cutover: the cluster serves no " + kind + " of " + GROUP + " in version "
                                + String.join(" or ", versions)
                                + "; install the CRDs of the Gateway API, version 1.0 or"
                                + " newer (" + plural + "." + GROUP + ")"));
        served = kind(kind, plural, version);
        isFound = true;
        return served;
    }

    private boolean isServed(Kube kube, String version) {
        return kube.ask(
                        new ApiCall("get", GROUP, plural, "", kube.namespace()),
                        client -> client.getApiResources(GROUP + "/" + version))
                .filter(list -> list.getResources().stream()
                        .anyMatch(resource -> resource.getName().equals(plural)))
                .isPresent();
    }

    private static ObjectKind kind(String kind, String plural, String version) {
        return new ObjectKind(GROUP, version, kind, plural);
    }
}
