package dev.bluegreen.fabric8.weights;

import dev.bluegreen.fabric8.NlbService;
import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.testkit.FakeRoute;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.function.UnaryOperator;

/** The scene of {@link Shop} with a Service for each track; that of BLUE has a Network Load Balancer, which sends it everything. */
final class NlbShop implements AutoCloseable {

    static final String KEY = "service.beta.kubernetes.io/actions.TCP-80";

    private static final String ACTION = """
            {"type":"forward","forwardConfig":{"baseServiceWeight":%d,"targetGroups":[\
            {"serviceName":"checkout-green","servicePort":80,"weight":%d}]}}""";

    final Shop shop = Shop.open();
    final FakeRoute route;

    NlbShop() {
        service("loadBalancerClass: service.k8s.aws/nlb");
        shop.cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: checkout-green}
                spec:
                  selector: {app: checkout, track: green}
                  ports: [{name: http, port: 80, targetPort: 8080}]
                """);
        controller("v3.5.0");
        shop.cluster.awaitReady();
        route = shop.cluster.networkLoadBalancer("checkout-blue");
        shop.forget();
    }

    /** The Service with the load balancer. */
    void service(String loadBalancerClass, String... annotations) {
        shop.cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata:
                  name: checkout-blue
                  annotations: {%s: '%s'%s}
                spec:
                  type: LoadBalancer
                  %s
                  selector: {app: checkout, track: blue}
                  ports: [{name: http, port: 80, targetPort: 8080}]
                """.formatted(
                KEY,
                action(100, 0),
                String.join(
                        "", List.of(annotations).stream().map(one -> ", " + one).toList()),
                loadBalancerClass));
    }

    static String action(int blue, int green) {
        return ACTION.formatted(blue, green);
    }

    /** Installs the controller's class of Ingresses, as its chart of a version does. */
    void controller(String version) {
        shop.cluster.apply("""
                apiVersion: networking.k8s.io/v1
                kind: IngressClass
                metadata: {name: alb, labels: {app.kubernetes.io/version: "%s"}}
                spec: {controller: ingress.k8s.aws/alb}
                """.formatted(version));
    }

    void act(String text) {
        edit(service -> {
            service.getMetadata().getAnnotations().put(KEY, text);
            return service;
        });
    }

    void edit(UnaryOperator<Service> change) {
        shop.kubectl()
                .services()
                .inNamespace("default")
                .withName("checkout-blue")
                .edit(change);
        shop.rest();
    }

    String action() {
        return action(KEY);
    }

    String action(String key) {
        return shop.kubectl()
                .services()
                .inNamespace("default")
                .withName("checkout-blue")
                .get()
                .getMetadata()
                .getAnnotations()
                .get(key);
    }

    NlbService strategy() {
        return shop.platform.nlbService("checkout-blue");
    }

    @Override
    public void close() {
        shop.close();
    }
}
