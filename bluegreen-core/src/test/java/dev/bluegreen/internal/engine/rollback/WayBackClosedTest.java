package dev.bluegreen.internal.engine.rollback;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.Slo.Verdict;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.ReleaseStatus.ClosedWayBack;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.CrashException;
import dev.bluegreen.spi.StoredRecord;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The point of no return: from there on nothing moves traffic back. */
class WayBackClosedTest {

    private static final String DROPPED = "orders v1 columns dropped";
    private static final String CLOSED = "the way back to BLUE was closed at 2026-01-01T00:";

    private final Shop shop = new Shop();

    @Test
    void aRollbackIsRefusedAndNamesTheReason() {
        shop.release().switchTo(GREEN);

        ClosedWayBack closed = shop.release().requestedBy("ann", "").closeWayBack(DROPPED);

        assertThat(closed.on()).isEqualTo(GREEN);
        assertThatThrownBy(() -> shop.release().rollBack())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(CLOSED)
                .hasMessageContaining("by ann")
                .hasMessageContaining(DROPPED);
        assertThat(shop.active()).isEqualTo(GREEN);
        assertThat(shop.release().closeWayBack("again")).isEqualTo(closed);
    }

    @Test
    void statusAndPlanShowIt() {
        shop.release().switchTo(GREEN);
        ClosedWayBack closed = shop.release().closeWayBack(DROPPED);

        assertThat(shop.release().status().wayBackClosed()).contains(closed);
        assertThat(shop.release().status().toString())
                .contains("way back to BLUE closed at 2026")
                .contains(DROPPED);
        assertThat(shop.release().plan(BLUE).findings())
                .anySatisfy(finding -> assertThat(finding.toString()).contains("way-back-closed", DROPPED));
        assertThatThrownBy(() -> shop.release().switchTo(BLUE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("shop-blue was not staged since");
    }

    @Test
    void itsNamedWayPastIsTheSeverityOfTheFinding() {
        shop.release().switchTo(GREEN);
        shop.release().closeWayBack(DROPPED);

        Release insisting = shop.builder()
                .severity("way-back-closed", Finding.Severity.WARNING)
                .build();

        assertThat(insisting.switchTo(BLUE).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void itEndsWithTheNextCutover() {
        shop.release().switchTo(GREEN);
        shop.release().closeWayBack(DROPPED);
        shop.time.advance(Shop.SETTLE);
        shop.release().stage(BLUE).image("shop:3").apply();

        assertThat(shop.release().switchTo(BLUE).outcome()).isEqualTo(Outcome.SWITCHED);

        assertThat(shop.release().status().wayBackClosed()).isEmpty();
        assertThat(shop.release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void theNextCutoverMayGoBackAndThenItIsClosedAsBefore() {
        shop.release().switchTo(GREEN);
        shop.release().closeWayBack(DROPPED);
        shop.time.advance(Shop.SETTLE);
        shop.release().stage(BLUE).image("shop:3").apply();

        assertThatThrownBy(() -> shop.builder()
                        .bake(ofMinutes(5), saying(Verdict.BAD))
                        .build()
                        .switchTo(BLUE))
                .hasMessageContaining("sent back");

        assertThat(shop.active()).isEqualTo(GREEN);
        assertThatThrownBy(() -> shop.release().rollBack()).hasMessageContaining(DROPPED);
    }

    @Test
    void aBreachInTheBakeFreezesOnceAnotherProcessHasClosedIt() {
        CutoverReport frozen = frozen(shop.builder().bake(ofMinutes(10), asked -> {
            if (shop.time.now().isAfter(asked.switched().plusSeconds(60))) {
                shop.release().closeWayBack(DROPPED);
                return new Slo.Result(Verdict.BAD, "too slow");
            }
            return new Slo.Result(Verdict.GOOD, "fine");
        }));

        assertThat(frozen.sentence())
                .contains("an SLO is breached: too slow; " + CLOSED)
                .contains(DROPPED)
                .doesNotContain("rollBack()");
        assertThat(shop.release().status().history().get(0).outcome()).isEqualTo(Outcome.FROZEN);
        assertThat(shop.release().status().wayBackClosed()).isPresent();
        assertThatThrownBy(() -> shop.release().rollBack()).hasMessageContaining(DROPPED);
    }

    @Test
    void anAbortFreezes() throws InterruptedException {
        AtomicReference<Cutover> started = new AtomicReference<>();
        shop.time.manual();
        Cutover baked = shop.builder()
                .bake(ofMinutes(10), asked -> {
                    if (shop.time.now().isAfter(asked.switched().plusSeconds(60))) {
                        shop.release().closeWayBack(DROPPED);
                        started.get().abort("changed my mind");
                    }
                    return new Slo.Result(Verdict.GOOD, "fine");
                })
                .build()
                .start(GREEN);
        started.set(baked);
        shop.time.automatic();

        assertThatThrownBy(() -> baked.await(Duration.ofHours(1)))
                .isInstanceOfSatisfying(CutoverException.class, WayBackClosedTest::isFrozen)
                .hasMessageContaining("aborted: changed my mind; " + CLOSED);
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void aLostProofFreezes() {
        CutoverReport frozen = frozen(shop.builder().bake(ofMinutes(10), asked -> {
            if (shop.time.now().isAfter(asked.switched().plusSeconds(60))) {
                shop.release().closeWayBack(DROPPED);
                shop.platform.deploy("shop-green", "shop:2", 0);
            }
            return new Slo.Result(Verdict.GOOD, "fine");
        }));

        assertThat(frozen.sentence()).contains(DROPPED);
    }

    @Test
    void whoClosesItWhileTrafficAlreadyGoesBackIsRefused() {
        AtomicBoolean refused = new AtomicBoolean();
        shop.after("shift router/web", () -> {
            if (shop.active() == BLUE) {
                refused.set(isRefused("is not on GREEN any more: traffic is on BLUE"));
            }
        });

        assertThatThrownBy(() -> breached().switchTo(GREEN)).hasMessageContaining("sent back");

        assertThat(refused).isTrue();
        assertThat(shop.release().status().wayBackClosed()).isEmpty();
    }

    /** The way back was announced with the move, so that nothing is written before it. */
    @Test
    void whoClosesItWhenTrafficIsAboutToGoBackIsRefused() {
        AtomicBoolean refused = new AtomicBoolean();
        shop.before("shift router/web", () -> {
            if (shop.active() == GREEN) {
                refused.set(isRefused("was going back before it heard of it"));
            }
        });

        assertThatThrownBy(() -> breached().switchTo(GREEN)).hasMessageContaining("sent back");

        assertThat(refused).isTrue();
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.release().status().wayBackClosed()).isEmpty();
    }

    /** It had not entered in the record yet that it goes back. */
    @Test
    void whoClosesItAfterAProcessThatDiedOnTheWayBackIsRefused() {
        shop.die(() -> shop.active() == BLUE && Collections.frequency(shop.calls, "shift router/web") == 2);
        assertThatThrownBy(() -> breached().switchTo(GREEN)).isInstanceOf(CrashException.class);
        shop.stopIntercepting();

        assertThat(isRefused("is not on GREEN any more: traffic is on BLUE; see status(), and call recover()"))
                .isTrue();

        assertThat(shop.release().status().wayBackClosed()).isEmpty();
        assertThat(shop.release().recover().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void itIsNotClosedWhileTrafficIsMovedOrNotProven() {
        AtomicInteger refused = new AtomicInteger();
        shop.after("shift router/web", () -> refused.addAndGet(isRefused("in SHIFT") ? 1 : 0));
        shop.release().switchTo(GREEN);

        assertThat(refused).hasValue(1);
        assertThat(shop.release().status().wayBackClosed()).isEmpty();
    }

    @Test
    void itIsNotClosedBeforeTheProofEither() {
        AtomicInteger refused = new AtomicInteger();
        shop.builder()
                .listener(event ->
                        refused.addAndGet(event.sentence().equals("VERIFY") && isRefused("has not ended") ? 1 : 0))
                .build()
                .switchTo(GREEN);

        assertThat(refused).hasValue(1);
    }

    @Test
    void thereHasToBeAWayBack() {
        assertThat(isRefused("no cutover is recorded")).isTrue();

        shop.release().switchTo(GREEN);
        shop.release().rollBack();

        assertThat(isRefused("traffic is back on BLUE already")).isTrue();
    }

    @Test
    void whatADeadProcessLeftIsFinished() {
        dieInTheBake();
        shop.release().closeWayBack(DROPPED);

        assertThatThrownBy(() -> shop.release().recover(Recovery.ROLL_BACK))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(DROPPED);
        assertThat(shop.release().recover().outcome()).isEqualTo(Outcome.SWITCHED);

        assertThat(shop.active()).isEqualTo(GREEN);
        assertThat(shop.release().status().wayBackClosed()).isPresent();
    }

    /** Found by random schedules: it was moved forward again, and called switched without its bake. */
    @Test
    void whatSomebodyElseMovedBackMeanwhileIsLeftToAPerson() {
        dieInTheBake();
        shop.release().closeWayBack(DROPPED);
        shop.platform.foreignWrite("web", TrafficSplit.all(BLUE), "kubectl");

        assertThatThrownBy(() -> shop.builder().bake(ofMinutes(10)).build().recover())
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        ended -> assertThat(ended.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContaining("where it was not left");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void whatADeadProcessLeftStaysIfItCannotBeProven() {
        dieInTheBake();
        shop.release().closeWayBack(DROPPED);
        shop.platform.deploy("shop-green", "shop:2", 0);

        assertThatThrownBy(() -> shop.release().recover())
                .isInstanceOfSatisfying(CutoverException.class, WayBackClosedTest::isFrozen)
                .hasMessageContaining(DROPPED);

        assertThat(shop.active()).isEqualTo(GREEN);
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(shop.release().status().unfinished()).isEmpty();
    }

    @Test
    void aDeadHolderIsNotTakenForAliveBecauseSomebodyLeftANote() {
        dieInTheBake();
        Release other = shop.release();
        assertThat(other.status().lock().orElseThrow().life().name()).isEqualTo("UNKNOWN");
        shop.time.advance(Duration.ofSeconds(31));
        other.closeWayBack(DROPPED);

        assertThat(other.status().lock().orElseThrow().life().name()).isEqualTo("EXPIRED");
    }

    @Test
    void whatOthersWriteSurvivesBetweenAnyTwoWritesOfTheHolder() {
        int writes = bakedWithANoteBefore(0);
        assertThat(writes).isGreaterThan(5);
        for (int nth = 1; nth <= writes; nth++) {
            assertThat(bakedWithANoteBefore(nth)).as("before write %s", nth).isGreaterThanOrEqualTo(writes);
        }
    }

    /** The number of writes of the holder; a rival leaves a note before the n-th. */
    private static int bakedWithANoteBefore(int nth) {
        Shop scene = new Shop();
        scene.release().switchTo(GREEN);
        scene.time.advance(Shop.SETTLE);
        AtomicInteger number = new AtomicInteger();
        AtomicBoolean isRival = new AtomicBoolean();
        scene.before("save record/shop", () -> {
            if (!isRival.get() && number.incrementAndGet() == nth) {
                isRival.set(true);
                StoredRecord now = scene.platform.record("shop").orElseThrow();
                scene.platform
                        .records()
                        .compareAndSet(
                                "shop",
                                Optional.of(now),
                                now.toBuilder()
                                        .control("{\"later\":{\"by\":\"bob\"}}")
                                        .build());
                isRival.set(false);
            }
        });

        assertThat(scene.builder()
                        .bake(ofMinutes(1), saying(Verdict.GOOD))
                        .build()
                        .switchTo(BLUE)
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);

        if (nth > 0) {
            assertThat(scene.platform.record("shop").orElseThrow().control()).contains("bob");
        }
        assertThat(scene.platform.routing("web").split()).isEqualTo(TrafficSplit.all(BLUE));
        return number.get();
    }

    private CutoverReport frozen(ReleaseBuilder release) {
        try {
            release.build().switchTo(GREEN);
        } catch (CutoverException e) {
            isFrozen(e);
            assertThat(shop.active()).isEqualTo(GREEN);
            assertThat(shop.lockIsFree()).isTrue();
            return e.report();
        }
        throw new AssertionError("it was not frozen");
    }

    private static void isFrozen(CutoverException ended) {
        assertThat(ended.report().outcome()).as(ended.getMessage()).isEqualTo(Outcome.FROZEN);
    }

    private boolean isRefused(String why) {
        try {
            shop.release().closeWayBack(DROPPED);
            return false;
        } catch (RefusedException e) {
            assertThat(e).hasMessageContaining("the way back was not closed").hasMessageContaining(why);
            return true;
        }
    }

    private void dieInTheBake() {
        shop.crashAt(
                "save record/shop",
                6,
                any -> shop.builder().bake(ofMinutes(10)).build().switchTo(GREEN));
    }

    private Release breached() {
        return shop.builder().bake(ofMinutes(5), after65Seconds(Verdict.BAD)).build();
    }

    /** Between two heartbeats. */
    private Slo after65Seconds(Verdict verdict) {
        return asked -> new Slo.Result(
                shop.time.now().isBefore(asked.switched().plusSeconds(65)) ? Verdict.GOOD : verdict, "said so");
    }

    private static Slo saying(Verdict verdict) {
        return asked -> new Slo.Result(verdict, "said " + verdict);
    }
}
