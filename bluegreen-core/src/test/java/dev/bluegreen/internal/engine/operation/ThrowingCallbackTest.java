package dev.bluegreen.internal.engine.operation;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Reaction;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Shop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a callback throws is that callback's failure: the operation ends, where it says it does, with the lock free. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThrowingCallbackTest {

    private static final Map<String, Supplier<Throwable>> THROWN = new TreeMap<>(Map.of(
            "exception", () -> new IllegalStateException("a bug"),
            "null pointer without a message", NullPointerException::new,
            "checked exception", () -> new IOException("a bug"),
            "assertion", () -> new AssertionError("a bug"),
            "linkage error", () -> new NoClassDefFoundError("a/bug"),
            "stack overflow", StackOverflowError::new,
            "out of memory", () -> new OutOfMemoryError("a bug"),
            "bare throwable", () -> new Throwable("a bug")));

    private final Shop shop = new Shop();

    static Stream<Arguments> everyThrowableByEveryCallback() {
        List<Arguments> all = new ArrayList<>();
        THROWN.forEach((name, thrown) -> callbacks(thrown)
                .forEach((callback, plan) -> all.add(Arguments.of(callback + " throws " + name, plan))));
        return all.stream();
    }

    private record Plan(UnaryOperator<ReleaseBuilder> with, Outcome outcome, Track ends) {}

    private static Map<String, Plan> callbacks(Supplier<Throwable> thrown) {
        return new TreeMap<>(Map.of(
                "listener",
                new Plan(release -> release.listener(event -> raise(thrown)), Outcome.SWITCHED, GREEN),
                "gate",
                new Plan(release -> release.gate(asked -> raise(thrown)), Outcome.REFUSED, BLUE),
                "gate before the shift",
                new Plan(release -> release.beforeShift(asked -> raise(thrown)), Outcome.REFUSED, BLUE),
                "smoke test",
                new Plan(release -> release.smokeTest(asked -> raise(thrown)), Outcome.REFUSED, BLUE),
                "approval",
                new Plan(
                        release -> release.approval(
                                Approval.callback(asked -> raise(thrown)).within(ofSeconds(30))),
                        Outcome.REFUSED,
                        BLUE),
                "probe",
                new Plan(release -> release.trafficProbe(asked -> raise(thrown)), Outcome.ROLLED_BACK, BLUE),
                "objective",
                new Plan(
                        release -> release.bake(Bake.lasting(ofSeconds(60))
                                .watching(asked -> raise(thrown))
                                .onStoreDown(Reaction.ROLL_BACK)),
                        Outcome.ROLLED_BACK,
                        BLUE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyThrowableByEveryCallback")
    void isTheFailureOfTheCallbackAndOfNothingElse(String name, Plan plan) {
        CutoverReport report = end(plan.with().apply(shop.builder()).build());

        assertThat(report.outcome()).isEqualTo(plan.outcome());
        assertThat(report.active()).contains(plan.ends());
        assertThat(shop.active()).isEqualTo(plan.ends());
        assertThat(shop.lockIsFree()).isTrue();
    }

    /** Whoever names no verdict has not said that all is well, and must not end the operation either. */
    @Test
    void anAnswerWithoutAVerdictIsAFailureToo() {
        Evidence nothing = Evidence.missing("own", "shop", "nothing");
        Map<UnaryOperator<ReleaseBuilder>, Outcome> silent = Map.of(
                release -> release.gate(asked -> new GateResult("own", null, "fine")),
                Outcome.REFUSED,
                release -> release.smokeTest(asked -> new Evidence(nothing.kind(), nothing.hop(), null, "fine")),
                Outcome.REFUSED,
                release -> release.approval(Approval.callback(asked -> new Approval.Answer(null, "alice", ""))
                        .within(ofSeconds(30))),
                Outcome.REFUSED,
                release -> release.trafficProbe(asked -> new Evidence(nothing.kind(), nothing.hop(), null, "fine")),
                Outcome.ROLLED_BACK,
                release -> release.bake(Bake.lasting(ofSeconds(60))
                        .watching(asked -> new Slo.Result(null, "fine"))
                        .onStoreDown(Reaction.ROLL_BACK)),
                Outcome.ROLLED_BACK);

        silent.forEach((with, outcome) -> {
            assertThat(end(with.apply(shop.builder()).build()).outcome()).isEqualTo(outcome);
            assertThat(shop.active()).isEqualTo(BLUE);
            assertThat(shop.lockIsFree()).isTrue();
        });
    }

    @Test
    void thatADrainGateThrowsRetiresNothing() {
        shop.release().switchTo(GREEN);
        shop.time.advance(ofSeconds(60));

        THROWN.values()
                .forEach(thrown -> assertThat(refusal(shop.builder()
                                .drainGate(context -> raise(thrown))
                                .build()))
                        .contains("was not retired", "a drain gate failed"));
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aStrategyThatFailsInAWayItShouldNotIsSettledLikeALostAnswer() {
        shop.after("shift router/web", Shop.once(() -> raise(() -> new IOException("a bug"))));

        assertThat(shop.release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(shop.active()).isEqualTo(GREEN);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aStrategyThatNeverGetsAnyWhereEndsWithItsDeadline() {
        shop.before("shift router/web", () -> raise(() -> new IOException("a bug")));

        assertThat(end(shop.release()).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    private static String refusal(Release release) {
        try {
            return release.retire(BLUE).sentence();
        } catch (BlueGreenException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static CutoverReport end(Release release) {
        try {
            return release.switchTo(GREEN);
        } catch (CutoverException e) {
            return e.report();
        }
    }

    private static <T> T raise(Supplier<Throwable> thrown) {
        return ThrowingCallbackTest.<T, RuntimeException>sneakily(thrown.get());
    }

    @SuppressWarnings("unchecked") // a cast that is not made is how others throw what they do not declare
    private static <T, E extends Throwable> T sneakily(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
