package dev.bluegreen.fabric8.weights;

import dev.bluegreen.fabric8.GatewayRoute;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.testkit.CustomResources;
import dev.bluegreen.testkit.FakeRoute;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;

/** The scene of {@link Shop} with a Service for each track, and an HTTPRoute {@code edge} that sends everything to BLUE. */
final class GatewayShop implements AutoCloseable {

    static final String BACKENDS =
            "{name: checkout-blue, port: 80, weight: %d}, {name: checkout-green, port: 80, weight: %d}";

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
            metadata: {name: %s}
            spec:
              parentRefs: [{name: public}]
              rules:
            %s
            """;

    private static final String PREVIEW = """
                - name: preview
                  matches: [{headers: [{name: X-Preview, value: "yes"}]}]
                  backendRefs: [{name: checkout-green, port: 80}]
            """;

    final Shop shop = Shop.open();
    final FakeRoute route;

    private GatewayShop() {
        shop.cluster.install(CustomResources.GATEWAY_API);
        shop.cluster.apply(SERVICE.formatted("blue")).apply(SERVICE.formatted("green")).awaitReady();
        backends(BACKENDS.formatted(100, 0));
        route = shop.cluster.httpRoute("edge");
        shop.rest();
        shop.forget();
    }

    static GatewayShop open() {
        return new GatewayShop();
    }

    /** Applies the route with these backends of its rule {@code shop}, beside one for testers. */
    void backends(String backends) {
        rules(rule("shop", backends) + PREVIEW.indent(0));
    }

    static String rule(String name, String backends) {
        return "    - name: " + name + "\n      backendRefs: [" + backends + "]\n";
    }

    void rules(String rules) {
        apply("v1", "HTTPRoute", "edge", rules);
    }

    void apply(String version, String kind, String name, String rules) {
        shop.cluster.apply(ROUTE.formatted(version, kind, name, rules));
        shop.rest();
    }

    GenericKubernetesResource read() {
        return shop.kubectl()
                .genericKubernetesResources("gateway.networking.k8s.io/v1", "HTTPRoute")
                .inNamespace("default")
                .withName("edge")
                .get();
    }

    GatewayRoute strategy() {
        return shop.platform.httpRoute("edge");
    }

    @Override
    public void close() {
        shop.close();
    }
}
