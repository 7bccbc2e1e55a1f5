package dev.bluegreen.internal.engine.operation;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Reaction;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.SloContext;
import dev.bluegreen.check.smoke.SmokeContext;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Misbehaving;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.scene.TracedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of callback, in every phase in which it is asked, misbehaving in every way: the operation ends by its deadline,
 * traffic is where the report says, the lock is free.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MisbehavingCallbackTest {

    private static final Duration WITHIN = ofSeconds(60);

    private final Shop shop = new Shop();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.PREFLIGHT);
    private final AtomicBoolean misbehaved = new AtomicBoolean();

    /** A callback, where it is asked, and how the cutover then has to end. */
    private enum Kind {
        GATE_IN_PREFLIGHT(Phase.PREFLIGHT, Outcome.REFUSED),
        GATE_BEFORE_THE_SHIFT(Phase.SHIFT, Outcome.REFUSED),
        PREFLIGHT_OF_A_SMOKE_TEST(Phase.PREFLIGHT, Outcome.REFUSED),
        PREFLIGHT_OF_AN_OBJECTIVE(Phase.PREFLIGHT, Outcome.REFUSED),
        SMOKE_TEST(Phase.TEST, Outcome.REFUSED),
        APPROVAL(Phase.APPROVE, Outcome.REFUSED),
        PROBE(Phase.VERIFY, Outcome.ROLLED_BACK),
        OBJECTIVE_IN_A_STEP(Phase.SHIFT, Outcome.ROLLED_BACK),
        OBJECTIVE_IN_THE_BAKE(Phase.BAKE, Outcome.ROLLED_BACK);

        private final Phase where;
        private final Outcome outcome;

        Kind(Phase where, Outcome outcome) {
            this.where = where;
            this.outcome = outcome;
        }
    }

    static Stream<Arguments> everyKindInEveryWay() {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> Arrays.stream(Misbehaving.values()).map(way -> Arguments.of(kind, way)));
    }

    static Stream<Arguments> everyPhaseInEveryWay() {
        return Stream.of(
                        Phase.PREFLIGHT,
                        Phase.LOCK,
                        Phase.TEST,
                        Phase.APPROVE,
                        Phase.SHIFT,
                        Phase.VERIFY,
                        Phase.BAKE,
                        Phase.DONE,
                        Phase.ROLL_BACK,
                        Phase.ROLLED_BACK)
                .flatMap(where -> Arrays.stream(Misbehaving.values()).map(way -> Arguments.of(where, way)));
    }

    @AfterEach
    void letThemGo() {
        end.countDown();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyKindInEveryWay")
    void endsTheCutoverWhereItSays(Kind kind, Misbehaving way) {
        CutoverReport report = end(release(kind, way));

        assertThat(misbehaved).as("it was asked").isTrue();
        assertThat(report.outcome()).isEqualTo(kind.outcome);
        assertThat(report.active()).contains(BLUE);
        assertThat(report.took()).isLessThan(ofMinutes(15));
        assertThatItSettledOn(BLUE);
        assertThat(shop.platform.running().leftBehind()).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest(name = "a listener in {0} {1}")
    @MethodSource("everyPhaseInEveryWay")
    void aListenerHoldsNobodyUp(Phase where, Misbehaving way) {
        boolean goesBack = where == Phase.ROLL_BACK || where == Phase.ROLLED_BACK;
        Slo.Verdict verdict = goesBack ? Slo.Verdict.BAD : Slo.Verdict.GOOD;
        CutoverListener listener = event -> {
            if (event.phase() == where) {
                instead(way, event);
            }
        };
        ReleaseBuilder release = shop.builder()
                .smokeTest(asked -> Evidence.confirmed("smoke-test", "shop-green", "fine"))
                .bake(ofSeconds(60), asked -> new Slo.Result(verdict, "as told"))
                .listener(listener);

        CutoverReport report = end(release.build());

        assertThat(misbehaved).as("it was told").isTrue();
        assertThat(report.outcome()).isEqualTo(goesBack ? Outcome.ROLLED_BACK : Outcome.SWITCHED);
        assertThat(report.took()).isLessThan(ofMinutes(5));
        assertThatItSettledOn(goesBack ? BLUE : GREEN);
    }

    @ParameterizedTest
    @EnumSource(Misbehaving.class)
    void aDrainGateBeforeTheLockRetiresNothing(Misbehaving way) {
        onGreen();

        assertThat(refusal(release(way, true))).contains("BLUE was not retired", "a drain gate failed");
        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
        assertThatItSettledOn(GREEN);
    }

    @ParameterizedTest
    @EnumSource(Misbehaving.class)
    void aDrainGateUnderTheLockRetiresNothing(Misbehaving way) {
        onGreen();

        assertThat(refusal(release(way, false))).contains("BLUE was not retired", "a drain gate failed");
        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
        assertThatItSettledOn(GREEN);
    }

    /** So many that none would be asked any more if each were asked again and again. */
    @ParameterizedTest
    @EnumSource(
            value = Misbehaving.class,
            names = {"BLOCKS_AND_IGNORES_INTERRUPTS", "ANSWERS_LATE"})
    void aLateCallbackIsNotCalledAgainBeforeItReturned(Misbehaving way) {
        Release release = shop.builder()
                .bake(Bake.lasting(Duration.ofHours(1))
                        .watching(asked -> instead(way, new Slo.Result(Slo.Verdict.GOOD, "fine"))))
                .build();

        assertThat(end(release).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(shop.platform.running().leftBehind()).isLessThanOrEqualTo(1);
    }

    /** What overflows is asked again every second, and has 1,024 frames each time. */
    @Test
    void aStackThatOverflowsDoesNotFillTheLog() {
        try (TracedLog log = TracedLog.of()) {
            end(release(Kind.SMOKE_TEST, Misbehaving.OVERFLOWS_THE_STACK));

            assertThat(log.text()).contains("java.lang.StackOverflowError", "dev.bluegreen.scene.Misbehaving.deeper");
            assertThat(log.text().lines()).hasSizeLessThan(300);
        }
    }

    private void onGreen() {
        shop.release().switchTo(GREEN);
        shop.time.advance(ofSeconds(60));
    }

    private Release release(Misbehaving way, boolean atOnce) {
        return shop.builder()
                .drainGate(context -> atOnce || !shop.lockIsFree()
                        ? instead(way, GateResult.pass("drained", "it is"))
                        : GateResult.pass("drained", "it is"))
                .build();
    }

    private Release release(Kind kind, Misbehaving way) {
        ReleaseBuilder release = shop.builder().listener(event -> phase.set(event.phase()));
        return switch (kind) {
            case GATE_IN_PREFLIGHT, GATE_BEFORE_THE_SHIFT ->
                release.gate(asked -> inPhase(kind, way, GateResult.pass("own", "fine")))
                        .build();
            case PREFLIGHT_OF_A_SMOKE_TEST ->
                release.smokeTest(new LateTest(way)).build();
            case SMOKE_TEST ->
                release.smokeTest(asked -> inPhase(kind, way, Evidence.confirmed("smoke-test", "shop", "fine")))
                        .build();
            case APPROVAL ->
                release.approval(Approval.callback(asked ->
                                        inPhase(kind, way, new Answer(Approval.Decision.APPROVED, "alice", "")))
                                .within(WITHIN))
                        .build();
            case PROBE ->
                release.trafficProbe(asked -> inPhase(kind, way, Evidence.confirmed("traffic", "shop", "fine")))
                        .build();
            case PREFLIGHT_OF_AN_OBJECTIVE ->
                release.bake(baking(new LateObjective(way))).build();
            case OBJECTIVE_IN_THE_BAKE ->
                release.bake(baking(asked -> checked(kind, way))).build();
            case OBJECTIVE_IN_A_STEP ->
                release.cutover(shop.platform
                                .routeByShares("web", BLUE, ofSeconds(5))
                                .router("web"))
                        .schedule(Schedule.canary(10, ofMinutes(2)))
                        .bake(baking(asked -> checked(kind, way)))
                        .build();
        };
    }

    private Slo.Result checked(Kind kind, Misbehaving way) {
        return inPhase(kind, way, new Slo.Result(Slo.Verdict.GOOD, "fine"));
    }

    private static Bake baking(Slo objective) {
        return Bake.lasting(ofSeconds(60)).watching(objective).onStoreDown(Reaction.ROLL_BACK);
    }

    private final class LateTest implements SmokeTest {

        private final Misbehaving way;

        LateTest(Misbehaving way) {
            this.way = way;
        }

        @Override
        public Evidence check(SmokeContext asked) {
            return Evidence.confirmed("smoke-test", "shop", "fine");
        }

        @Override
        public List<Finding> preflight(Workload idle) {
            return instead(way, List.of());
        }
    }

    private final class LateObjective implements Slo {

        private final Misbehaving way;

        LateObjective(Misbehaving way) {
            this.way = way;
        }

        @Override
        public Result check(SloContext asked) {
            return new Result(Verdict.GOOD, "fine");
        }

        @Override
        public List<Finding> preflight(Instant now) {
            return instead(way, List.of());
        }
    }

    private <T> T inPhase(Kind kind, Misbehaving way, T good) {
        return phase.get() == kind.where ? instead(way, good) : good;
    }

    private <T> T instead(Misbehaving way, T good) {
        misbehaved.set(true);
        return way.instead(good, shop.time, end);
    }

    private static CutoverReport end(Release release) {
        try {
            return release.switchTo(GREEN);
        } catch (CutoverException e) {
            return e.report();
        }
    }

    private static String refusal(Release release) {
        try {
            return release.retire(BLUE).sentence();
        } catch (BlueGreenException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void assertThatItSettledOn(Track track) {
        assertThat(shop.active()).isEqualTo(track);
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(shop.release().status().unfinished()).isEmpty();
    }
}
