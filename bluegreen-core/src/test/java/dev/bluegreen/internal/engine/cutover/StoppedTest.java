package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.UnresolvedException;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.NamespaceNotices;
import dev.bluegreen.testkit.memory.CallInterceptor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Releases of a namespace that somebody stops, before a cutover and at any moment of one. */
class StoppedTest {

    private static final Map<String, String> BY_ANN =
            Map.of("stopped", "true", "by", "ann", "reason", "INC-4711: budget is spent");
    private static final String SAID =
            "releases are stopped by ann: INC-4711: budget is spent (delete notice/bluegreen-stop to go on)";
    private static final String READ = "read notice/bluegreen-stop";

    private final Shop shop = new Shop();

    @Test
    void refusesBeforeTheLockAndSaysWhoAndWhy() {
        stop();
        Release release = shop.builder().stoppable().build();

        assertThat(refusal(release)).hasMessageContaining(SAID).hasMessageContaining("Nothing was moved");
        assertThat(release.plan(GREEN).toString()).contains("FAIL stop: " + SAID);
        assertThat(release.status().freezes()).containsExactly(SAID);
        assertThat(release.status().toString()).contains(SAID);
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void isNotAskedUnlessConfiguredAndIsOneRequestOfAWarmSwitch() {
        shop.release().switchTo(GREEN);
        assertThat(shop.calls).doesNotContain(READ);
        shop.release().rollBack();

        shop.builder().stoppable().build().switchTo(GREEN);

        assertThat(shop.calls).filteredOn(READ::equals).hasSize(1);
    }

    @Test
    void anythingButFalseStopsAndWhatIsAwayDoesNot() {
        Release release = shop.builder().stoppable().build();
        shop.platform.post(NamespaceNotices.STOP, Map.of("stopped", "ture"));
        assertThat(refusal(release))
                .hasMessageContaining(
                        "releases are stopped by an unnamed person (delete notice/bluegreen-stop to go on)");
        shop.platform.post(NamespaceNotices.STOP, Map.of("stopped", " False ", "by", "ann"));
        assertThat(release.plan(GREEN).executable()).isTrue();
        shop.platform.post(NamespaceNotices.STOP, Map.of());

        assertThat(release.switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop: true", "Stopped: true", "by: ann", "reason: fire"})
    void whatCannotBeUnderstoodStopsAndSaysWhatToWrite(String entry) {
        String[] parts = entry.split(": ", 2);
        shop.platform.post(NamespaceNotices.STOP, Map.of(parts[0], parts[1]));

        assertThat(refusal(shop.builder().stoppable().build()))
                .hasMessageContaining("notice/bluegreen-stop has " + parts[0] + " and no key stopped")
                .hasMessageContaining("write stopped: \"true\" or stopped: \"false\" into it");
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void aLongReasonIsCutBetweenCharacters() {
        shop.platform.post(
                NamespaceNotices.STOP, Map.of("stopped", "true", "reason", "x".repeat(199) + "\ud83d\ude80"));

        assertThat(refusal(shop.builder().stoppable().build()))
                .hasMessageContaining("x".repeat(199) + " (delete notice/bluegreen-stop to go on)");
    }

    @Test
    void whatSomebodyPostsIsShownAsPlainText() {
        shop.platform.post(
                NamespaceNotices.STOP, Map.of("stopped", "true", "by", "\u001b[31mann", "reason", "x".repeat(5_000)));

        assertThat(refusal(shop.builder().stoppable().build()).getMessage())
                .doesNotContain("\u001b")
                .hasSizeLessThan(1_000);
    }

    @Test
    void afterTheLastReadBeforeTheFirstWriteItIsRefused() {
        shop.after("save record/shop", Shop.once(this::stopAndPass));

        assertThat(refusal(shop.builder().stoppable().build())).hasMessageContaining(SAID);
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    /** Two routers, three steps: a rival posts the stop before each of the calls, and a second passes. */
    @Test
    void noTrafficMovesForwardAfterItWasPostedASecondBeforeWhicheverCallItWas() {
        int calls = steps(-1).calls();
        assertThat(calls).isGreaterThan(30);
        for (int call = 0; call < calls; call++) {
            Run run = steps(call);
            assertThat(run.forwardAfterStop())
                    .as("stopped before call %d", call)
                    .isEmpty();
            assertThat(run.shop().platform.routing("web").split().only())
                    .as("stopped before call %d", call)
                    .isPresent();
            assertThat(run.shop().lockIsFree())
                    .as("stopped before call %d", call)
                    .isTrue();
        }
    }

    private static final int UNSTOPPED = 200;

    private record Run(Shop shop, int calls, List<String> forwardAfterStop) {}

    private static Run steps(int stopAt) {
        Shop shop = new Shop();
        shop.platform.routeByShares("web", BLUE, Shop.SETTLE).routeByShares("api", BLUE, Shop.SETTLE);
        AtomicInteger number = new AtomicInteger();
        AtomicInteger green = new AtomicInteger(UNSTOPPED);
        List<String> forward = new ArrayList<>();
        shop.alsoIntercept(new CallInterceptor() {
            @Override
            public void before(String call) {
                if (shop.time.isForked() && number.getAndIncrement() == stopAt) {
                    shop.platform.post(NamespaceNotices.STOP, BY_ANN);
                    shop.pass(Duration.ofSeconds(1));
                }
            }

            /** A write that was sent before the stop was posted is not one that the stop prevents. */
            @Override
            public void after(String call) {
                if (stopAt >= 0 && number.get() > stopAt && green.get() == UNSTOPPED) {
                    green.set(greens(shop));
                } else if (call.startsWith("shift ") && greens(shop) > green.get()) {
                    forward.add(call);
                }
            }
        });
        try {
            shop.builder()
                    .cutover(shop.platform.router("web"))
                    .cutover(shop.platform.router("api"))
                    .schedule(Schedule.linear(40, Duration.ofSeconds(20)))
                    .holdWhileStopped(Duration.ofMinutes(2))
                    .build()
                    .switchTo(GREEN);
        } catch (CutoverException e) {
            assertThat(e).hasMessageContaining(SAID);
        }
        return new Run(shop, number.get(), forward);
    }

    private static int greens(Shop shop) {
        return shop.platform.routing("web").split().green()
                + shop.platform.routing("api").split().green();
    }

    @Test
    void aStepThatIsMadeStaysAndGoesOnWhenTheStopIsLifted() {
        List<String> seen = new ArrayList<>();
        Release release = halves().build();
        shop.after("shift router/web", Shop.once(this::stop));
        shop.time.after(
                Duration.ofMinutes(30),
                () -> seen.add(shop.platform.routing("web").split() + " " + release.status()));
        shop.time.after(Duration.ofHours(1), this::lift);
        Instant begun = shop.time.now();

        CutoverReport report = release.switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(seen)
                .singleElement()
                .asString()
                .startsWith("50/50 ")
                .contains("holds traffic where it is: " + SAID, SAID);
        assertThat(Duration.between(begun, report.times().applied().orElseThrow()))
                .isBetween(Duration.ofHours(1), Duration.ofHours(1).plusSeconds(30));
    }

    @Test
    void aStepThatIsHeldIsWatched() {
        shop.after("shift router/web", Shop.once(this::stop));
        shop.time.after(
                Duration.ofMinutes(30), () -> shop.platform.foreignWrite("web", TrafficSplit.all(BLUE), "kubectl"));

        assertThatThrownBy(() -> halves().build().switchTo(GREEN))
                .isInstanceOf(UnresolvedException.class)
                .hasMessageContaining("foreign write");
        assertThat(shop.time.now()).isBefore(Instant.parse("2026-01-01T00:31:00Z"));
    }

    @Test
    void aStopThatIsNotLiftedInTimeSendsTrafficBack() {
        shop.after("shift router/web", Shop.once(this::stop));

        CutoverException back = catchThrowableOfType(
                CutoverException.class,
                () -> halves().holdWhileStopped(Duration.ofHours(2)).build().switchTo(GREEN));

        assertThat(back).hasMessageContaining(SAID + "; that was not lifted within 2 h 0 min");
        assertThat(back.report().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void ofSeveralRoutersThoseThatHaveMovedStayAndAreNotWrittenAgain() {
        shop.platform.route("api", BLUE, Shop.SETTLE);
        shop.after("shift router/web", Shop.once(this::stopAndPass));
        shop.time.after(Duration.ofMinutes(20), this::lift);

        CutoverReport report = shop.builder()
                .cutover(shop.platform.router("web"))
                .cutover(shop.platform.router("api"))
                .stoppable()
                .build()
                .switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(shop.calls).filteredOn("shift router/web"::equals).hasSize(1);
        assertThat(shop.calls).filteredOn("shift router/api"::equals).hasSize(1);
    }

    @Test
    void goingBackIsNotStopped() {
        Release release = shop.builder().stoppable().build();
        release.switchTo(GREEN);
        stop();

        assertThat(release.rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void aRecoveryGoesBackAndDoesNotFinishWhileReleasesAreStopped() {
        shop.platform.route("api", BLUE, Shop.SETTLE);
        ReleaseBuilder both = shop.builder()
                .cutover(shop.platform.router("web"))
                .cutover(shop.platform.router("api"))
                .stoppable();
        shop.crashAt("shift router/api", 1, release -> both.build().switchTo(GREEN));
        shop.time.advance(Duration.ofMinutes(1));
        stop();

        assertThatThrownBy(() -> both.build().recover(Recovery.FINISH))
                .isInstanceOf(UnresolvedException.class)
                .hasMessageContaining("recovery of cutover op-1 was held: " + SAID);
        assertThat(shop.platform.routing("api").split().only()).isEqualTo(Optional.of(BLUE));
        assertThat(both.build().recover(Recovery.ROLL_BACK).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.time.now()).isBefore(Instant.parse("2026-01-01T00:10:00Z"));
    }

    @Test
    void aResumedCutoverHoldsWhatHasMovedUntilTheStopIsLifted() {
        ReleaseBuilder halves = halves();
        shop.crashAt("shift router/web", 2, release -> halves.build().switchTo(GREEN));
        shop.time.advance(Duration.ofMinutes(1));
        stop();
        shop.time.after(Duration.ofHours(1), this::lift);

        CutoverReport report = halves.build().resume();

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.times().applied().orElseThrow()).isAfter(Instant.parse("2026-01-01T01:00:00Z"));
    }

    @Test
    void aStopThatMayNotBeReadRefusesWhereItIsConfigured() {
        shop.before(READ, () -> {
            throw new PlatformException(PlatformException.Kind.FORBIDDEN, "may not get configmaps");
        });
        Release release = shop.builder().stoppable().build();

        assertThat(refusal(release))
                .hasMessageContaining("whether releases are stopped cannot be read: may not get configmaps")
                .hasMessageContaining("remove stoppable()");
        assertThat(release.status().freezes()).singleElement().asString().contains("may not get configmaps");
    }

    @Test
    void anAnswerThatTookTooLongIsRequestedAgain() {
        shop.after(READ, Shop.times(3, () -> shop.pass(Duration.ofSeconds(2))));

        assertThat(shop.builder().stoppable().build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(shop.calls).filteredOn(READ::equals).hasSize(4);
    }

    @Test
    void answersThatAlwaysTakeTooLongRefuse() {
        shop.after(READ, () -> shop.pass(Duration.ofSeconds(2)));

        assertThat(refusal(shop.builder().stoppable().build()))
                .hasMessageContaining("cannot be read: the API took more than a second to answer");
    }

    private ReleaseBuilder halves() {
        shop.platform.routeByShares("web", BLUE, Shop.SETTLE);
        return shop.builder()
                .schedule(Schedule.canary(50, Duration.ofMinutes(1)))
                .stoppable();
    }

    private void stop() {
        shop.platform.post(NamespaceNotices.STOP, BY_ANN);
    }

    private void stopAndPass() {
        stop();
        shop.pass(Duration.ofSeconds(1));
    }

    private void lift() {
        shop.platform.unpost(NamespaceNotices.STOP);
    }

    private static RefusedException refusal(Release release) {
        return catchThrowableOfType(RefusedException.class, () -> release.switchTo(GREEN));
    }
}
