package dev.bluegreen.internal.engine;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The handle of a cutover under way, and interruption. */
class HandleTest {

    private final Shop shop = new Shop();

    @Test
    void completesWhenTrafficIsSettledAndTheLockFree() {
        Cutover cutover = shop.release().start(GREEN);

        CutoverReport report = cutover.completion().toCompletableFuture().join();

        assertThat(report.id()).isEqualTo(cutover.id());
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(cutover.status())
                .hasValueSatisfying(last -> assertThat(last.sentence()).contains("traffic is on GREEN"));
    }

    @Test
    void completesWithTheCutoverExceptionItself() {
        shop.platform.setReady("shop-green", 0);
        Cutover cutover = shop.release().start(GREEN);
        AtomicReference<Throwable> direct = new AtomicReference<>();
        AtomicReference<Throwable> derived = new AtomicReference<>();

        cutover.completion().whenComplete((report, failure) -> direct.set(failure));
        cutover.completion().thenApply(report -> report).whenComplete((report, failure) -> derived.set(failure));
        shop.await(() -> direct.get() != null && derived.get() != null);

        assertThat(direct.get()).isInstanceOf(CutoverException.class);
        assertThat(derived.get()).isInstanceOf(CompletionException.class).hasCauseInstanceOf(CutoverException.class);
    }

    @Test
    void whoCompletesHisStageCompletesNobodyElses() {
        Cutover cutover = shop.builder().bake(Duration.ofHours(1)).build().start(GREEN);

        cutover.completion().toCompletableFuture().cancel(true);

        assertThat(cutover.completion().toCompletableFuture().join().outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void abortingBeforeTrafficMovesRefuses() {
        AtomicReference<Cutover> handle = new AtomicReference<>();
        Release release = shop.builder()
                .smokeTest(asked -> {
                    shop.await(() -> handle.get() != null);
                    handle.get().abort("wrong ticket");
                    return Evidence.confirmed("smoke", asked.idle().name(), "answered");
                })
                .build();
        handle.set(release.start(GREEN));

        assertThatThrownBy(() -> handle.get().completion().toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(CutoverException.class)
                .hasMessageContaining("aborted: wrong ticket")
                .hasMessageContaining("Nothing was moved");
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    /** Found by random schedules: nothing was left to be waited for, and nobody heard of the abort. */
    @Test
    void abortingWhileTheLastWriteIsOnItsWaySendsTrafficBack() {
        AtomicReference<Cutover> handle = new AtomicReference<>();
        Release release = shop.builder()
                .smokeTest(asked -> {
                    shop.await(() -> handle.get() != null);
                    return Evidence.confirmed("smoke", asked.idle().name(), "answered");
                })
                .build();
        shop.after("shift router/web", Shop.once(() -> handle.get().abort("wrong ticket")));
        handle.set(release.start(GREEN));

        assertThatThrownBy(() -> handle.get().completion().toCompletableFuture().join())
                .hasMessageContaining("aborted: wrong ticket")
                .hasMessageContaining("Traffic is on BLUE.");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void abortingTheBakeSendsTrafficBack() {
        shop.time.manual();
        Cutover cutover = shop.builder().bake(Duration.ofHours(1)).build().start(GREEN);
        shop.awaitCall("shift router/web");
        shop.time.settle();

        cutover.abort("customers complain");

        assertThatThrownBy(() -> cutover.completion().toCompletableFuture().join())
                .hasMessageContaining("aborted: customers complain")
                .hasMessageContaining("Traffic is on BLUE.");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aPausedCutoverMovesNothingUntilItIsResumedAndThenGoesOnAtOnce() throws InterruptedException {
        AtomicReference<Cutover> handle = new AtomicReference<>();
        Release release = shop.builder()
                .smokeTest(asked -> {
                    shop.await(() -> handle.get() != null);
                    handle.get().pause();
                    return Evidence.confirmed("smoke", asked.idle().name(), "answered");
                })
                .build();
        shop.time.manual();
        handle.set(release.start(GREEN));
        shop.time.advance(Duration.ofMinutes(30));
        assertThat(shop.active()).isEqualTo(BLUE);

        Instant before = shop.time.now();

        handle.get().resume();
        shop.time.settle();

        assertThat(shop.active()).isEqualTo(GREEN);
        assertThat(shop.time.now()).isEqualTo(before);
        shop.time.automatic();
        assertThat(handle.get().completion().toCompletableFuture().join().outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void awaitGivesUpAfterItsTimeoutAndTheCutoverGoesOn() {
        CompletableFuture<Optional<CutoverReport>> early = new CompletableFuture<>();
        CompletableFuture<Optional<CutoverReport>> late = new CompletableFuture<>();
        try (VirtualTime.Hold untilAwaited = shop.time.hold()) {
            Cutover cutover = shop.builder().bake(Duration.ofHours(1)).build().start(GREEN);
            shop.time.fork("caller", () -> {
                early.complete(await(cutover, Duration.ofMinutes(10)));
                late.complete(await(cutover, Duration.ofHours(2)));
            });
        }

        assertThat(early.join()).isEmpty();
        assertThat(late.join())
                .hasValueSatisfying(report -> assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED));
    }

    private static Optional<CutoverReport> await(Cutover cutover, Duration atMost) {
        try {
            return cutover.await(atMost);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anInterruptInTheBakeGoesBackKeepsTheFlagAndThrows() throws InterruptedException {
        shop.time.manual();
        Release release = shop.builder().bake(Duration.ofHours(1)).build();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                release.switchTo(GREEN);
            } catch (CutoverException e) {
                thrown.set(e);
            }
            flag.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        shop.awaitCall("shift router/web");
        shop.time.settle();

        caller.interrupt();
        caller.join();

        assertThat(thrown.get()).hasMessageContaining("the calling thread was interrupted");
        assertThat(flag.get()).isTrue();
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }
}
