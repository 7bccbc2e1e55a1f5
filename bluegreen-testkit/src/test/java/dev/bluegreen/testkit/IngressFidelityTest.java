package dev.bluegreen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The listener behind an Ingress does as the AWS Load Balancer Controller and the load balancer do; each test names its source
 * (kubernetes-sigs/aws-load-balancer-controller, ALB guide).
 */
class IngressFidelityTest {

    private static final String BLUE = "{service: {name: shop-blue, port: {number: 80}}}";
    private static final String GREEN = "{service: {name: shop-green, port: {number: 80}}}";

    private final FakeCluster cluster = FakeCluster.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void deploy() {
        cluster.app("shop").deploy();
        for (String track : new String[] {"blue", "green"}) {
            service(track);
        }
        cluster.awaitReady();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    /** ALB guide, host conditions: not case-sensitive, * for 0 or more characters. */
    @Test
    void aHostMayHaveWildcardsAndAnyCase() throws Exception {
        for (String host : new String[] {"LOCAL*", "*host", "*", "localhost"}) {
            assertThat(answer(rules(host, prefix("/", BLUE)), "/")).as(host).isEqualTo("blue");
        }
        assertThat(answer(rules("*.example.com", prefix("/", BLUE)), "/")).isEqualTo("404");
    }

    /** pkg/ingress/model_build_listener_rules.go, sortIngressPaths: exact, then prefixes, longer before shorter. */
    @Test
    void theMostSpecificPathIsFirstInWhateverOrderTheyStand() throws Exception {
        FakeRoute route = rules(
                "*",
                prefix("/", BLUE)
                        + prefix("/new", GREEN)
                        + path("Exact", "/new/old", BLUE)
                        + prefix("/new/old", GREEN));
        assertThat(answer(route, "/")).isEqualTo("blue");
        assertThat(answer(route, "/new/1")).isEqualTo("green");
        assertThat(answer(route, "/new/old")).isEqualTo("blue");
        assertThat(answer(route, "/newer")).isEqualTo("blue");
    }

    /** model_build_listener_rules.go, buildPathPatterns: ImplementationSpecific is a pattern; others may have no wildcard. */
    @Test
    void aPathOfNoStandardTypeIsAPatternAndOthersHaveNoWildcards() throws Exception {
        FakeRoute route = rules("*", path("ImplementationSpecific", "/a?c/*", BLUE));
        assertThat(answer(route, "/abc/1")).isEqualTo("blue");
        assertThat(answer(route, "/abc")).isEqualTo("404");
        assertThat(answer(rules("*", prefix("/*", GREEN)), "/abc/1"))
                .as("as before")
                .isEqualTo("blue");
    }

    /** docs/deploy/configurations.md, --tolerate-non-existent-backend-service: 503 where only that Service is forwarded to. */
    @Test
    void aPathToAServiceThatIsMissingIsAnswered503UntilItComesAndTheOthersAreFollowed() throws Exception {
        cluster.client().services().withName("shop-green").delete();
        FakeRoute route = rules("*", prefix("/", BLUE) + prefix("/green", GREEN));
        assertThat(answer(route, "/")).isEqualTo("blue");
        assertThat(answer(route, "/green")).isEqualTo("503");

        service("green");
        cluster.settle();
        assertThat(answer(route, "/green")).isEqualTo("green");
    }

    private void service(String track) {
        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: shop-%1$s}
                spec: {selector: {app: shop, track: %1$s}, ports: [{port: 80, targetPort: 8080}]}
                """.formatted(track));
    }

    private static String prefix(String path, String backend) {
        return path("Prefix", path, backend);
    }

    private static String path(String type, String path, String backend) {
        return "{path: '" + path + "', pathType: " + type + ", backend: " + backend + "}, ";
    }

    private FakeRoute rules(String host, String paths) {
        cluster.apply("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: shop}
                spec: {rules: [{host: '%s', http: {paths: [%s]}}]}
                """.formatted(host, paths));
        FakeRoute route = cluster.ingress("shop");
        cluster.settle();
        return route;
    }

    /** The track that answered, or the status if it was no 200. */
    private String answer(FakeRoute route, String path) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(route.uri().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        return answer.headers().firstValue("X-Track").orElse(Integer.toString(answer.statusCode()));
    }
}
