package dev.bluegreen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The gateway behind an HTTPRoute does what the specification of the Gateway API says it must, and Envoy Gateway does. The
 * names of the tests give the place: {@code apis/v1} of kubernetes-sigs/gateway-api, GEPs, and gateway.envoyproxy.io/docs/tasks/traffic.
 */
class GatewayFidelityTest {

    private final FakeCluster cluster = FakeCluster.start().install(CustomResources.GATEWAY_API);
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void deploy() {
        cluster.app("shop").deploy();
        cluster.app("shop").inNamespace("other").deploy();
        for (String namespace : List.of("default", "other")) {
            service(namespace, "blue");
        }
        service("default", "green");
        cluster.awaitReady();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    @DisplayName(
            "httproute_types.go BackendRefs, Envoy Gateway http-traffic-splitting: the share of an invalid backend is"
                    + " answered 500; without any valid one everything is")
    void invalidBackends() throws Exception {
        FakeRoute route = route("{name: shop-blue, port: 80}, {name: missing, port: 80}");
        assertThat(answers(route, "/", 10)).isEqualTo(Map.of("blue", 5, "500", 5));

        route("{name: missing, port: 80, weight: 7}");
        assertThat(answers(route, "/", 4)).isEqualTo(Map.of("500", 4));
        assertThat(conditions()).containsExactly("Accepted=True Accepted 2", "ResolvedRefs=False BackendNotFound 2");
    }

    @Test
    @DisplayName(
            "httproute_types.go BackendRefs: the share of a Service without ready endpoints is answered 503, and no"
                    + " other backend takes it")
    void noReadyEndpoints() throws Exception {
        FakeRoute route = route("{name: shop-blue, port: 80}, {name: shop-green, port: 80}");
        cluster.client().apps().deployments().withName("shop-green").scale(0);
        cluster.clock().advance(Duration.ofSeconds(5));

        assertThat(answers(route, "/", 10)).isEqualTo(Map.of("blue", 5, "503", 5));
        assertThat(conditions()).contains("ResolvedRefs=True ResolvedRefs 1");
    }

    @Test
    @DisplayName("shared_types.go BackendRef.weight: 1 by default, a share of the sum of all weights, 0 for no traffic")
    void weights() throws Exception {
        FakeRoute route = route("{name: shop-blue, port: 80}, {name: shop-green, port: 80, weight: 3}");
        assertThat(answers(route, "/", 20)).isEqualTo(Map.of("blue", 5, "green", 15));

        route("{name: shop-blue, port: 80, weight: 0}, {name: shop-green, port: 80, weight: 1000000}");
        assertThat(answers(route, "/", 10)).isEqualTo(Map.of("green", 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1beta1"})
    @DisplayName(
            "referencegrant_types.go, GEP-709: a reference to another namespace needs a grant there; taken back, it ends")
    void referenceGrant(String version) throws Exception {
        FakeRoute route = route("{name: shop-blue, namespace: other, port: 80}");
        assertThat(answers(route, "/", 2)).isEqualTo(Map.of("500", 2));
        assertThat(conditions()).contains("ResolvedRefs=False RefNotPermitted 1");

        grant(version, "HTTPRoute", "default");
        assertThat(answers(route, "/", 2)).isEqualTo(Map.of("blue", 2));
        assertThat(conditions()).contains("ResolvedRefs=True ResolvedRefs 1");

        for (String[] other : new String[][] {{"TCPRoute", "default"}, {"HTTPRoute", "other"}}) {
            grant(version, other[0], other[1]);
            assertThat(answers(route, "/", 2)).as(String.join(" ", other)).isEqualTo(Map.of("500", 2));
            assertThat(conditions()).contains("ResolvedRefs=False RefNotPermitted 1");
        }
    }

    @Test
    @DisplayName("shared_types.go RouteReasonInvalidKind: a backend of a kind that is not known is invalid")
    void invalidKind() throws Exception {
        FakeRoute route = route("{group: example.org, kind: Bucket, name: shop-blue, port: 80}");

        assertThat(answers(route, "/", 2)).isEqualTo(Map.of("500", 2));
        assertThat(conditions()).contains("ResolvedRefs=False InvalidKind 1");
    }

    @Test
    @DisplayName(
            "shared_types.go RouteConditionResolvedRefs: it follows Services that come and go, without a change of the route")
    void servicesComeAndGo() throws Exception {
        FakeRoute route = route("{name: shop-red, port: 80}");
        assertThat(conditions()).contains("ResolvedRefs=False BackendNotFound 1");

        service("default", "red", "blue");
        assertThat(conditions()).contains("ResolvedRefs=True ResolvedRefs 1");
        assertThat(answers(route, "/", 2)).isEqualTo(Map.of("blue", 2));

        cluster.client().services().withName("shop-red").delete();
        cluster.settle();
        assertThat(conditions()).contains("ResolvedRefs=False BackendNotFound 1");
    }

    @Test
    @DisplayName(
            "httproute_types.go Matches: exact before prefix, longer before shorter, method, number of headers, then the"
                    + " first rule; 404 without any")
    void precedence() throws Exception {
        rules("""
                - {matches: [{path: {value: /shop}}], backendRefs: [{name: shop-blue, port: 80}]}
                - {matches: [{path: {value: /shop}}], backendRefs: [{name: shop-green, port: 80}]}
                - {matches: [{path: {value: /shop/new}}], backendRefs: [{name: shop-green, port: 80}]}
                - {matches: [{path: {value: /shop/new/a, type: Exact}}], backendRefs: [{name: shop-blue, port: 80}]}
                """);
        FakeRoute route = cluster.httpRoute("shop");
        cluster.settle();

        assertThat(answers(route, "/shop", 1)).containsOnlyKeys("blue");
        assertThat(answers(route, "/shop/new/b", 1)).containsOnlyKeys("green");
        assertThat(answers(route, "/shop/new/a", 1)).containsOnlyKeys("blue");
        assertThat(answers(route, "/shopping", 1)).containsOnlyKeys("404");
    }

    @Test
    @DisplayName(
            "httproute_types.go HTTPHeaderMatch: names in any case, values exactly; all headers of a match have to be there")
    void headers() throws Exception {
        rules("""
                - {backendRefs: [{name: shop-blue, port: 80}]}
                - matches: [{headers: [{name: x-preview, value: "yes"}, {name: X-Team, value: a}]}]
                  backendRefs: [{name: shop-green, port: 80}]
                """);
        FakeRoute route = cluster.httpRoute("shop");
        cluster.settle();

        assertThat(answers(route, "/", 1, "X-PREVIEW", "yes", "x-team", "a")).containsOnlyKeys("green");
        assertThat(answers(route, "/", 1, "X-Preview", "yes")).containsOnlyKeys("blue");
        assertThat(answers(route, "/", 1, "X-Preview", "YES", "X-Team", "a")).containsOnlyKeys("blue");
    }

    @Test
    @DisplayName("httproute_types.go HTTPQueryParamMatch: parameters of the query have to be there, with their values")
    void queryParameters() throws Exception {
        rules("""
                - {backendRefs: [{name: shop-blue, port: 80}]}
                - matches: [{queryParams: [{name: preview, value: "yes"}]}]
                  backendRefs: [{name: shop-green, port: 80}]
                """);
        FakeRoute route = cluster.httpRoute("shop");

        assertThat(answers(route, "/?a=1&preview=yes", 1)).containsOnlyKeys("green");
        assertThat(answers(route, "/?preview=no", 1)).containsOnlyKeys("blue");
        assertThat(answers(route, "/preview=yes", 1)).containsOnlyKeys("blue");
    }

    @Test
    @DisplayName("grpcroute_types.go GRPCMethodMatch: a call is of a service and a method, by its path")
    void methodsOfCalls() throws Exception {
        cluster.apply("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: GRPCRoute
                metadata: {name: shop}
                spec:
                  parentRefs: [{name: public}]
                  rules:
                    - {backendRefs: [{name: shop-blue, port: 80}]}
                    - matches: [{method: {service: shop.Cart, method: Add}}]
                      backendRefs: [{name: shop-green, port: 80}]
                """);
        FakeRoute route = cluster.grpcRoute("shop");

        assertThat(answers(route, "/shop.Cart/Add", 1)).containsOnlyKeys("green");
        assertThat(answers(route, "/shop.Cart/Remove", 1)).containsOnlyKeys("blue");
    }

    @Test
    @DisplayName("shared_types.go ObjectName: Services of one name in two namespaces are two backends")
    void sameNameInTwoNamespaces() throws Exception {
        grant("v1", "HTTPRoute", "default");
        FakeRoute route =
                route("{name: shop-blue, port: 80}, {name: shop-blue, namespace: other, port: 80, weight: 3}");
        cluster.client().apps().deployments().withName("shop-blue").scale(0);
        cluster.clock().advance(Duration.ofSeconds(5));

        assertThat(answers(route, "/", 8)).isEqualTo(Map.of("503", 2, "blue", 6));
    }

    @Test
    @DisplayName("shared_types.go RouteReasonUnsupportedValue: what is not followed is not accepted, and the old stays")
    void unsupported() throws Exception {
        FakeRoute route = route("{name: shop-blue, port: 80}");
        for (String rule : List.of(
                "- {matches: [{path: {type: RegularExpression, value: /.*}}], backendRefs: [{name: shop-green, port: 80}]}",
                "- {backendRefs: [{name: shop-green, port: 80, weight: 3000000000}]}")) {
            rules(rule);
            assertThat(answers(route, "/", 2)).isEqualTo(Map.of("blue", 2));
            assertThat(conditions()).anyMatch(condition -> condition.startsWith("Accepted=False UnsupportedValue"));
        }
    }

    @Test
    @DisplayName(
            "shared_types.go RouteStatus: one entry for each parent, by its controller; none for a route without parents")
    void everyParentHasAnEntry() {
        rules("- {backendRefs: [{name: shop-blue, port: 80}]}\n");
        cluster.httpRoute("shop");
        cluster.settle();
        assertThat(parentNames()).containsExactly("public");

        cluster.apply("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: shop}
                spec: {parentRefs: [{name: public, sectionName: https}, {name: internal}], rules: [{backendRefs: []}]}
                """).settle();
        assertThat(parentNames()).containsExactly("public", "internal");

        cluster.apply("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: shop}
                spec: {parentRefs: [], rules: [{backendRefs: []}]}
                """).settle();
        assertThat(parentNames()).isEmpty();
    }

    private void service(String namespace, String track) {
        service(namespace, track, track);
    }

    private void service(String namespace, String name, String track) {
        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: shop-%s, namespace: %s}
                spec: {selector: {app: shop, track: %s}, ports: [{name: http, port: 80, targetPort: 8080}]}
                """.formatted(name, namespace, track)).settle();
    }

    private void grant(String version, String kind, String namespace) {
        cluster.apply("""
                apiVersion: gateway.networking.k8s.io/%s
                kind: ReferenceGrant
                metadata: {name: routes, namespace: other}
                spec:
                  from: [{group: gateway.networking.k8s.io, kind: %s, namespace: %s}]
                  to: [{group: "", kind: Service}]
                """.formatted(version, kind, namespace)).settle();
    }

    private FakeRoute route(String backends) {
        rules("- {backendRefs: [" + backends + "]}\n");
        FakeRoute route = cluster.httpRoute("shop");
        cluster.settle();
        return route;
    }

    private void rules(String rules) {
        cluster.apply("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: shop}
                spec:
                  parentRefs: [{name: public}]
                  rules:
                """ + rules.indent(4)).settle();
    }

    private List<String> conditions() {
        return parents().get(0).conditions();
    }

    private List<String> parentNames() {
        return parents().stream().map(Parent::name).toList();
    }

    private record Parent(String name, List<String> conditions) {}

    private List<Parent> parents() {
        List<Map<String, Object>> parents = cluster.client()
                .genericKubernetesResources("gateway.networking.k8s.io/v1", "HTTPRoute")
                .withName("shop")
                .get()
                .get("status", "parents");
        return parents.stream()
                .map(parent -> new Parent(
                        String.valueOf(((Map<?, ?>) parent.get("parentRef")).get("name")),
                        ((List<?>) parent.get("conditions"))
                                .stream()
                                        .map(each -> (Map<?, ?>) each)
                                        .map(each -> each.get("type") + "=" + each.get("status") + " "
                                                + each.get("reason") + " " + each.get("observedGeneration"))
                                        .toList()))
                .toList();
    }

    /** How many answers came from which track, or with which status if it was no 200. */
    private Map<String, Integer> answers(FakeRoute route, String path, int requests, String... headers)
            throws Exception {
        Map<String, Integer> answers = new TreeMap<>();
        URI uri = route.uri().resolve(path);
        for (int i = 0; i < requests; i++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri);
            if (headers.length > 0) {
                request.headers(headers);
            }
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String from = answer.statusCode() == 200
                    ? answer.headers().firstValue("X-Track").orElseThrow()
                    : Integer.toString(answer.statusCode());
            answers.merge(from, 1, Integer::sum);
        }
        return answers;
    }
}
