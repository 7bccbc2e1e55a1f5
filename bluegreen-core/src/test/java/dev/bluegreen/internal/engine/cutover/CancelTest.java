package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Cancellation;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.Unfinished;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.CrashException;
import dev.bluegreen.spi.StoredRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cutover that is cancelled: parked, under way in another process, or left by one that died. */
class CancelTest extends RequestScene {

    @Test
    void aParkedOneIsClosedInTheHistory() {
        request();
        List<CutoverEvent> told = new ArrayList<>();

        Cancellation done = shop.builder()
                .listener(told::add)
                .build()
                .requestedBy("eve", "INC-7")
                .cancel("op-1");

        assertThat(done.done()).isTrue();
        assertThat(done.sentence())
                .contains("shop was not switched to GREEN: cancelled at 2026-01-01T00:00:00Z by eve")
                .contains("INC-7")
                .contains("Nothing was moved; traffic is on BLUE");
        assertThat(last().id()).isEqualTo("op-1");
        assertThat(last().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(last().reason()).startsWith("cancelled at ").contains("by eve");
        assertThat(shop.release().status().unfinished()).isEmpty();
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(told)
                .filteredOn(event -> event.kind() == CutoverEvent.Kind.ENDED)
                .singleElement()
                .satisfies(event -> assertThat(event.cutoverId()).isEqualTo("op-1"));
        assertThat(shop.release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aParkedOneWhoseRouterIsGoneIsClosedToo() {
        String id = shop.release().request(GREEN).id();
        shop.before("observe router/web", failing(PlatformException.Kind.NOT_FOUND));

        Cancellation done = shop.release().cancel(id);

        assertThat(done.done()).as(done.sentence()).isTrue();
        assertThat(done.sentence()).contains("was not switched to GREEN: cancelled at ");
        shop.stopIntercepting();
        assertThat(last().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(shop.release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void oneThatCannotBeClosedIsNotCalledASwitchThatWasRefused() {
        String id = shop.release().request(GREEN).id();
        shop.before("save record/shop", failing(PlatformException.Kind.FORBIDDEN));

        assertThatThrownBy(() -> shop.release().cancel(id))
                .isInstanceOf(RefusedException.class)
                .hasMessage("shop: cutover " + id + " was not cancelled: no");
        shop.stopIntercepting();
        assertThat(shop.release().status().unfinished().orElseThrow().state()).isEqualTo(Unfinished.State.PARKED);
    }

    private static Runnable failing(PlatformException.Kind how) {
        return () -> {
            throw new PlatformException(how, "no");
        };
    }

    /** Found by random schedules: who did not get the lock told its caller that the cutover was cancelled. */
    @Test
    void oneThatAJobTakesUpRightBeforeIsNotCalledCancelled() {
        String id = shop.release().request(GREEN).id();
        shop.before("save record/shop", Shop.once(() -> shop.release().resume()));

        Cancellation late = shop.release().cancel(id);

        assertThat(late.done()).as(late.sentence()).isFalse();
        assertThat(late.sentence()).contains("cutover " + id + " has ended as SWITCHED");
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    /** Found by random schedules: nothing can be moved, and whoever cancelled tried again and again. */
    @Test
    void oneOfADeadProcessThatCannotGoBackIsNotCalledCancelled() {
        shop.crashAfter("shift router/web");
        shop.platform.undeploy("shop-blue");
        shop.platform.undeploy("shop-green");

        Cancellation tried = shop.release().cancel("op-1");

        assertThat(tried.done()).as(tried.sentence()).isFalse();
    }

    @Test
    void anotherIdIsRefusedAndTheOneThatIsThereIsNamed() {
        request();
        shop.calls.clear();

        assertThatThrownBy(() -> shop.release().cancel("op-9"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("cutover op-9 was not cancelled: unfinished is cutover op-1 in APPROVE");

        assertThat(shop.writes()).isEmpty();
        assertThat(state()).isEqualTo(Unfinished.State.PARKED);
    }

    @Test
    void oneThatIsOverIsRefused() {
        assertThatThrownBy(() -> shop.release().cancel("op-1")).hasMessageContaining("no operation is unfinished");
        shop.release().switchTo(GREEN);

        assertThatThrownBy(() -> shop.release().cancel("op-2"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("it has ended as SWITCHED; no operation is unfinished");
    }

    @Test
    void aRollbackIsNotCancelled() {
        shop.release().switchTo(GREEN);
        shop.crashAt("shift router/web", 1, Release::rollBack);

        assertThatThrownBy(() -> shop.release().cancel("op-2"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("unfinished is rollback op-2 in ROLL_BACK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb"})
    void badIdsAreRefused(String id) {
        assertThatThrownBy(() -> shop.release().cancel(id)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> shop.release().cancel(null)).isInstanceOf(ConfigurationException.class);
        assertThat(shop.calls).isEmpty();
    }

    @Test
    void oneThatIsBakedByAnotherProcessGoesBackAndTheCallWaitsForThat() {
        List<Cancellation> done = new ArrayList<>();
        shop.time.after(
                ofMinutes(3),
                () -> shop.time.fork(
                        "eve",
                        () -> done.add(shop.release().requestedBy("eve", "").cancel("op-1"))));

        CutoverReport report = failed(shop.builder().bake(ofMinutes(10), good()).build());

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.sentence())
                .contains("sent back: aborted: cancelled at 2026")
                .contains("by eve");
        assertThat(shop.active()).isEqualTo(BLUE);
        shop.time.advance(ofMinutes(1));
        assertThat(done).singleElement().satisfies(result -> {
            assertThat(result.done()).isTrue();
            assertThat(result.sentence())
                    .contains("shop: cutover op-1 has ended as ROLLED_BACK: aborted: cancelled at");
        });
        assertThat(Duration.between(
                        report.times().applied().orElseThrow(), report.times().ended()))
                .isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void oneThatWaitsForItsApprovalInAnotherProcessEndsThere() {
        shop.time.after(
                ofMinutes(3), () -> shop.time.fork("eve", () -> shop.release().cancel("op-1")));

        CutoverReport report = failed(described().build());

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.sentence()).contains("aborted: cancelled at");
        assertThat(shop.calls).doesNotContain("shift router/web");
        assertThat(shop.lockIsFree()).isTrue();
    }

    /** Whenever the note is there before a write of the record, no traffic write is made any more, but for the way back. */
    @Test
    void noTrafficIsMovedOnceTheNoteIsThereWhicheverWriteComesNext() {
        AtomicInteger writes = new AtomicInteger();
        assertThat(cancelledBeforeWrite(0, writes).outcome()).isEqualTo(Outcome.SWITCHED);
        int all = writes.get();
        assertThat(all).isGreaterThan(4);
        for (int nth = 2; nth < all - 1; nth++) {
            CutoverReport report = cancelledBeforeWrite(nth, writes);
            assertThat(report.outcome()).as("before write %s", nth).isIn(Outcome.REFUSED, Outcome.ROLLED_BACK);
            assertThat(report.sentence()).contains("cancelled at 2026-01-01T00:00:00Z by bob");
        }
    }

    private static CutoverReport cancelledBeforeWrite(int nth, AtomicInteger number) {
        Shop scene = new Shop();
        scene.platform.routeByShares("web", BLUE, Shop.SETTLE);
        AtomicBoolean isRival = new AtomicBoolean();
        AtomicInteger forward = new AtomicInteger();
        number.set(0);
        scene.eachCall(call -> {
            if (call.equals("save record/shop") && !isRival.get() && number.incrementAndGet() == nth) {
                isRival.set(true);
                note(scene);
                isRival.set(false);
            }
            boolean isForward = call.equals("shift router/web") && !scene.calls.contains("back");
            if (isForward && number.get() >= nth && nth > 0) {
                forward.incrementAndGet();
            }
        });
        CutoverReport report = end(scene.builder()
                .schedule(dev.bluegreen.cutover.Schedule.canary(10, ofMinutes(1)))
                .bake(ofMinutes(1), good())
                .listener(event -> {
                    if (event.phase() == Phase.ROLL_BACK) {
                        scene.calls.add("back");
                    }
                })
                .build());
        assertThat(forward).as("moves after the note before write %s", nth).hasValue(0);
        if (nth > 0 && report.outcome() != Outcome.SWITCHED) {
            assertThat(scene.platform.routing("web").split()).isEqualTo(TrafficSplit.all(BLUE));
            assertThat(scene.lockIsFree()).isTrue();
        }
        return report;
    }

    private static void note(Shop scene) {
        StoredRecord now = scene.platform.record("shop").orElseThrow();
        String note =
                "{\"later\":1,\"cancelled\":{\"cutover\":\"op-1\",\"by\":\"bob\",\"at\":\"2026-01-01T00:00:00Z\"}}";
        scene.platform
                .records()
                .compareAndSet(
                        "shop", Optional.of(now), now.toBuilder().control(note).build());
    }

    private static CutoverReport end(Release release) {
        try {
            return release.switchTo(GREEN);
        } catch (CutoverException e) {
            return e.report();
        }
    }

    @Test
    void oneThatDiedInItsBakeIsUndone() {
        dieInTheBake();

        Cancellation done = shop.release().requestedBy("eve", "").cancel("op-1");

        assertThat(done.done()).isTrue();
        assertThat(done.sentence())
                .contains("cutover op-1 to GREEN was undone; cancelled at")
                .contains("by eve");
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(last().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCancellationWhoseProcessDiesStands(boolean isRecovered) {
        dieInTheBake();
        note(shop);

        Release release = shop.builder().bake(ofMinutes(10), good()).build();
        CutoverReport report = isRecovered ? endOf(release::recover) : endOf(release::resume);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.sentence()).contains("cancelled at");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aProcessThatDiesWhileItClosesAParkedOneLeavesItToTheNext(int write) {
        request();
        shop.crashAt("save record/shop", write, release -> release.cancel("op-1"));
        Unfinished.State first = state();
        shop.time.advance(ofMinutes(1));
        assertThat(first).isEqualTo(write == 1 ? Unfinished.State.PARKED : Unfinished.State.RUNNING);
        assertThat(state()).isEqualTo(write == 1 ? Unfinished.State.PARKED : Unfinished.State.DEAD);

        assertThat(shop.release().cancel("op-1").done()).isTrue();

        assertThat(shop.release().status().unfinished()).isEmpty();
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void whatWasBegunToBeCancelledIsNotCarriedOut() {
        request();
        approved.set(true);
        shop.crashAt("save record/shop", 2, release -> release.cancel("op-1"));
        shop.time.advance(ofMinutes(1));

        assertThat(pass())
                .singleElement()
                .satisfies(over -> assertThat(over.sentence()).contains("aborted: cancelled at"));
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.release().status().unfinished()).isEmpty();
    }

    @Test
    void whatCannotGoBackAnyMoreStaysAndTheResultSaysSo() {
        List<Cancellation> done = new ArrayList<>();
        shop.time.after(
                ofMinutes(3),
                () -> shop.time.fork("eve", () -> {
                    shop.release().closeWayBack("orders v1 columns dropped");
                    done.add(shop.release().cancel("op-1"));
                }));

        CutoverReport report = failed(shop.builder().bake(ofMinutes(10), good()).build());
        shop.time.advance(ofMinutes(1));

        assertThat(report.outcome()).isEqualTo(Outcome.FROZEN);
        assertThat(done).singleElement().satisfies(result -> {
            assertThat(result.done()).isFalse();
            assertThat(result.sentence()).contains("has ended as FROZEN", "orders v1 columns dropped");
        });
    }

    @Test
    void aCancellationOfAnotherCutoverIsNotHeard() {
        shop.release().request(GREEN);
        shop.rewriteRecord(json -> json.replaceFirst(
                "\\{", "{\"cancelled\":{\"cutover\":\"op-9\",\"by\":\"bob\",\"at\":\"2026-01-01T00:00:00Z\"},"));

        assertThat(shop.release().resume().outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void recoverByRollingBackClosesAParkedOne() {
        request();

        assertThat(shop.release().recover(Recovery.ROLL_BACK).sentence())
                .contains("had not touched traffic and was closed");
        assertThat(shop.release().status().unfinished()).isEmpty();
    }

    private void dieInTheBake() {
        AtomicBoolean dead = new AtomicBoolean();
        shop.die(dead::get);
        assertThatThrownBy(() -> shop.builder()
                        .bake(ofMinutes(10), good())
                        .listener(event -> dead.compareAndSet(false, event.phase() == Phase.BAKE))
                        .build()
                        .switchTo(GREEN))
                .isInstanceOf(CrashException.class);
        shop.stopIntercepting();
    }

    private CutoverReport failed(Release release) {
        CutoverReport report = end(release);
        assertThat(report.outcome()).isNotEqualTo(Outcome.SWITCHED);
        return report;
    }

    private static CutoverReport endOf(java.util.function.Supplier<CutoverReport> call) {
        try {
            return call.get();
        } catch (CutoverException e) {
            return e.report();
        }
    }
}
