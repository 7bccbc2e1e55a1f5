package dev.bluegreen.internal.engine;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.result.StageException;
import dev.bluegreen.scene.Machine;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A thread that is interrupted in a call keeps its flag; what it leaves is true, and the lock is free. */
class InterruptTest {

    private static final String INTERRUPTED = "the calling thread was interrupted";

    private static final Set<Thread.State> WAITING = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private final Shop shop = new Shop();
    private final Thread caller = Thread.currentThread();

    @AfterEach
    void theFlagIsKeptAndTheLockFree() {
        assertThat(Thread.interrupted()).as("the flag").isTrue();
        shop.stopIntercepting();
        assertThat(shop.lockIsFree()).as("the lock is free").isTrue();
        assertThat(shop.platform.record("shop").orElseThrow().json()).doesNotContain("inFlight");
    }

    @Test
    void aSwitchThatWaitsForAGateMovesNothing() {
        switchAndSettle();
        shop.platform.setReady("shop-blue", 1);
        shop.time.after(Duration.ofSeconds(10), interruptOnce());

        assertThatThrownBy(() -> shop.release().switchTo(BLUE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(INTERRUPTED)
                .hasMessageContaining("traffic is on GREEN");
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void rollBackMovesNothingWhenItHadNotBegunTo() {
        shop.release().switchTo(GREEN);
        shop.after("save record/shop", interruptOnce());

        assertThatThrownBy(() -> shop.release().rollBack())
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining(INTERRUPTED)
                .hasMessageContaining("Nothing was moved; traffic is on GREEN");
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void rollBackThatHasBegunIsCompleted() {
        shop.platform.route("api", BLUE, Shop.SETTLE);
        both().switchTo(GREEN);
        shop.after("shift router/web", interruptOnce());

        assertThat(both().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);

        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(both().status().active()).contains(BLUE);
    }

    @Test
    void recoverTakesNoLockWhileItStillWaitsForTheDeadHolder() {
        shop.crashAfter("shift router/web");
        shop.time.after(Duration.ofSeconds(10), interruptOnce());

        assertThatThrownBy(() -> shop.release().recover())
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining(INTERRUPTED);
        assertThat(shop.lockIsFree()).isFalse();

        boolean interrupted = Thread.interrupted();
        assertThat(shop.release().recover().outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(interrupted).isTrue();
        Thread.currentThread().interrupt();
    }

    @Test
    void recoverGoesBackWhenTrafficHadMovedAndIsNotProven() {
        shop.crashAfter("shift router/web");
        shop.platform.setReady("shop-green", 1);
        shop.after("fence router/web", interruptOnce());

        CutoverReport report = shop.release().recover();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.sentence()).contains("sent back: aborted: " + INTERRUPTED);
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void recoverFinishesWhatIsProvenAlready() {
        shop.crashAfter("shift router/web");
        shop.after("fence router/web", interruptOnce());

        assertThat(shop.release().recover().outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void recoverThatWasToFinishMovesNothingMoreAndGoesBack() {
        shop.platform.route("api", BLUE, Shop.SETTLE);
        shop.crashAt("shift router/api", 1, dying -> both().switchTo(GREEN));
        shop.after("fence router/api", interruptOnce());

        CutoverReport report = both().recover(Recovery.FINISH);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(both().status().active()).contains(BLUE);
    }

    @Test
    void retireScalesNothingDownWhenItHadNotBegunTo() {
        switchAndSettle();
        shop.after("save record/shop", interruptOnce());

        assertThatThrownBy(() -> shop.release().retire(BLUE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("BLUE was not retired: aborted: " + INTERRUPTED);
        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
    }

    @Test
    void anInterruptedRetireNamesThePodsItDidNotWaitFor() {
        switchAndSettle();
        shop.after("scale workload/shop-blue", () -> {
            shop.platform.setReady("shop-blue", 1);
            interrupt();
        });

        assertThat(shop.release().retire(BLUE)).satisfies(retired -> {
            assertThat(retired.done()).isTrue();
            assertThat(retired.lingering()).containsExactly("shop-blue-0");
            assertThat(retired.sentence())
                    .contains("BLUE is retired, but the wait for their end was given up (" + INTERRUPTED + ")");
        });
    }

    @Test
    void retireThatWaitsForAnotherClockStopsAtOnce() {
        shop.release().switchTo(GREEN);
        Release other = BlueGreen.release("shop")
                .on(new Machine("other", shop.platform, Duration.ofMinutes(5)))
                .build();
        shop.time.after(Duration.ofSeconds(10), interruptOnce());

        assertThatThrownBy(() -> other.retire(BLUE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(INTERRUPTED);
        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
    }

    @Test
    void stageWritesNothingWhenItHadNotBegunToAndTheStandbyStays() {
        Release release = shop.builder().standby(Duration.ofHours(1)).build();
        release.switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
        shop.after("save record/shop", interruptOnce());

        assertThatThrownBy(
                        () -> release.stage(BLUE).image("shop:3").overStandby().apply())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("BLUE was not staged: aborted: " + INTERRUPTED);

        ReleaseStatus status = release.status();
        assertThat(status.world().blue().images()).containsExactly("shop:1");
        assertThat(status.standby()).isPresent();
    }

    @Test
    void stageThatHasWrittenStopsWaitingForPods() {
        shop.after("stage workload/shop-green", () -> {
            shop.platform.setReady("shop-green", 0);
            interrupt();
        });

        assertThatThrownBy(() -> shop.release().stage(GREEN).image("shop:3").apply())
                .isInstanceOf(StageException.class)
                .hasMessageContaining("was staged and is not ready: aborted: " + INTERRUPTED);
    }

    @Test
    void extendStandbyEntersNothingWhenItHadNotBegunTo() {
        Release release = shop.builder().standby(Duration.ofHours(1)).build();
        release.switchTo(GREEN);
        var before = release.status().standby();
        shop.after("save record/shop", interruptOnce());

        assertThatThrownBy(() -> release.extendStandby(Duration.ofHours(1)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the standby was not extended: aborted: " + INTERRUPTED);
        shop.stopIntercepting();
        assertThat(release.status().standby()).isEqualTo(before);
    }

    private void switchAndSettle() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
    }

    private Release both() {
        return shop.builder()
                .cutover(shop.platform.router("web"))
                .cutover(shop.platform.router("api"))
                .build();
    }

    private Runnable interruptOnce() {
        return Shop.once(this::interrupt);
    }

    /** Returns when the caller has taken notice, and waits again. */
    private void interrupt() {
        caller.interrupt();
        shop.await(() -> !caller.isInterrupted() && WAITING.contains(caller.getState()));
    }
}
