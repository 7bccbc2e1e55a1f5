package dev.bluegreen.aws.alb;

import static dev.bluegreen.cutover.Schedule.step;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.PodSelector.pods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.traffic.Traffic;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Releases in steps, with real requests through the load balancer: 10 % and 50 % for a minute each, then all. */
class ListenerStepsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Schedule SCHEDULE = Schedule.of(step(10, MINUTE), step(50, MINUTE));
    private static final Slo GOOD = asked -> new Slo.Result(Slo.Verdict.GOOD, "all is well");

    private final Scene scene = Scene.open(3);

    @AfterEach
    void close() {
        assertThat(scene.alb.faults().unused()).isEmpty();
        scene.close();
    }

    @Test
    void requestsAreSplitAsRequestedAtEachStepAndNoneFails() {
        Map<Integer, Double> measured = new TreeMap<>();
        try (Traffic traffic =
                scene.alb.traffic(scene.listener).connections(2).withoutPause().start()) {
            Slo measuring = asked -> {
                measured.computeIfAbsent(weight(GREEN), weight -> shareOfGreen(traffic));
                return new Slo.Result(Slo.Verdict.GOOD, "measured");
            };

            assertThat(release(measuring).switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);

            assertThat(traffic.stop().failures()).isEmpty();
        }
        assertThat(measured).containsOnlyKeys(10, 50, 100);
        measured.forEach((weight, share) -> assertThat(share).isCloseTo(weight / 100.0, within(0.02)));
    }

    @Test
    void aBreachAtAStepSendsTrafficBackByOneWriteWithoutAFailedRequest() {
        Slo breached = asked ->
                new Slo.Result(weight(GREEN) == 50 ? Slo.Verdict.BAD : Slo.Verdict.GOOD, "requests of GREEN fail");
        try (Traffic traffic = scene.alb.traffic(scene.listener).start()) {
            traffic.awaitAnswered(20);
            CutoverReport report = failed(release(breached));
            traffic.awaitTrack(BLUE);

            assertThat(report.sentence()).contains("was moved to 50/50 and sent back", "Traffic is on BLUE");
            assertThat(traffic.stop().failures()).isEmpty();
        }
        assertThat(weight(GREEN)).isZero();
        assertThat(writes()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after", "throttled", "failed"})
    void aStepThatGoesWrongIsSettledAndTheNextFollows(String how) {
        AwsFault fault = switch (how) {
            case "before" -> AwsFault.dropBefore();
            case "after" -> AwsFault.dropAfter();
            case "throttled" -> AwsFault.throttled();
            default -> AwsFault.internalFailure();
        };
        scene.alb.faults().on("ModifyListener").nth(2).then(fault);

        CutoverReport report = release(GOOD).switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(weight(GREEN)).isEqualTo(100);
        assertThat(writes()).isEqualTo(how.equals("after") ? 3 : 4);
    }

    @Test
    void aRightThatIsMissingAtAStepSendsTrafficBack() {
        scene.alb.faults().on("ModifyListener").nth(2).then(AwsFault.accessDenied());

        CutoverReport report = failed(release(GOOD));

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.sentence()).contains("was moved to 90/10 and sent back", "ModifyListener");
        assertThat(weight(GREEN)).isZero();
    }

    @Test
    void aForeignWriteAtAStepIsReportedAndLeftAlone() {
        scene.time.after(
                Duration.ofSeconds(70),
                () -> scene.alb.forward(scene.listener, Map.of(scene.blue, 70, scene.green, 30)));

        CutoverReport report = failed(release(GOOD));

        assertThat(report.outcome()).isEqualTo(Outcome.NEEDS_ATTENTION);
        assertThat(report.toString() + report.history())
                .contains("was set to {blue=90, green=10} and is {blue=70, green=30}");
        assertThat(weight(GREEN)).isEqualTo(30);
    }

    @Test
    void targetsThatFailAtAStepSendTrafficBack() {
        scene.time.after(
                Duration.ofSeconds(70), () -> scene.cluster.behave(pods("track=green"), Behaviour.neverReady()));

        CutoverReport report = failed(release(GOOD));

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.sentence()).contains("was moved to 90/10", "none of its targets is healthy");
        assertThat(weight(GREEN)).isZero();
    }

    @Test
    void thePlanNamesEachStep() {
        CutoverPlan plan = release(GOOD).plan(GREEN);

        assertThat(plan.toString())
                .contains(
                        "weights blue/green 100/0 -> 90/10; held 1 min 30 s from its proof",
                        ": 90/10 -> 50/50; held 1 min 30 s",
                        ": 50/50 -> 0/100");
        assertThat(plan.held()).isEqualTo(Duration.ofMinutes(3));
    }

    private Release release(Slo slo) {
        return BlueGreen.release("shop")
                .on(scene.platform)
                .cutover(scene.groups().defaultAction(scene.listener))
                .schedule(SCHEDULE)
                .bake(MINUTE, slo)
                .build();
    }

    /** Of the next requests; the fake takes turns by weight, so that this is no matter of luck. */
    private static double shareOfGreen(Traffic traffic) {
        Map<Track, Long> before = traffic.soFar().byTrack();
        traffic.awaitAnswered(400);
        Map<Track, Long> after = traffic.soFar().byTrack();
        long green = after.getOrDefault(GREEN, 0L) - before.getOrDefault(GREEN, 0L);
        long blue = after.getOrDefault(BLUE, 0L) - before.getOrDefault(BLUE, 0L);
        return (double) green / (green + blue);
    }

    private int weight(Track track) {
        return scene.alb.weights(scene.listener).get(scene.of(track));
    }

    private long writes() {
        return scene.alb.requests().stream()
                .filter(call -> call.action().equals("ModifyListener"))
                .count();
    }

    private static CutoverReport failed(Release release) {
        return catchThrowableOfType(CutoverException.class, () -> release.switchTo(GREEN))
                .report();
    }
}
