package dev.bluegreen.check.smoke;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.scene.LoopbackServer;
import dev.bluegreen.scene.LoopbackServer.Reply;
import dev.bluegreen.scene.Shop;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Smoke tests of the idle track, over HTTP. */
class IdleTrackTest {

    private final Shop shop = new Shop();
    private final LoopbackServer server = new LoopbackServer();

    @BeforeEach
    void serve() {
        shop.platform.serve("shop-green", "http", 8080, server.uri());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void asksEachReadyPodAndKeepsTheEvidenceWithTheDigests() {
        server.answering(200, "{\"build\": {\"version\": \"v2\"}, \"up\": true}");

        CutoverReport report = switchWith(SmokeTest.get("/healthz?deep=1")
                .expectStatus(200)
                .expectBody("version")
                .expectJson("/build/version", "v2")
                .expectJson("/up", "true")
                .expectWithin(Duration.ofSeconds(30)));

        assertThat(server.asked()).hasSize(3).containsOnly(URI.create("/healthz?deep=1"));
        assertThat(report.evidence().get(0))
                .isEqualTo(Evidence.confirmed(
                        "smoke-test",
                        "shop-green",
                        "GET /healthz on port 8080 was as expected on 3 pods; tested shop-green@shop:2"));
    }

    @Test
    void refusesWhenAnAnswerIsNotAsExpectedAndSaysInWhat() {
        server.answering(500, "{\"build\": {\"version\": \"v1\"}}");
        HttpSmokeTest test = SmokeTest.get("/healthz")
                .expectJson("/build/version", "v2")
                .expectJson("/build/0", "x")
                .expectBody("fine")
                .expectHeader("X-Version", "v2");

        assertThatThrownBy(() -> switchWith(test))
                .hasMessageContaining("GET /healthz on port 8080 of shop-green-0: status 500, expected 2xx")
                .hasMessageContaining("JSON /build/version is 'v1', expected 'v2'")
                .hasMessageContaining("JSON /build/0 is missing")
                .hasMessageContaining("the body does not contain 'fine'")
                .hasMessageContaining("header X-Version is missing, expected 'v2'")
                .hasMessageContaining("(3 attempt(s))")
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        refused -> assertThat(refused.report().evidence())
                                .singleElement()
                                .satisfies(seen -> assertThat(seen.sentence()).contains("tested shop-green@shop:2")));
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void triesAgainAfterAPause() {
        AtomicInteger asked = new AtomicInteger();
        server.answering(uri -> new Reply(asked.incrementAndGet() < 3 ? 503 : 200, ""));

        CutoverReport report = switchWith(SmokeTest.get("/")
                .onOnePod()
                .attempts(3, Duration.ofSeconds(20))
                .expectStatus(200));

        assertThat(asked).hasValue(3);
        assertThat(report.took()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void slownessFailsOnlyWhereItIsJudged() {
        assertThatThrownBy(() -> switchWith(SmokeTest.get("/").expectWithin(Duration.ofNanos(1))))
                .hasMessageContaining("ms, expected at most 0");
    }

    @Test
    void aMissingPodIsNotAnAnswer() {
        server.close();

        assertThatThrownBy(() -> switchWith(SmokeTest.get("/").attempts(2, Duration.ZERO)))
                .hasMessageContaining("cannot be reached (2 attempt(s))");
    }

    @Test
    void aFunctionGetsTheAddressOfAPod() {
        switchWith(SmokeTest.through("http", base -> assertThat(base).isEqualTo(server.uri())));
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void aFunctionThatThrowsRefuses() {
        assertThatThrownBy(() -> switchWith(SmokeTest.through("8080", base -> {
                    throw new AssertionError("the cart is empty");
                })))
                .hasMessageContaining("the cart is empty");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aPortThatThePodsDoNotHaveIsRefusedBeforeTheLock() {
        Release release = shop.builder()
                .smokeTest(SmokeTest.get("/").port("grpc"))
                .smokeTest(SmokeTest.through("9090", base -> {}))
                .build();

        assertThat(release.plan(GREEN).findings())
                .extracting(finding -> finding.severity() + " " + finding.sentence())
                .containsExactly(
                        "FATAL smoke test port 'grpc' is not declared: the pods of shop-green declare http" + " (8080)",
                        "FATAL smoke test port '9090' is not declared: the pods of shop-green declare http"
                                + " (8080)");
        assertThatThrownBy(() -> release.switchTo(GREEN)).hasMessageContaining("give one of them with .port(...)");
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void thePortHasToBeNamedWhereThereAreSeveral() {
        shop.platform.serve("shop-green", "admin", 9090, server.uri());

        assertThatThrownBy(() -> switchWith(SmokeTest.get("/")))
                .hasMessageContaining("smoke test port is not given, and there is not exactly one")
                .hasMessageContaining("admin (9090), http (8080)");
        assertThat(switchWith(SmokeTest.get("/").port(9090)).active()).contains(GREEN);
    }

    @Test
    void aPortThatIsOpenButNotDeclaredCanBeWaived() {
        Release release = shop.builder()
                .smokeTest(SmokeTest.get("/").port(9999).attempts(1, Duration.ZERO))
                .severity("smoke-test-port", Severity.INFO)
                .build();

        assertThatThrownBy(() -> release.switchTo(GREEN)).hasMessageContaining("nothing is served at");
    }

    @Test
    void aLineInTheLogsIsWaitedFor() {
        shop.time.after(Duration.ofSeconds(45), () -> shop.platform.log("shop-green", "INFO started in 3.2 s"));

        CutoverReport report = switchWith(SmokeTest.log("started in [0-9.]+ s").within(Duration.ofMinutes(1)));

        assertThat(report.took()).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(47));
        assertThat(report.evidence().get(0).sentence()).contains("was seen in the logs of 3 pods");
    }

    @Test
    void aLineThatDoesNotComeRefusesWhenTheTimeIsOver() {
        shop.platform.log("shop-blue", "started in 3.2 s");

        assertThatThrownBy(() -> switchWith(SmokeTest.log("started")))
                .hasMessageContaining("/started/ was not seen within 30 s")
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        refused -> assertThat(refused.report().took()).isEqualTo(Duration.ofSeconds(30)));
    }

    @Test
    void aPatternThatIsNoneIsSaidAtOnce() {
        assertThatThrownBy(() -> shop.builder()
                        .smokeTest(SmokeTest.log("(").within(Duration.ofSeconds(-1)))
                        .build())
                .hasMessageContaining("smokeTest.log: '(' is not a regular expression")
                .hasMessageContaining("smokeTest.log.within: -1 s is negative");
    }

    @Test
    void anAbortDoesNotWaitForTheNextAttempt() {
        server.answering(503, "");
        shop.time.manual();
        Cutover cutover = shop.builder()
                .smokeTest(SmokeTest.get("/").attempts(100, Duration.ofHours(1)))
                .build()
                .start(GREEN);
        shop.await(() -> !server.asked().isEmpty());

        cutover.abort("wrong ticket");

        assertThatThrownBy(() -> cutover.completion().toCompletableFuture().join())
                .hasMessageContaining("aborted: wrong ticket");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> shop.builder()
                        .smokeTest(SmokeTest.get("healthz")
                                .port("no port")
                                .expectStatus(20)
                                .expectBody("")
                                .expectJson("build", "x")
                                .expectHeader(" ", "x")
                                .expectWithin(Duration.ZERO)
                                .attempts(0, Duration.ofSeconds(-1))
                                .timeout(Duration.ZERO))
                        .smokeTest(SmokeTest.through("70000", base -> {}))
                        .build())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        wrong -> assertThat(wrong.problems())
                                .hasSize(11)
                                .allMatch(problem -> problem.startsWith("smokeTest."))
                                .anyMatch(problem -> problem.contains("'healthz' is not a path"))
                                .anyMatch(problem -> problem.contains("'no port'"))
                                .anyMatch(problem -> problem.contains("'build' is not a JSON pointer"))
                                .anyMatch(problem -> problem.contains("'70000'")));
    }

    private CutoverReport switchWith(SmokeTest test) {
        return shop.builder().smokeTest(test).build().switchTo(GREEN);
    }
}
