package dev.bluegreen.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.traffic.Traffic;
import java.io.IOException;
import java.net.URI;
import java.net.URLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects that divide traffic by weight, and listeners that follow them. */
class RoutesTest {

    private static final String INGRESS = """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: shop
              annotations:
                alb.ingress.kubernetes.io/actions.shop: '%s'
            spec:
              rules:
                - http:
                    paths:
                      - path: /
                        pathType: Prefix
                        backend: {service: {name: shop, port: {name: use-annotation}}}
            """;

    private static final String ACTION = """
            {"type":"forward","forwardConfig":{"targetGroups":[\
            {"serviceName":"shop-blue","servicePort":80,"weight":%d},\
            {"serviceName":"shop-green","servicePort":"http","weight":%d}]%s}}""";

    private static final String SERVICES = """
            apiVersion: v1
            kind: Service
            metadata: {name: shop-blue}
            spec: {selector: {app: shop, track: blue}, ports: [{name: http, port: 80, targetPort: 8080}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: shop-green}
            spec: {selector: {app: shop, track: green}, ports: [{name: http, port: 80, targetPort: 8080}]}
            """;

    private final FakeCluster cluster = FakeCluster.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void deploy() {
        cluster.install("gateway.networking.k8s.io/v1", "HTTPRoute", "httproutes")
                .install("networking.istio.io/v1", "VirtualService", "virtualservices")
                .install("networking.istio.io/v1", "DestinationRule", "destinationrules");
        cluster.app("shop").deploy();
        cluster.apply(SERVICES).awaitReady();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void anIngressGivesEachServiceItsShare() throws Exception {
        assertThat(answers(ingress(60, 40), 10)).isEqualTo(Map.of("blue", 6, "green", 4));
    }

    @Test
    void aSeedDrawsTheSameChoicesEachTimeInPlaceOfExactTurns() throws Exception {
        List<Map<String, Integer>> drawn = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            FakeRoute route = ingress(50, 50).atRandom(seed);
            drawn.add(answers(route, 9));
            drawn.add(answers(route, 9));
        }

        assertThat(drawn.subList(2, 4)).isEqualTo(drawn.subList(0, 2));
        assertThat(drawn).anyMatch(nine -> nine.getOrDefault("blue", 0) < 4 || nine.getOrDefault("green", 0) < 4);
        assertThat(answers(ingress(0, 1), 9)).containsOnlyKeys("green");
    }

    @Test
    void keptConnectionsFollowNewWeightsAndNoRequestIsLost() {
        FakeRoute route = ingress(100, 0);
        try (Traffic traffic = route.traffic().keepAlive().start()) {
            traffic.awaitAnswered(50);
            ingress(0, 100);
            traffic.awaitTrack(Track.GREEN);
            traffic.awaitAnswered(50);
            assertThat(traffic.stop().failures()).isEmpty();
        }
    }

    @Test
    void anIngressFollowsAfterItsLag() throws Exception {
        FakeRoute route = ingress(100, 0).lag(ofSeconds(30));
        applyIngress(ACTION.formatted(0, 100, ""));
        cluster.clock().advance(ofSeconds(29));
        assertThat(answers(route, 5)).containsOnlyKeys("blue");
        cluster.clock().advance(ofSeconds(1));
        assertThat(answers(route, 5)).containsOnlyKeys("green");
    }

    @Test
    void whatCannotBeReadHoldsUpTheIngressAndAnEventSaysSo() throws Exception {
        FakeRoute route = ingress(100, 0);
        applyIngress("{\"type\":\"forward\"");
        cluster.settle();
        assertThat(answers(route, 5)).containsOnlyKeys("blue");
        assertThat(reasons()).containsExactly("SuccessfullyReconciled", "FailedBuildModel");
        ingress(0, 100);
        assertThat(answers(route, 5)).containsOnlyKeys("green");
        assertThat(reasons()).endsWith("SuccessfullyReconciled");
    }

    @Test
    void aServiceThatIsMissingHoldsUpTheIngressUntilItComes() throws Exception {
        FakeRoute route = ingress(100, 0);
        cluster.client().services().withName("shop-green").delete();
        applyIngress(ACTION.formatted(50, 50, ""));
        cluster.settle();
        assertThat(answers(route, 4)).containsOnlyKeys("blue");
        cluster.apply(SERVICES).settle();
        cluster.clock().advance(ofSeconds(10));
        assertThat(answers(route, 4)).isEqualTo(Map.of("blue", 2, "green", 2));
    }

