package dev.bluegreen.check.smoke;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Cutover;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.scene.LoopbackServer;
import dev.bluegreen.scene.LoopbackServer.Reply;
import dev.bluegreen.scene.Shop;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Load on the idle track before it gets traffic. */
class LoadTest {

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
    void theRateIsKeptForTheWholeTimeAndTheWarmUpIsNotJudged() {
        List<Instant> asked = new CopyOnWriteArrayList<>();
        server.answering(uri -> {
            asked.add(shop.time.now());
            return new Reply(asked.size() <= 20 ? 500 : 200, "");
        });
        Instant begun = shop.time.now();

        CutoverReport report = switchWith(
                SmokeTest.load("/search?q=s3cr3t").rate(4).warmUp(ofSeconds(5)).lasting(ofSeconds(10)));

        assertThat(asked).hasSize(60);
        assertThat(server.asked()).containsOnly(URI.create("/search?q=s3cr3t"));
        assertThat(perSecond(asked, begun))
                .as("requests in each second")
                .hasSize(15)
                .containsOnly(4L);
        assertThat(report.evidence().get(0).sentence())
                .startsWith("GET /search on 3 pods: 40 requests, 0 failed; latency p50 ")
                .endsWith("; tested shop-green@shop:2")
                .doesNotContain("s3cr3t");
    }

    @Test
    void failuresRefuseTheCutoverAsSoonAsTheyAreTooMany() {
        server.answering(503, "");
        Instant begun = shop.time.now();

        assertThatThrownBy(() -> switchWith(
                        SmokeTest.load("/").rate(4).warmUp(Duration.ZERO).lasting(ofSeconds(60))))
                .hasMessageContaining("smoke test of shop-green failed: GET / on 3 pods: ")
                .hasMessageContaining(
                        " judged requests failed, expected fewer than 1 %, the first because: status 503, expected 2xx");

        assertThat(Duration.between(begun, shop.time.now())).isLessThan(ofSeconds(10));
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void fewFailuresAreTolerated() {
        AtomicInteger calls = new AtomicInteger();
        server.answering(uri -> new Reply(calls.incrementAndGet() % 10 == 0 ? 500 : 200, ""));
        LoadSmokeTest load = SmokeTest.load("/").rate(10).warmUp(Duration.ZERO).lasting(ofSeconds(10));

        assertThat(switchWith(load.failureRateThreshold(11)).evidence().get(0).sentence())
                .contains("100 requests, 10 failed");
        shop.release().rollBack();
        assertThatThrownBy(() -> switchWith(load.failureRateThreshold(5)))
                .hasMessageContaining("expected fewer than 5 %");
    }

    @Test
    void latencyIsJudgedByItsPercentiles() {
        LoadSmokeTest load = SmokeTest.load("/").rate(5).warmUp(Duration.ZERO).lasting(ofSeconds(5));

        assertThat(switchWith(load.percentile(99, ofSeconds(10)).percentile(50, ofSeconds(10)))
                        .active())
                .contains(GREEN);
        shop.release().rollBack();
        assertThatThrownBy(() -> switchWith(load.percentile(99.9, ofNanos(1)).percentile(50, ofSeconds(10))))
                .hasMessageContaining("latency p99.9 is ")
                .hasMessageContaining(", expected at most less than 1 ms");
    }

    @Test
    void anAbortEndsItAtOnce() {
        shop.time.manual();
        Cutover cutover = shop.builder()
                .smokeTest(SmokeTest.load("/").rate(1).warmUp(Duration.ZERO).lasting(Duration.ofMinutes(10)))
                .build()
                .start(GREEN);
        shop.await(() -> !server.asked().isEmpty());

        cutover.abort("wrong ticket");
        shop.time.automatic();

        assertThatThrownBy(() -> cutover.completion().toCompletableFuture().join())
                .hasMessageContaining("aborted: wrong ticket");
        assertThat(server.asked()).hasSizeLessThan(10);
    }

    @Test
    void aTrackWithoutAnAnswerFails() {
        server.close();

        assertThatThrownBy(() ->
                        switchWith(SmokeTest.load("/").warmUp(Duration.ZERO).lasting(ofSeconds(5))))
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void thePlanPrintsTheLoadAndItsTimeLimit() {
        assertThat(shop.builder()
                        .smokeTest(
                                SmokeTest.load("/search?token=s3cr3t").rate(50).lasting(Duration.ofMinutes(2)))
                        .build()
                        .plan(GREEN)
                        .toString())
                .contains("smoke-load")
                .contains(
                        "GET /search is sent to the ready pods of shop-green, 50 times a second for 2 min after a warm-up of"
                                + " 10 s; that takes at most 3 min 20 s")
                .doesNotContain("s3cr3t");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        LoadSmokeTest endless = SmokeTest.load("/").rate(1_000).lasting(Duration.ofHours(1));
        assertThatThrownBy(() -> shop.builder().smokeTest(endless).build())
                .hasMessageContaining("load: 3610000 requests; lower rate or time to at most 500000");
        LoadSmokeTest wrong = SmokeTest.load("search")
                .rate(0)
                .lasting(Duration.ofHours(2))
                .warmUp(ofSeconds(-1))
                .timeout(Duration.ZERO)
                .failureRateThreshold(0)
                .percentile(101, ofMillis(1));

        assertThatThrownBy(() -> shop.builder().smokeTest(wrong).build())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        said -> assertThat(said.problems())
                                .hasSize(7)
                                .allMatch(problem -> problem.startsWith("smokeTest.load"))
                                .anyMatch(problem ->
                                        problem.contains("load.lasting: 2 h 0 min; give at most 1 h 0 min")));
    }

    private static Collection<Long> perSecond(List<Instant> asked, Instant begun) {
        ConcurrentHashMap<Long, Long> counts = new ConcurrentHashMap<>();
        Instant first = asked.stream().min(Instant::compareTo).orElse(begun);
        asked.forEach(at -> counts.merge(Duration.between(first, at).toSeconds(), 1L, Long::sum));
        return counts.values();
    }

    private CutoverReport switchWith(SmokeTest test) {
        return shop.builder().smokeTest(test).build().switchTo(GREEN);
    }
}
