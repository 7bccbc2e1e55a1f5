package dev.bluegreen.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fake's VirtualServices do as Istio's; each test names the source it follows (istio/istio, istio.io, envoy). */
class VirtualServiceTest {

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: shop%s}
            spec: {selector: {app: shop%s}, ports: [{port: 80, targetPort: 8080}]}
            """;

    private static final String RULE = """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: shop}
            spec: {host: shop, subsets: [{name: v1, labels: {track: %s}}]}
            """;

    private final FakeCluster cluster = FakeCluster.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void deploy() {
        cluster.install(CustomResources.ISTIO);
        cluster.app("shop").deploy();
        cluster.apply(SERVICE.formatted("", ""))
                .apply(SERVICE.formatted("-blue", ", track: blue"))
                .apply(SERVICE.formatted("-green", ", track: green"))
                .awaitReady();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    /** pkg/config/model.go, ResolveShortnameToFQDN: a name with a dot is taken as it stands. */
    @Test
    void aHostIsAShortNameOrACompleteOne() throws Exception {
        assertThat(answers(route("{destination: {host: shop-green}}"), 2)).isEqualTo(Map.of("green", 2));
        assertThat(answers(route("{destination: {host: shop-blue.default.svc.cluster.local}}"), 2))
                .isEqualTo(Map.of("blue", 2));
        assertThat(answers(route("{destination: {host: shop-green.default}}"), 2))
                .isEqualTo(Map.of("503", 2));
    }

    /** pilot/pkg/networking/core/route/route.go, applyHTTPRouteDestination; a weight is a share of the sum (istio/api). */
    @Test
    void weightsAreSharesOfTheirSumAndOneAloneGetsEverything() throws Exception {
        assertThat(answers(route(weighed(1, 3)), 8)).isEqualTo(Map.of("blue", 2, "green", 6));
        assertThat(answers(route(weighed(7, 0)), 4)).isEqualTo(Map.of("blue", 4));
        assertThat(answers(route("{destination: {host: shop-green}, weight: 0}"), 4))
                .isEqualTo(Map.of("green", 4));
    }

    /** api/envoy/config/route/v3: a weighted cluster has one cluster or more, and a proxy keeps what it had. */
    @Test
    void weightsThatAreAll0AreRefusedByTheProxies() throws Exception {
        FakeRoute route = route(weighed(0, 1));
        assertThat(answers(route(weighed(0, 0)), 3)).isEqualTo(Map.of("green", 3));
        assertThat(answers(route, 1)).isEqualTo(Map.of("green", 1));
    }

    /** route.go, BuildHTTPRoutesForVirtualService: routes are matched in order, and the first for everything is the last. */
    @Test
    void theFirstRouteThatMatchesAnswers() throws Exception {
        FakeRoute route =
                http("{match: [{headers: {x-preview: {exact: \"no\"}}}], route: [{destination: {host: shop}}]},"
                        + " {route: [{destination: {host: shop-green}}]}, {route: [{destination: {host: shop-blue}}]}");
        assertThat(answers(route, 3)).isEqualTo(Map.of("green", 3));
    }

    /** istio/api, HTTPMatchRequest: a header without a value has to be present; what is not known here is not guessed. */
    @Test
    void aHeaderWithoutAValueHasToBePresentAndUnknownConditionsAreNotFollowed() throws Exception {
        FakeRoute route = http("{match: [{headers: {x-preview: {}}}], route: [{destination: {host: shop-green}}]},"
                + " {match: [{method: {exact: GET}}], route: [{destination: {host: shop-blue}}]}");
        assertThat(answers(route, 2)).isEqualTo(Map.of("blue", 2));
        http("{match: [{sourceLabels: {app: tester}}], route: [{destination: {host: shop-green}}]}");
        assertThat(answers(route, 2)).isEqualTo(Map.of("blue", 2));
    }

    /** istio.io, ops/best-practices/traffic-management: a subset has to be there before a route uses it, or answers are 503. */
    @Test
    void aSubsetIsKnownOnceItsRuleWasPushed() throws Exception {
        FakeRoute route = route("{destination: {host: shop, subset: v1}}");
        route.lag(ofSeconds(10));
        cluster.apply(RULE.formatted("blue")).settle();
        assertThat(answers(route, 2)).isEqualTo(Map.of("503", 2));
        cluster.clock().advance(ofSeconds(10));
        assertThat(answers(route, 2)).isEqualTo(Map.of("blue", 2));
    }

    /** pilot/pkg/features: PILOT_DEBOUNCE_AFTER is 100 ms by default; until a push everything stays as it is. */
    @Test
    void aWriteTakesEffectWithThePushAndTheStatusSaysNothing() throws Exception {
        FakeRoute route = route(weighed(1, 0)).lag(ofMillis(100));
        route(weighed(0, 1));
        assertThat(answers(route, 2)).isEqualTo(Map.of("blue", 2));
        cluster.clock().advance(ofMillis(100));
        assertThat(answers(route, 2)).isEqualTo(Map.of("green", 2));
        assertThat(cluster.client()
                        .genericKubernetesResources("networking.istio.io/v1", "VirtualService")
                        .withName("shop")
                        .get()
                        .getAdditionalProperties())
                .doesNotContainKey("status");
    }

    private static String weighed(int blue, int green) {
        return "{destination: {host: shop-blue}, weight: %d}, {destination: {host: shop-green}, weight: %d}"
                .formatted(blue, green);
    }

    private FakeRoute route(String destinations) {
        return http("{name: shop, route: [" + destinations + "]}");
    }

    private FakeRoute http(String routes) {
        cluster.apply("""
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: shop}
                spec: {hosts: [shop], http: [%s]}
                """.formatted(routes));
        FakeRoute route = cluster.virtualService("shop");
        cluster.settle();
        return route;
    }

    /** How many answers came from which track, or with which status if it was no 200. */
    private Map<String, Integer> answers(FakeRoute route, int requests) throws Exception {
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < requests; i++) {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(route.uri()).build(), HttpResponse.BodyHandlers.ofString());
            answers.merge(
                    answer.headers().firstValue("X-Track").orElse(Integer.toString(answer.statusCode())),
                    1,
                    Integer::sum);
        }
        return answers;
    }
}