    @Test
    void aStickyClientDoesNotNoticeNewWeightsUntilItsCookieExpires() throws Exception {
        String sticky = ",\"targetGroupStickinessConfig\":{\"enabled\":true,\"durationSeconds\":600}";
        applyIngress(ACTION.formatted(100, 0, sticky));
        FakeRoute route = cluster.ingress("shop");
        String cookie =
                get(route, "/", "X-None", "").headers().firstValue("Set-Cookie").orElseThrow();
        applyIngress(ACTION.formatted(0, 100, sticky));
        cluster.settle();
        assertThat(track(get(route, "/", "Cookie", cookie))).isEqualTo("blue");
        assertThat(track(get(route, "/", "X-None", ""))).isEqualTo("green");
        cluster.clock().advance(ofSeconds(601));
        assertThat(track(get(route, "/", "Cookie", cookie))).isEqualTo("green");
    }

    @Test
    void fieldNamesOfAnActionMayBeWrittenInAnyCase() throws Exception {
        applyIngress(ACTION.formatted(0, 100, "")
                .replace("forwardConfig", "ForwardConfig")
                .replace("weight", "Weight"));
        assertThat(answers(cluster.ingress("shop"), 3)).containsOnlyKeys("green");
    }

    @Test
    void anActionThatIsNotThereIsAnswered503AndAnotherPath404() throws Exception {
        cluster.apply(INGRESS.replace("actions.shop", "actions.other")
                .replace("path: /", "path: /shop")
                .formatted(ACTION.formatted(1, 1, "")));
        FakeRoute route = cluster.ingress("shop");
        assertThat(get(route, "/shop/1", "X-None", "").statusCode()).isEqualTo(503);
        assertThat(get(route, "/shopping", "X-None", "").statusCode()).isEqualTo(404);
    }

    /** aws-load-balancer-controller, pkg/service: the Service's own target group has baseServiceWeight, which is required. */
    @Test
    void aServiceWithANetworkLoadBalancerIsItsOwnBaseTargetGroup() throws Exception {
        String action = "'{\"type\":\"forward\",\"forwardConfig\":{%s\"targetGroups\":[{\"serviceName\":\"shop-green\","
                + "\"servicePort\":80,\"weight\":%d}]}}'";
        String service = SERVICES.replace(
                "{name: shop-blue}", "{name: shop-blue, annotations: {service.beta.kubernetes.io/actions.TCP-80: %s}}");
        FakeRoute route = cluster.networkLoadBalancer("shop-blue");
        assertThat(connections(route, 3)).containsOnlyKeys("blue");

        cluster.apply(service.formatted(action.formatted("\"baseServiceWeight\":30,", 10)))
                .settle();
        assertThat(connections(route, 8)).isEqualTo(Map.of("blue", 6, "green", 2));
        assertThat(answers(route, 8)).as("of one connection").hasSize(1);

        cluster.apply(service.formatted(action.formatted("", 100))).settle();
        assertThat(connections(route, 4)).isEqualTo(Map.of("blue", 3, "green", 1));
        assertThat(cluster.client().v1().events().list().getItems())
                .anyMatch(event -> event.getReason().equals("FailedBuildModel")
                        && event.getInvolvedObject().getKind().equals("Service"));
    }

    @Test
    void anHttpRouteGivesEachBackendItsShareAndTheShareOfAMissingOneIsLost() throws Exception {
        FakeRoute route = httpRoute("{name: shop-blue, port: 80, weight: 3}, {name: shop-green, port: 80}");
        assertThat(answers(route, 8)).isEqualTo(Map.of("blue", 6, "green", 2));
        httpRoute("{name: shop-blue, port: 80}, {name: shop-red, port: 80}");
        assertThat(answers(route, 4)).isEqualTo(Map.of("blue", 2, "500", 2));
        assertThat(conditions()).containsExactly("Accepted True 2", "ResolvedRefs False 2");
        httpRoute("{name: shop-blue, port: 80, weight: 0}");
        assertThat(answers(route, 2)).isEqualTo(Map.of("500", 2));
    }

