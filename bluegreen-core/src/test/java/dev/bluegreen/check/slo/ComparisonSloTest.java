package dev.bluegreen.check.slo;

import static dev.bluegreen.cutover.Schedule.step;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.ObjectiveVerdict;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.LoopbackServer;
import dev.bluegreen.scene.LoopbackServer.Reply;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.CrashException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps and bakes that are judged by a comparison of both tracks. */
class ComparisonSloTest {

    private static final Schedule TEN_MINUTES = Schedule.of(step(50, ofMinutes(10)));

    private final Shop shop = new Shop();
    private final List<String> read = new CopyOnWriteArrayList<>();

    ComparisonSloTest() {
        shop.platform.routeByShares("web", BLUE, Shop.SETTLE);
    }

    @Test
    void equalTracksPassAStepAndTheBake() {
        CutoverReport report = releasing(TEN_MINUTES, ofMinutes(10), comparing(ComparisonSloTest::noise))
                .build()
                .switchTo(GREEN);

        ObjectiveVerdict verdict = report.objectives().get(0);
        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(verdict.isJudged()).as(verdict.toString()).isTrue();
        assertThat(verdict.last())
                .startsWith("latency: GREEN is not worse: median ")
                .contains(", of BLUE before the move ")
                .contains(" in 20 pairs of windows of 30 s, p = ");
        assertThat(report.history())
                .anyMatch(event -> event.sentence().startsWith("GOOD latency: GREEN is not worse: median ")
                        && !event.sentence().contains("before the move"));
        assertThat(report.findings()).extracting(Finding::id).doesNotContain("slo-not-judged");
    }

    @Test
    void aSlowerTrackIsSentBackAndTheReportSaysWhy() {
        Instant begun = shop.time.now();
        CutoverException back = catchThrowableOfType(
                CutoverException.class,
                () -> releasing(
                                TEN_MINUTES,
                                ofMinutes(10),
                                comparing((track, at) -> noise(track, at) + worse(track, 3)))
                        .build()
                        .switchTo(GREEN));

        assertThat(back)
                .hasMessageContaining(
                        "was moved to 50/50 and sent back: an SLO is breached: latency: GREEN is worse than BLUE: median ")
                .hasMessageContaining("in 20 pairs of windows of 30 s, p below 0.00001, expected 0.001 or more");
        assertThat(back.report().objectives().get(0).verdict()).isEqualTo(ObjectiveVerdict.Verdict.BREACHED);
        assertThat(Duration.between(begun, shop.time.now())).isBetween(ofMinutes(10), ofMinutes(12));
    }

