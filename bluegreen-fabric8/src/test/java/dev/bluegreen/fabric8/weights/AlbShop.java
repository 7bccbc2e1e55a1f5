package dev.bluegreen.fabric8.weights;

import dev.bluegreen.fabric8.AlbIngress;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.testkit.FakeRoute;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The scene of {@link Shop} with a Service for each track, and an Ingress {@code edge} that sends everything to BLUE. */
final class AlbShop implements AutoCloseable {

    static final String KEY = "alb.ingress.kubernetes.io/actions.shop";

    static final String ACTION = """
            {"type":"forward","forwardConfig":{"targetGroups":[\
            {"serviceName":"checkout-blue","servicePort":80,"weight":%d},\
            {"serviceName":"checkout-green","servicePort":"http","weight":%d}]%s}}""";

    /** The action before the new track is known to it. */
    static final String ONE_TRACK = """
            {"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"checkout-blue","servicePort":80}]}}""";

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: %s}
            spec:
              selector: {app: checkout, track: %s}
              ports: [{name: http, port: 80, targetPort: 8080}]
            """;

    private static final String INGRESS = """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: %s
              annotations:
                %s: '%s'
            spec:
              ingressClassName: alb
              rules:
                - http:
                    paths:
                      - path: /
                        pathType: Prefix
                        backend: {service: {name: shop, port: {name: use-annotation}}}
            """;

    final Shop shop = Shop.open();
    final FakeRoute route;

    private AlbShop() {
        shop.cluster.apply(SERVICE.formatted("checkout-blue", "blue"));
        shop.cluster.apply(SERVICE.formatted("checkout-green", "green"));
        shop.cluster.awaitReady();
        ingress("edge", action(100, 0));
        route = shop.cluster.ingress("edge");
        shop.forget();
    }

    static AlbShop open() {
        return new AlbShop();
    }

    static String action(int blue, int green) {
        return ACTION.formatted(blue, green, "");
    }

    /** Applies an Ingress with this text as the action {@code shop}. */
    void ingress(String name, String action) {
        shop.cluster.apply(INGRESS.formatted(name, KEY, action));
    }

    /** Sets the action of the Ingress {@code edge} as somebody else. */
    void act(String text) {
        edit(ingress -> {
            ingress.getMetadata().getAnnotations().put(KEY, text);
            return ingress;
        });
    }

    void edit(UnaryOperator<Ingress> change) {
        shop.kubectl()
                .network()
                .v1()
                .ingresses()
                .inNamespace("default")
                .withName("edge")
                .edit(change);
        shop.rest();
    }

    /** Gives the Ingress a class of a controller. */
    void classed(String name, String controller) {
        shop.cluster.apply("""
                apiVersion: networking.k8s.io/v1
                kind: IngressClass
                metadata: {name: %s}
                spec: {controller: %s}
                """.formatted(name, controller));
        edit(ingress -> {
            ingress.getSpec().setIngressClassName(name);
            return ingress;
        });
    }

    /** An Event of the controller about the Ingress. */
    void event(String reason, String message) {
        Ingress about = ingress();
        shop.kubectl()
                .v1()
                .events()
                .inNamespace("default")
                .resource(new EventBuilder()
                        .withNewMetadata()
                        .withName("edge." + reason.toLowerCase(Locale.ROOT))
                        .endMetadata()
                        .withNewInvolvedObject()
                        .withApiVersion("networking.k8s.io/v1")
                        .withKind("Ingress")
                        .withNamespace("default")
                        .withName("edge")
                        .withUid(about.getMetadata().getUid())
                        .endInvolvedObject()
                        .withReason(reason)
                        .withMessage(message)
                        .withType("Warning")
                        .withLastTimestamp(shop.cluster.time().now().toString())
                        .build())
                .create();
        shop.rest();
    }

    Map<String, String> annotations() {
        return ingress().getMetadata().getAnnotations();
    }

    Ingress ingress() {
        return shop.kubectl()
                .network()
                .v1()
                .ingresses()
                .inNamespace("default")
                .withName("edge")
                .get();
    }

    AlbIngress strategy() {
        return shop.platform.albIngress("edge");
    }

    @Override
    public void close() {
        shop.close();
    }
}