    @Test
    void anHttpRouteMatchesTheMostSpecificRuleFirst() throws Exception {
        cluster.apply("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: shop}
                spec:
                  parentRefs: [{name: gateway}]
                  rules:
                    - backendRefs: [{name: shop-blue, port: 80}]
                    - matches: [{headers: [{name: X-Preview, value: "yes"}]}, {path: {type: Exact, value: /new}}]
                      backendRefs: [{name: shop-green, port: 80}]
                """);
        FakeRoute route = cluster.httpRoute("shop");
        assertThat(track(get(route, "/", "X-None", ""))).isEqualTo("blue");
        assertThat(track(get(route, "/", "X-Preview", "yes"))).isEqualTo("green");
        assertThat(track(get(route, "/new?a=b", "X-None", ""))).isEqualTo("green");
        assertThat(track(get(route, "/new/1", "X-None", ""))).isEqualTo("blue");
    }

    @Test
    void aBackendWithoutReadyPodsIsAnswered503AndThereIsNoFailover() throws Exception {
        FakeRoute route = httpRoute("{name: shop-blue, port: 80}, {name: shop-green, port: 80}");
        cluster.client().apps().deployments().withName("shop-green").scale(0);
        cluster.clock().advance(ofSeconds(5));
        assertThat(answers(route, 4)).isEqualTo(Map.of("blue", 2, "503", 2));
    }

    @Test
    void aVirtualServiceDividesAmongSubsets() throws Exception {
        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: shop}
                spec: {selector: {app: shop}, ports: [{port: 80, targetPort: 8080}]}
                ---
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: shop}
                spec:
                  host: shop.default.svc.cluster.local
                  subsets: [{name: v1, labels: {track: blue}}, {name: v2, labels: {track: green}}]
                """);
        FakeRoute route = virtualService(
                "{destination: {host: shop, subset: v1}, weight: 75}, {destination: {host: shop, subset: v2}, weight: 25}");
        cluster.settle();
        assertThat(answers(route, 8)).isEqualTo(Map.of("blue", 6, "green", 2));
        virtualService("{destination: {host: shop, subset: v2}, weight: 0}");
        assertThat(answers(route, 3)).isEqualTo(Map.of("green", 3));
        virtualService("{destination: {host: shop, subset: v3}}");
        assertThat(answers(route, 3)).isEqualTo(Map.of("503", 3));
    }

    @Test
    void aRouteThatIsDeletedIsAnswered404() throws Exception {
        FakeRoute route = ingress(100, 0);
        cluster.client().network().v1().ingresses().withName("shop").delete();
        cluster.settle();
        assertThat(answers(route, 1)).isEqualTo(Map.of("404", 1));
    }

    @Test
    void refusesAnObjectThatIsNotThereOrMakesNoSense() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> cluster.ingress("shop"))
                .withMessage("ingresses.networking.k8s.io default/shop: is not there; apply it first, under this name");
        applyIngress("{\"type\":\"redirect\"}");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> cluster.ingress("shop"))
                .withMessage("annotation alb.ingress.kubernetes.io/actions.shop: this cluster knows forward and"
                        + " fixed-response, not type 'redirect'");
    }

    private FakeRoute ingress(int blue, int green) {
        applyIngress(ACTION.formatted(blue, green, ""));
        FakeRoute route = cluster.ingress("shop");
        cluster.settle();
        return route;
    }

    private void applyIngress(String action) {
        cluster.apply(INGRESS.formatted(action));
    }

    private FakeRoute httpRoute(String backends) {
        cluster.apply("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: shop}
                spec: {parentRefs: [{name: gateway}], rules: [{backendRefs: [%s]}]}
                """.formatted(backends));
        FakeRoute route = cluster.httpRoute("shop");
        cluster.settle();
        return route;
    }

    private FakeRoute virtualService(String routes) {
        cluster.apply("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: shop}
                spec: {hosts: [shop], http: [{name: primary, match: [{uri: {prefix: /}}], route: [%s]}]}
                """.formatted(routes));
        FakeRoute route = cluster.virtualService("shop");
        cluster.settle();
        return route;
    }

    private List<String> reasons() {
        return cluster.client().v1().events().list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getKind().equals("Ingress"))
                .sorted(Comparator.comparingLong(
                        event -> Long.parseLong(event.getMetadata().getResourceVersion())))
                .map(event -> event.getReason())
                .toList();
    }

    private List<String> conditions() {
        return cluster
                .client()
                .genericKubernetesResources("gateway.networking.k8s.io/v1", "HTTPRoute")
                .withName("shop")
                .get()
                .<List<Map<String, ?>>>get("status", "parents", 0, "conditions")
                .stream()
                .map(condition -> condition.get("type") + " " + condition.get("status") + " "
                        + condition.get("observedGeneration"))
                .toList();
    }

    /** How many answers came from which track, or with which status if it was no 200. */
    private Map<String, Integer> answers(FakeRoute route, int requests) throws Exception {
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < requests; i++) {
            answers.merge(track(get(route, "/", "X-None", "")), 1, Integer::sum);
        }
        return answers;
    }

    /** The same, each on a connection of its own. */
    private static Map<String, Integer> connections(FakeRoute route, int requests) throws Exception {
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < requests; i++) {
            URLConnection connection = route.uri().toURL().openConnection();
            connection.setRequestProperty("Connection", "close");
            answers.merge(connection.getHeaderField("X-Track"), 1, Integer::sum);
        }
        return answers;
    }

    private static String track(HttpResponse<String> answer) {
        return answer.statusCode() == 200
                ? answer.headers().firstValue("X-Track").orElseThrow()
                : Integer.toString(answer.statusCode());
    }

    private HttpResponse<String> get(FakeRoute route, String path, String header, String value)
            throws IOException, InterruptedException {
        URI uri = route.uri().resolve(path);
        return http.send(
                HttpRequest.newBuilder(uri).header(header, value).build(), HttpResponse.BodyHandlers.ofString());
    }
}