    @Test
    void aClearDifferenceIsNotWaitedWithUntilTheEnd() {
        Instant begun = shop.time.now();

        assertThatThrownBy(() -> releasing(
                                Schedule.of(step(50, ofMinutes(30))),
                                ofMinutes(10),
                                comparing((track, at) -> noise(track, at) + worse(track, 5)))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("expected 0.001 or more");

        assertThat(Duration.between(begun, shop.time.now())).isBetween(ofMinutes(10), ofMinutes(12));
    }

    @Test
    void moreIsBetterOfOrders() {
        BiFunction<Track, Instant, Double> orders = (track, at) -> 100 + noise(track, at) - worse(track, 3);

        assertThatThrownBy(() -> releasing(
                                TEN_MINUTES, ofMinutes(10), comparing(orders).higherIsBetter())
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("GREEN is worse than BLUE: median 9")
                .hasMessageContaining(", of BLUE ");
        assertThat(releasing(TEN_MINUTES, ofMinutes(10), comparing(orders))
                        .build()
                        .switchTo(GREEN)
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aSmallChangeMayBeToleratedHoweverCertainItIs() {
        BiFunction<Track, Instant, Double> slower = (track, at) -> 100 + noise(track, at) / 10 + worse(track, 3);

        assertThat(releasing(TEN_MINUTES, ofMinutes(10), comparing(slower).tolerating(0.05))
                        .build()
                        .switchTo(GREEN)
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);
        shop.release().rollBack();
        assertThatThrownBy(() -> releasing(
                                TEN_MINUTES, ofMinutes(10), comparing(slower).tolerating(0.02))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("of BLUE with the tolerated change 10");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aToleratedChangeWidensTheLimitOfValuesBelow0Too(boolean isHigherBetter) {
        BiFunction<Track, Instant, Double> equal = (track, at) -> -100 + noise(track, at) / 10;
        ComparisonSlo tolerant = comparing(equal).tolerating(0.05);

        assertThat(releasing(TEN_MINUTES, ofMinutes(10), isHigherBetter ? tolerant.higherIsBetter() : tolerant)
                        .build()
                        .switchTo(GREEN)
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void tooFewPairsHoldAStepForTenMoreMinutesAndThenAreNoData() {
        Function<Track, Metric> silent = track -> (until, window) -> OptionalDouble.empty();
        Instant begun = shop.time.now();

        assertThatThrownBy(() -> releasing(Schedule.of(step(50, ofMinutes(2))), ofMinutes(2), Slo.newAgainstOld(silent))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining(
                        "an SLO has no data at the end of the step 50/50: latency: both tracks have a value in 0"
                                + " windows of 30 s, 20 are needed; GREEN: the metric has no data");

        assertThat(Duration.between(begun, shop.time.now())).isBetween(ofMinutes(12), ofMinutes(14));
    }

    @Test
    void dataThatComesInTheTenMinutesIsEnough() {
        Release release = releasing(
                        Schedule.of(step(50, ofMinutes(2))), ofMinutes(2), comparing(ComparisonSloTest::noise))
                .build();
        assertThat(release.plan(GREEN).toString()).contains("steps 12 min", "bake 12 min");
        Instant begun = shop.time.now();

        assertThat(release.switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);

        assertThat(Duration.between(begun, shop.time.now()))
                .as("each as long as 20 windows of 30 s")
                .isBetween(ofMinutes(20), ofMinutes(23));
    }

    @Test
    void aBakeWithoutStepsComparesWithWhatWasBefore() {
        Instant begun = shop.time.now();

        assertThatThrownBy(() -> releasing(
                                Schedule.allAtOnce(),
                                ofMinutes(10),
                                comparing((track, at) -> noise(track, at) + worse(track, 3)))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("of BLUE before the move");

        assertThat(read.stream().filter(one -> one.startsWith("BLUE")).map(one -> Instant.parse(one.substring(5))))
                .isNotEmpty()
                .allMatch(at -> !at.isAfter(begun.plusSeconds(1)));
    }

    @Test
    void aResumedStepGoesOnWithTheWindowsFromBeforeTheDeath() {
        ComparisonSlo slo = comparing(ComparisonSloTest::noise);
        AtomicBoolean isDead = new AtomicBoolean();
        shop.die(isDead::get);
        shop.time.after(ofMinutes(7), () -> isDead.set(true));
        assertThatThrownBy(
                        () -> releasing(TEN_MINUTES, ofMinutes(10), slo).build().switchTo(GREEN))
                .isInstanceOf(CrashException.class);
        shop.stopIntercepting();
        shop.time.advance(ofMinutes(1));
        read.clear();
        Instant resumed = shop.time.now();

        CutoverReport report =
                releasing(TEN_MINUTES, ofMinutes(10), slo).build().resume();

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(read.stream().filter(one -> one.startsWith("GREEN")).map(one -> Instant.parse(one.substring(6))))
                .first()
                .satisfies(at -> assertThat(at).isBefore(resumed.minus(ofMinutes(6))));
        assertThat(Duration.between(resumed, shop.time.now())).isLessThan(ofMinutes(16));
    }

    @Test
    void aReleaseThatDiedWhileItWaitedForPairsIsNotResumedWithoutTheObjective() {
        Function<Track, Metric> silent = track -> (until, window) -> OptionalDouble.empty();
        AtomicBoolean isDead = new AtomicBoolean();
        shop.die(isDead::get);
        ReleaseBuilder release = releasing(Schedule.allAtOnce(), ofMinutes(1), Slo.newAgainstOld(silent))
                .listener(event -> {
                    if (event.phase() == Phase.BAKE && event.sentence().startsWith("goes on watching the bake")) {
                        shop.time.after(ofMinutes(2), () -> isDead.set(true));
                    }
                });
        assertThatThrownBy(() -> release.build().switchTo(GREEN)).isInstanceOf(CrashException.class);
        shop.stopIntercepting();

        assertThatThrownBy(() -> shop.release().resume()).hasMessageContaining("lacks: objective 'latency'");
    }

    @Test
    void prometheusIsAskedForEachTrackAndForEachRoute() {
        Random random = new Random(4);
        try (LoopbackServer server = new LoopbackServer()) {
            server.answering(uri -> {
                String query = uri.getQuery();
                boolean isSlow = query.contains("green") && query.contains("/pay");
                return new Reply(200, vector(random.nextDouble() + (isSlow ? 1 : 0)));
            });

            assertThatThrownBy(
                            () -> releasing(TEN_MINUTES, ofMinutes(10), route(server, "/cart"), route(server, "/pay"))
                                    .build()
                                    .switchTo(GREEN))
                    .hasMessageContaining("an SLO is breached: latency of /pay: GREEN is worse than BLUE");

            assertThat(server.asked())
                    .anyMatch(uri -> uri.getQuery().contains("latency{pod=~\"shop-blue-.*\",route=\"/cart\"}[30s]"));
        }
    }

    @Test
    void whatIsNotComparedIsSaidBeforeAnythingMoves() {
        List<Finding> findings = releasing(
                        TEN_MINUTES,
                        ofMinutes(10),
                        comparing((track, at) -> 1.0).windows(ofMinutes(5)))
                .build()
                .plan(GREEN)
                .findings();

        assertThat(findings)
                .anySatisfy(found -> assertThat(found.toString())
                        .contains("slo-slow", "20 windows of 5 min take 1 h 40 min", "which take 20 min"));
    }

    @Test
    void badInputIsNamed() {
        ComparisonSlo slo = comparing((track, at) -> 1.0);

        assertThatThrownBy(() -> slo.tolerating(-0.1)).hasMessageContaining("slo.newAgainstOld.tolerating: -0.1");
        assertThatThrownBy(() -> slo.tolerating(1)).hasMessageContaining("below 1");
        assertThatThrownBy(() -> slo.windows(Duration.ofMillis(10))).hasMessageContaining("give 1 s or more");
        assertThatThrownBy(() -> Slo.newAgainstOld(track -> null)).hasMessageContaining("slo.newAgainstOld");
        try (LoopbackServer server = new LoopbackServer()) {
            assertThatThrownBy(() -> Slo.prometheus(server.uri()).perTrack("sum(errors)"))
                    .hasMessageContaining("'sum(errors)' has no $track");
        }
    }

    private static Slo route(LoopbackServer server, String route) {
        String query = "latency{pod=~\"shop-$track-.*\",route=\"" + route + "\"}[$window]";
        return Slo.newAgainstOld(Slo.prometheus(server.uri()).perTrack(query)).named("latency of " + route);
    }

    private ReleaseBuilder releasing(Schedule schedule, Duration bake, Slo... slos) {
        Slo[] named = slos.length == 1 ? new Slo[] {slos[0].named("latency")} : slos;
        return shop.builder()
                .cutover(shop.platform.router("web"))
                .schedule(schedule)
                .bake(Bake.lasting(bake).watching(named));
    }

    private ComparisonSlo comparing(BiFunction<Track, Instant, Double> value) {
        return Slo.newAgainstOld(track -> new Metric() {
            @Override
            public OptionalDouble read(Instant until, Duration window) {
                read.add(track + " " + until);
                return OptionalDouble.of(value.apply(track, until));
            }

            @Override
            public Optional<String> asks() {
                return Optional.of("latency of " + track);
            }
        });
    }

    /** Of the same distribution for both tracks, and the same at each reading. */
    private static double noise(Track track, Instant at) {
        return new Random(at.toEpochMilli() * 31 + track.ordinal() * 7_919L).nextGaussian();
    }

    private static double worse(Track track, double by) {
        return track == GREEN ? by : 0;
    }

    private static String vector(double value) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1767268800,\""
                + value + "\"]}]}}";
    }
}
