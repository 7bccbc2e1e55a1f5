package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.ClosedException;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.Unfinished;
import dev.bluegreen.scene.Machine;
import dev.bluegreen.scene.Misbehaving;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.Platform.Handover;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that is shut down hands over what it does: traffic goes back, or another process goes on at once. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ShutdownTest extends ResumeScene {

    private static final Duration LONG = ofSeconds(60);

    private final Machine first = new Machine("first", shop.platform, Duration.ZERO);
    private final AtomicReference<List<String>> said = new AtomicReference<>(List.of());
    private Release release = onFirst(shop.builder());

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"TEST", "APPROVE", "SHIFT", "VERIFY", "BAKE"})
    void whatIsLeftGoesOnAtOnceInAnotherProcess(Phase phase) {
        shutDownWhen(event -> event.phase() == phase, Duration.ZERO, Handover.LEAVE);
        assertThat(switched().outcome()).isEqualTo(Outcome.LEFT);
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(splits()).as("one split").containsExactly(splits().get(0), splits().get(0));

        Instant resumed = shop.time.now();
        shop.calls.clear();
        assertResumed(whole().resume());
        assertThat(shop.calls).as("no dead holder is fenced").noneMatch(call -> call.startsWith("fence"));
        assertThat(Duration.between(resumed, shop.time.now())).isLessThan(minutes(45));
    }

    @Test
    void aBakeThatIsLeftHasItsWatchedTimeInTheRecord() {
        shutDownWhen(event -> event.phase() == Phase.BAKE, minutes(4), Handover.LEAVE);
        CutoverReport report = switched();

        assertThat(report.sentence())
                .contains("cutover op-1 to GREEN was left in BAKE, because memory was shut down", "traffic is on GREEN")
                .endsWith("resume() in another process goes on with it.");
        shop.await(() -> !said.get().isEmpty());
        assertThat(said.get()).containsExactly(report.sentence());
        assertThat(left().state()).isEqualTo(Unfinished.State.DEAD);
        assertThat(left().phase()).isEqualTo(Phase.BAKE);

        judged.clear();
        Instant resumed = shop.time.now();
        assertResumed(whole().recover());
        assertThat(Duration.between(resumed, shop.time.now()))
                .isBetween(minutes(6), minutes(6).plusSeconds(5));
        assertThat(judged).hasSizeBetween(36, 38);
    }

    @Test
    void aWaitForAnApprovalIsParked() {
        approved.set(false);
        shutDownWhen(event -> event.kind() == CutoverEvent.Kind.WAITING, minutes(10), Handover.LEAVE);
        Instant begun = shop.time.now();
        assertThat(switched().outcome()).isEqualTo(Outcome.LEFT);

        assertThat(left().state()).isEqualTo(Unfinished.State.PARKED);
        assertThat(left().phase()).isEqualTo(Phase.APPROVE);
        assertThat(left().waitsFor().orElseThrow()).startsWith("the approval of plan");
        assertThat(left().until().orElseThrow())
                .isBetween(begun.plus(HOUR), begun.plus(HOUR).plusSeconds(2));
        assertThat(whole().recover().sentence()).contains("is parked and waits for the approval");

        approved.set(true);
        assertResumed(whole().resume());
        assertThat(tests).as("what was tested counts").isEqualTo(1);
    }

    @Test
    void aStepThatHasBegunIsTakenByEveryRouter() {
        shop.after("shift router/web", Shop.once(() -> shutDown(Duration.ZERO, Handover.LEAVE)));
        release = onFirst(builder());

        assertThat(switched().outcome()).isEqualTo(Outcome.LEFT);
        assertThat(splits()).containsOnly(new TrafficSplit(90, 10));
        assertResumed(whole().resume());
    }

    @Test
    void aPausedCutoverIsLeftToo() {
        AtomicReference<Cutover> handle = new AtomicReference<>();
        AtomicBoolean paused = new AtomicBoolean();
        Release release = onFirst(builder().listener(event -> {
            if (event.phase() == Phase.TEST && paused.compareAndSet(false, true)) {
                shop.await(() -> handle.get() != null);
                handle.get().pause();
                shop.time.after(minutes(5), () -> shutDown(LONG, Handover.LEAVE));
            }
        }));
        handle.set(release.start(GREEN));

        assertThat(end(handle.get()).outcome()).isEqualTo(Outcome.LEFT);
        assertResumed(whole().resume());
    }

    @Test
    void whatIsLeftDoesNotGoBackWhenItsPlatformIsClosed() {
        shop.time.manual();
        AtomicBoolean reached = new AtomicBoolean();
        Cutover cutover = onFirst(bakedOnly(slo(Slo.Verdict.GOOD))
                        .listener(event -> reached.compareAndSet(false, event.phase() == Phase.BAKE)))
                .start(GREEN);
        shop.await(reached::get);

        assertThat(first.shutdown(Duration.ZERO, Handover.LEAVE)).hasSize(1);
        first.close();

        assertThat(end(cutover).outcome()).isEqualTo(Outcome.LEFT);
        assertThat(splits()).containsOnly(TrafficSplit.all(GREEN));
    }

    @Test
    void theWayBackMayBeClosedWhileNobodyWatchesABake() {
        shutDownWhen(event -> event.phase() == Phase.BAKE, minutes(1), Handover.LEAVE);
        switched();

        routed().closeWayBack("orders v1 columns dropped");

        assertThatThrownBy(() -> routed().rollBack()).hasMessageContaining("orders v1 columns dropped");
        assertResumed(whole().resume());
    }

    @Test
    void whatIsNotToBeLeftGoesBack() {
        shutDownWhen(event -> event.phase() == Phase.BAKE, minutes(1), Handover.ROLL_BACK);
        CutoverReport report = switched();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        shop.await(() -> !said.get().isEmpty());
        assertThat(said.get()).containsExactly(report.sentence());
        assertThat(report.sentence()).contains("aborted: memory was shut down", "Traffic is on BLUE");
        assertThat(splits()).containsOnly(TrafficSplit.all(BLUE));
        assertThat(routed().status().unfinished()).isEmpty();
    }

    @Test
    void whatHasMovedNothingAndIsNotToBeLeftIsRefused() {
        approved.set(false);
        shutDownWhen(event -> event.kind() == CutoverEvent.Kind.WAITING, minutes(10), Handover.ROLL_BACK);

        assertThat(switched().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(routed().status().unfinished()).isEmpty();
    }

    @Test
    void anOperationOtherThanACutoverIsAborted() {
        shop.after("stage workload/shop-green", Shop.once(() -> {
            shop.platform.setReady("shop-green", 0);
            shutDown(Duration.ZERO, Handover.LEAVE);
        }));

        assertThatThrownBy(() -> onFirst(bakedOnly(slo(Slo.Verdict.GOOD)))
                        .stage(GREEN)
                        .image("shop:3")
                        .apply())
                .hasMessageContaining("was staged and is not ready: memory was shut down");
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(routed().status().unfinished()).isEmpty();
    }

    @Test
    void whatDoesNotEndInTimeIsNamed() {
        CountDownLatch end = new CountDownLatch(1);
        AtomicBoolean reached = new AtomicBoolean();
        shop.time.manual();
        shop.before("shift router/web", Shop.once(() -> {
            reached.set(true);
            boolean unused = Misbehaving.BLOCKS_AND_IGNORES_INTERRUPTS.instead(true, shop.time, end);
        }));
        Cutover cutover =
                onFirst(shop.builder().cutover(shop.platform.router("web"))).start(GREEN);
        shop.await(reached::get);

        Thread shutting = new Thread(() -> shutDown(ofSeconds(20), Handover.LEAVE));
        shutting.start();
        shop.await(() -> shutting.getState() == Thread.State.WAITING);
        shop.time.advance(ofSeconds(21));
        shop.await(() -> !shutting.isAlive());

        assertThat(said.get())
                .containsExactly("operation op-1 of release shop did not end within 20 s; its lock runs out by itself,"
                        + " and resume() or recover() in another process goes on with it");
        end.countDown();
        shop.time.automatic();
        end(cutover);
    }

    @Test
    void everyLaterCallIsRefused() {
        assertThat(first.shutdown(LONG, Handover.LEAVE)).isEmpty();
        assertThat(first.shutdown(LONG, Handover.ROLL_BACK)).isEmpty();

        Release release = onFirst(builder());
        assertThatThrownBy(release::status).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> release.switchTo(GREEN))
                .isInstanceOf(ClosedException.class)
                .hasMessageContainingAll("release shop was refused", "is shut down", "in another process");
        assertThat(shop.calls).isEmpty();
    }

    @Test
    void aShutdownNeedsADurationAndAHandover() {
        assertThatThrownBy(() -> first.shutdown(ofSeconds(-1), Handover.LEAVE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("shutdown");
        assertThatThrownBy(() -> first.onJvmShutdown(ofSeconds(-1), Handover.LEAVE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("onJvmShutdown");
        assertThat(onFirst(builder()).status().unfinished()).as("not shut down").isEmpty();
    }

    private void shutDownWhen(Predicate<CutoverEvent> moment, Duration after, Handover handover) {
        AtomicBoolean seen = new AtomicBoolean();
        release = onFirst(builder().listener(event -> {
            if (moment.test(event) && seen.compareAndSet(false, true)) {
                shop.time.after(after, () -> shutDown(LONG, handover));
            }
        }));
    }

    private void shutDown(Duration within, Handover handover) {
        said.set(first.shutdown(within, handover));
    }

    private Release onFirst(ReleaseBuilder builder) {
        return builder.on(first).build();
    }

    private CutoverReport switched() {
        return end(release.start(GREEN));
    }

    private CutoverReport end(Cutover cutover) {
        try {
            return cutover.completion().toCompletableFuture().join();
        } catch (CompletionException e) {
            return ((CutoverException) e.getCause()).report();
        }
    }
}
