package dev.bluegreen.fabric8.weights;

import dev.bluegreen.fabric8.GatewayRoute;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.testkit.CustomResources;
import dev.bluegreen.testkit.FakeRoute;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The scene of {@link Shop} with a Service for each track, and an HTTPRoute {@code edge} that sends everything to BLUE. */
final class GatewayShop implements AutoCloseable {

    static final String BACKENDS =
            "{name: checkout-blue, port: 80, weight: %d}, {name: checkout-green, port: 80, weight: %d}";

    static final String PREVIEW = """
            - name: preview
              matches: [{headers: [{name: X-Preview, value: "yes"}]}]
              backendRefs: [{name: checkout-green, port: 80}]
            """;

    private static final String GROUP = "gateway.networking.k8s.io/";

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: checkout-%1$s}
            spec:
              selector: {app: checkout, track: %1$s}
              ports: [{name: http, port: 80, targetPort: 8080}]
            """;

    private static final String ROUTE = """
            apiVersion: gateway.networking.k8s.io/%s
            kind: %s
            metadata: {name: edge}
            spec:
              parentRefs: [{name: public}]
              rules: [{name: shop, backendRefs: [%s]}]
            """;

    final Shop shop = Shop.open();
    final FakeRoute route;
    private final String kind;
    private final String version;

    private GatewayShop(String kind) {
        this(kind, "v1");
    }

    private GatewayShop(String kind, String version) {
        this.kind = kind;
        this.version = version;
        if (version.equals("v1")) {
            shop.cluster.install(CustomResources.GATEWAY_API);
        } else {
            shop.cluster.install(GROUP + version, kind, kind.toLowerCase(Locale.ROOT) + "s");
        }
        shop.cluster
                .apply(SERVICE.formatted("blue"))
                .apply(SERVICE.formatted("green"))
                .awaitReady();
        shop.cluster.apply(ROUTE.formatted(version, kind, BACKENDS.formatted(100, 0)));
        route = kind.equals("HTTPRoute") ? shop.cluster.httpRoute("edge") : shop.cluster.grpcRoute("edge");
        shop.forget();
    }

    static GatewayShop open() {
        return new GatewayShop("HTTPRoute");
    }

    static GatewayShop grpc() {
        return new GatewayShop("GRPCRoute");
    }

    /** In a cluster that serves no other version. */
    static GatewayShop of(String kind, String version) {
        return new GatewayShop(kind, version);
    }

    /** Sets the weights of the rule {@code shop} as somebody else. */
    void weigh(int blue, int green) {
        rules(rule("shop", BACKENDS.formatted(blue, green)));
    }

    static String rule(String name, String backends) {
        return "- {name: " + name + ", backendRefs: [" + backends + "]}\n";
    }

    /** Sets the rules as somebody else. */
    void rules(String rules) {
        spec("parentRefs: [{name: public}]\nrules:\n" + rules);
    }

    void spec(String yaml) {
        Map<?, ?> spec = shop.kubectl().getKubernetesSerialization().unmarshal(yaml, Map.class);
        object().edit(route -> {
            route.setAdditionalProperty("spec", spec);
            return route;
        });
        shop.rest();
    }

    /** Adds what another controller says of a parent. */
    void says(String parent, String conditions) {
        Map<?, ?> entry = shop.kubectl()
                .getKubernetesSerialization()
                .unmarshal(
                        "parentRef: " + parent + "\ncontrollerName: example.com/other\nconditions: [" + conditions
                                + "]",
                        Map.class);
        object().editStatus(route -> {
            List<Object> parents = new ArrayList<>(route.<List<Object>>get("status", "parents"));
            parents.add(entry);
            route.setAdditionalProperty("status", Map.of("parents", parents));
            return route;
        });
        shop.rest();
    }

    /** A condition of a generation. */
    static String condition(String type, String status, long generation) {
        return "{type: " + type + ", status: \"" + status + "\", reason: Said, observedGeneration: " + generation
                + ", lastTransitionTime: \"2026-01-01T00:00:00Z\", message: \"\"}";
    }

    long generation() {
        return object().get().getMetadata().getGeneration();
    }

    String text() {
        return shop.kubectl().getKubernetesSerialization().asJson(object().get());
    }

    private Resource<GenericKubernetesResource> object() {
        return shop.kubectl()
                .genericKubernetesResources(GROUP + version, kind)
                .inNamespace("default")
                .withName("edge");
    }

    GatewayRoute strategy() {
        return kind.equals("HTTPRoute") ? shop.platform.httpRoute("edge") : shop.platform.grpcRoute("edge");
    }

    @Override
    public void close() {
        shop.close();
    }
}
