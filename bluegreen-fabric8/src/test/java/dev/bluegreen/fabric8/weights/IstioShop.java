package dev.bluegreen.fabric8.weights;

import dev.bluegreen.fabric8.IstioRoute;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.testkit.CustomResources;
import dev.bluegreen.testkit.FakeRoute;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.Map;

/** The scene of {@link Shop} in a mesh, with a VirtualService {@code edge} that sends everything to BLUE. */
final class IstioShop implements AutoCloseable {

    static final String HOSTS = "{destination: {host: checkout-blue}, weight: %d}, {destination: {host:"
            + " checkout-green.default.svc.cluster.local, port: {number: 80}}, weight: %d}";

    static final String SUBSETS =
            "{destination: {host: checkout, subset: v1}, weight: %d}, {destination: {host: checkout,"
                    + " subset: v2}, weight: %d}";

    static final String PREVIEW = """
            - match: [{headers: {x-preview: {exact: "yes"}}}]
              route: [{destination: {host: checkout-green}}]
            """;

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: %s}
            spec:
              selector: {%s}
              ports: [{name: http, port: 80, targetPort: 8080}]
            """;

    private static final String RULE = """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: checkout}
            spec:
              host: checkout.default.svc.cluster.local
              subsets: [{name: v1, labels: {track: blue}}, {name: v2, labels: {track: green}}]
            """;

    final Shop shop = Shop.open();
    final FakeRoute route;
    private final String destinations;

    private IstioShop(String destinations) {
        this.destinations = destinations;
        shop.cluster.install(CustomResources.ISTIO);
        if (destinations.equals(HOSTS)) {
            shop.cluster
                    .apply(SERVICE.formatted("checkout-blue", "app: checkout, track: blue"))
                    .apply(SERVICE.formatted("checkout-green", "app: checkout, track: green"));
        } else {
            shop.cluster.apply(SERVICE.formatted("checkout", "app: checkout")).apply(RULE);
        }
        shop.cluster.apply("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: edge}
                spec: {hosts: [checkout], http: [{name: shop, route: [%s]}]}
                """.formatted(destinations.formatted(100, 0)));
        shop.cluster.awaitReady();
        route = shop.cluster.virtualService("edge");
        shop.cluster.clock().advance(Duration.ofMinutes(1));
        shop.forget();
    }

    static IstioShop hosts() {
        return new IstioShop(HOSTS);
    }

    static IstioShop subsets() {
        return new IstioShop(SUBSETS);
    }

    /** Sets the weights as somebody else. */
    void weigh(int blue, int green) {
        http(route("shop", destinations.formatted(blue, green)));
    }

    static String route(String name, String destinations) {
        return "- {name: " + name + ", route: [" + destinations + "]}\n";
    }

    /** Sets the http routes as somebody else. */
    void http(String routes) {
        spec("hosts: [checkout]\nhttp:\n" + routes);
    }

    void spec(String yaml) {
        Map<?, ?> spec = shop.kubectl().getKubernetesSerialization().unmarshal(yaml, Map.class);
        object().edit(route -> {
            route.setAdditionalProperty("spec", spec);
            return route;
        });
        shop.rest();
    }

    /** Deletes the DestinationRule as somebody else. */
    void forgetSubsets() {
        of("DestinationRule", "checkout").delete();
        shop.rest();
    }

    void label(String key, String value) {
        shop.kubectl().namespaces().withName("default").edit(namespace -> {
            namespace.getMetadata().setLabels(Map.of(key, value));
            return namespace;
        });
    }

    String text() {
        return shop.kubectl().getKubernetesSerialization().asJson(object().get());
    }

    private Resource<GenericKubernetesResource> object() {
        return of("VirtualService", "edge");
    }

    private Resource<GenericKubernetesResource> of(String kind, String name) {
        return shop.kubectl()
                .genericKubernetesResources("networking.istio.io/v1", kind)
                .inNamespace("default")
                .withName(name);
    }

    IstioRoute strategy() {
        return shop.platform.virtualService("edge");
    }

    @Override
    public void close() {
        shop.close();
    }
}
