package dev.bluegreen.check.slo;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.slo.Slo.Verdict;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.LoopbackServer;
import dev.bluegreen.scene.LoopbackServer.Reply;
import dev.bluegreen.scene.Shop;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Objectives by HTTP calls, by Prometheus, against error budgets and against what was before. */
class SloTest {

    private static final Instant SWITCHED = Instant.parse("2026-01-01T12:00:00Z");

    private final Shop shop = new Shop();
    private final LoopbackServer server = new LoopbackServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void failingCallsSendTrafficBack() {
        AtomicInteger calls = new AtomicInteger();
        server.answering(uri -> new Reply(calls.incrementAndGet() > 20 ? 503 : 200, ""));

        assertThatThrownBy(() -> bake(Slo.http(server.uri()).failureRateThreshold(20)))
                .hasMessageContaining("of the last")
                .hasMessageContaining("Traffic is on BLUE");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void anObserverSeesEachResultUnderTheNameOfTheObjectiveAndCannotBreakIt() {
        List<String> seen = new ArrayList<>();
        Slo objective =
                context -> new Slo.Result(Verdict.GOOD, "fine", Optional.of(new Slo.Reading(0.002, 0.01, false)));
        Slo observed = objective
                .named("error rate")
                .inPercent()
                .breachedBy(2, 3)
                .observedBy((name, at, result) -> {
                    seen.add(name + " " + at + " "
                            + result.reading().orElseThrow().value());
                    throw new IllegalStateException("the chart is full");
                });

        assertThat(observed.begin().check(at(SWITCHED)).verdict()).isEqualTo(Verdict.GOOD);

        assertThat(seen).containsExactly("error rate " + SWITCHED + " 0.2");
        assertThat(observed.tolerance()).isEqualTo(new Tolerance(2, 3));
        assertThat(observed.named("errors").name()).isEqualTo("errors");
    }

    @Test
    void theWindowForgetsOldCalls() {
        AtomicInteger calls = new AtomicInteger();
        server.answering(uri -> new Reply(calls.incrementAndGet() <= 2 ? 500 : 200, ""));
        Slo window =
                Slo.http(server.uri()).calls(10, 5).failureRateThreshold(50).begin();

        assertThat(window.check(at(SWITCHED)).sentence()).contains("2 of the last 5");
        assertThat(window.check(at(SWITCHED)).sentence()).contains("2 of the last 10");
        assertThat(window.check(at(SWITCHED)).sentence()).contains("0 of the last 10");
    }

    @Test
    void slowCallsAreBadOnlyWhenTheyAreJudged() {
        Slo judged = Slo.http(server.uri()).slowCalls(Duration.ZERO, 50);

        assertThat(judged.check(at(SWITCHED)).verdict()).isEqualTo(Verdict.BAD);
        assertThat(Slo.http(server.uri()).check(at(SWITCHED)).verdict()).isEqualTo(Verdict.GOOD);
    }

    @Test
    void nobodyThereIsAFailedCall() {
        URI gone = server.uri();
        server.close();

        assertThat(Slo.http(gone).calls(2, 2).check(at(SWITCHED)).sentence())
                .isEqualTo(gone.getAuthority() + gone.getPath() + ": 2 of the last 2 calls failed, 0 were slow");
    }

    @Test
    void prometheusIsQueriedForOneNumber() {
        server.answering(200, vector("[1767268800,\"0.002\"]"));

        assertThat(bake(Slo.prometheus(server.uri())
                                .query("sum(rate(errors[$window]))")
                                .below(0.01))
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);
        assertThat(server.asked().get(0).getQuery()).contains("errors[300s]");
    }

    @Test
    void prometheusAboveTheLimitSendsTrafficBack() {
        AtomicInteger asked = new AtomicInteger();
        server.answering(uri ->
                new Reply(200, vector(asked.incrementAndGet() > 2 ? "[1767268800,\"0.5\"]" : "[1767268800,\"0\"]")));

        assertThatThrownBy(
                        () -> bake(Slo.prometheus(server.uri()).query("errors").below(0.01)))
                .hasMessageContaining("'errors' is 0.5, expected below 0.01");
    }

    @Test
    void noSeriesAndNotANumberAreNoData() {
        Slo slo = Slo.prometheus(server.uri()).query("errors / requests").below(0.01);

        server.answering(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
        assertThat(slo.check(at(SWITCHED)).verdict()).isEqualTo(Verdict.NO_DATA);
        server.answering(200, vector("[1767268800,\"NaN\"]"));
        assertThat(slo.check(at(SWITCHED)).verdict()).isEqualTo(Verdict.NO_DATA);
    }

    @Test
    void aQueryThatGivesSeveralSeriesIsRefusedBeforeAnythingMoves() {
        server.answering(200, vector("[1767268800,\"1\"]},{\"metric\":{},\"value\":[1767268800,\"2\"]"));

        assertRefused("2 series", "sum(...)");
    }

    @Test
    void aQueryThatIsWrongIsRefusedBeforeAnythingMoves() {
        server.answering(400, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}");

        assertRefused("parse error", "correct the query");
    }

    @Test
    void aPrometheusThatCannotBeReachedIsRefusedBeforeAnythingMoves() {
        URI gone = server.uri();
        server.close();

        assertThatThrownBy(() -> bake(Slo.prometheus(gone).query("errors").below(1)))
                .hasMessageContainingAll("cannot be reached", "Nothing was moved");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aBudgetBurnsTooFastOnlyWhenBothWindowsSaySo() {
        BurnRate pair = new BurnRate(ofMinutes(60), ofMinutes(5), 14.4);

        assertThat(burning(Map.of(60, 0.02, 5, 0.02), pair)).isEqualTo(Verdict.BAD);
        assertThat(burning(Map.of(60, 0.02, 5, 0.001), pair)).isEqualTo(Verdict.GOOD);
        assertThat(burning(Map.of(60, 0.001, 5, 0.02), pair)).isEqualTo(Verdict.GOOD);
        assertThat(burning(Map.of(5, 0.02), pair)).isEqualTo(Verdict.NO_DATA);
    }

    @Test
    void whatWasBeforeTheSwitchBurnsNoBudget() {
        Metric onlySinceTheSwitch = (until, window) -> {
            assertThat(until.minus(window)).isAfterOrEqualTo(SWITCHED);
            return OptionalDouble.of(0);
        };

        assertThat(onlySinceTheSwitch
                        .burningSlowerThan(0.999, BurnRate.FAST, BurnRate.SLOW)
                        .check(at(SWITCHED.plusSeconds(60)))
                        .verdict())
                .isEqualTo(Verdict.GOOD);
    }

    @Test
    void theBaselineMayBeZero() {
        assertThat(after(0, 0).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(after(0, 0.009).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(after(0, 0.02).verdict()).isEqualTo(Verdict.BAD);
        assertThat(after(0.1, 0.14).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(after(0.1, 0.16).sentence()).contains("is 0.16, was 0.1 before the switch");
    }

    @Test
    void badInputIsNamed() {
        Metric metric = (until, window) -> OptionalDouble.empty();

        assertThatThrownBy(() -> Slo.http(URI.create("shop/healthz")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'shop/healthz'");
        assertThatThrownBy(() -> Slo.http(server.uri()).failureRateThreshold(0))
                .hasMessageContaining("failureRateThreshold: 0.0");
        assertThatThrownBy(() -> Slo.http(server.uri()).calls(0, 1)).hasMessageContaining("slidingWindowSize: 0");
        assertThatThrownBy(() -> metric.burningSlowerThan(1, BurnRate.FAST)).hasMessageContaining("objective 1.0");
        assertThatThrownBy(() -> metric.burningSlowerThan(0.9)).hasMessageContaining("no pair");
        assertThatThrownBy(() -> metric.noWorseThanBefore(0.5, 1)).hasMessageContaining("factor 0.5");
        assertThatThrownBy(() -> metric.noWorseThanBefore(2, 0)).hasMessageContaining("slack 0.0");
        assertThatThrownBy(() -> new BurnRate(ofMinutes(5), ofMinutes(60), 1)).hasMessageContaining("windows");
    }

    private CutoverReport bake(Slo slo) {
        return shop.builder()
                .bake(Bake.lasting(ofMinutes(1)).watching(slo))
                .build()
                .switchTo(GREEN);
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(
                        () -> bake(Slo.prometheus(server.uri()).query("errors").below(1)))
                .hasMessageContainingAll(parts)
                .hasMessageContaining("Nothing was moved");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    private Verdict burning(Map<Integer, Double> sharesByMinutes, BurnRate pair) {
        Metric metric = (until, window) -> {
            Double share = sharesByMinutes.get((int) window.toMinutes());
            return share == null ? OptionalDouble.empty() : OptionalDouble.of(share);
        };
        return metric.burningSlowerThan(0.999, pair)
                .check(at(SWITCHED.plus(Duration.ofHours(2))))
                .verdict();
    }

    private Slo.Result after(double before, double now) {
        Metric metric = (until, window) -> OptionalDouble.of(until.equals(SWITCHED) ? before : now);
        return metric.noWorseThanBefore(1.5, 0.01).check(at(SWITCHED.plusSeconds(300)));
    }

    private SloContext at(Instant now) {
        return SloContext.of(shop.release().status().world(), GREEN, SWITCHED, now);
    }

    private static String vector(String value) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":"
                + value + "}]}}";
    }
}
