package dev.bluegreen.internal.engine;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.testkit.memory.CallInterceptor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One call that fails, or is slow: what is done next, and what the operation then ends as. */
class SpoiledCallTest {

    private final Shop shop = new Shop();

    @Test
    void aLockThatWasTakenIsRecognisedThoughTheAnswerWasLost() {
        shop.after("save record/shop", Shop.once(() -> fail(Kind.OUTCOME_UNKNOWN)));

        assertThat(shop.release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(shop.platform.routing("web").token()).isEqualTo(1);
        assertThat(saves()).isEqualTo(2);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aLockThatWasNotTakenIsTakenBySecondTry() {
        shop.before("save record/shop", Shop.once(() -> fail(Kind.OUTCOME_UNKNOWN)));

        assertThat(shop.release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(saves()).isEqualTo(3);
    }

    @Test
    void whoTookTheLockInTheSameMomentIsNamed() {
        shop.release().switchTo(GREEN);
        shop.before("save record/shop", Shop.once(() -> {
            shop.stealLock();
            fail(Kind.OUTCOME_UNKNOWN);
        }));

        assertThatThrownBy(() -> shop.release().switchTo(BLUE)).hasMessageContaining("held by thief");
    }

    @Test
    void aRecordThatChangedBeforeTheLockWasTakenIsReadAgain() {
        shop.release().switchTo(GREEN);
        rewrittenBeforeEachSave(2);

        assertThat(shop.release().switchTo(BLUE).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aRecordThatChangesAllTheTimeIsGivenUp() {
        shop.release().switchTo(GREEN);
        rewrittenBeforeEachSave(3);

        assertThatThrownBy(() -> shop.release().switchTo(BLUE))
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("record/shop is at version");
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void aJournalEntryThatWasWrittenIsNotWrittenAgain() {
        shop.after("save record/shop", second(() -> fail(Kind.OUTCOME_UNKNOWN)));

        assertThat(tested().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(saves()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "OUTCOME_UNKNOWN", "CONFLICT"})
    void aJournalEntryThatWasNotWrittenIsWrittenAgain(Kind kind) {
        shop.before("save record/shop", second(() -> fail(kind)));

        assertThat(tested().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(saves()).isEqualTo(4);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aJournalThatMayNotBeWrittenEndsTheOperationAtOnce() {
        shop.before("save record/shop", second(() -> fail(Kind.FORBIDDEN)));

        assertThatThrownBy(() -> tested().switchTo(GREEN))
                .hasMessageContaining("FORBIDDEN at this call")
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        refused -> assertThat(refused.report().took()).isZero());
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aRenewalThatFailsIsTriedAgainAfterASecond() {
        shop.before("save record/shop", nth(3, () -> fail(Kind.TRANSIENT)));

        shop.builder().bake(Duration.ofSeconds(15)).build().switchTo(GREEN);

        assertThat(saves()).isEqualTo(2 + 2 + 1);
    }

    @Test
    void aRenewalWhoseAnswerWasLostIsNoReasonToStop() {
        shop.after("save record/shop", nth(3, () -> fail(Kind.OUTCOME_UNKNOWN)));

        assertThat(shop.builder()
                        .bake(Duration.ofMinutes(2))
                        .build()
                        .switchTo(GREEN)
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aHolderThatCannotRenewStopsTwentySecondsAfterItsLastRenewal() {
        shop.after("shift router/web", () -> shop.before("save record/shop", () -> fail(Kind.TRANSIENT)));

        assertThatThrownBy(
                        () -> shop.builder().bake(Duration.ofHours(1)).build().switchTo(GREEN))
                .isInstanceOfSatisfying(CutoverException.class, lost -> {
                    assertThat(lost.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION);
                    assertThat(lost.report().took()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(22));
                })
                .hasMessageContaining("was not confirmed for 21 s")
                .hasMessageContaining("Current routing: router/web 0/100");
        assertThat(shop.lockIsFree()).isFalse();
    }

    @Test
    void aTakeOverThatCannotFenceMovesNothingAndLetsTheLockRunOut() {
        shop.crashAfter("shift router/web");
        shop.before("fence router/web", () -> fail(Kind.FORBIDDEN));

        assertThatThrownBy(() -> shop.release().recover())
                .hasMessageContaining("router/web could not be fenced: FORBIDDEN at this call");
        assertThat(shop.lockIsFree()).isFalse();
        long saves = saves();
        shop.time.advance(Duration.ofMinutes(2));
        assertThat(saves()).as("renews no more").isEqualTo(saves);
        shop.stopIntercepting();
        assertThat(shop.release().recover().outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "OUTCOME_UNKNOWN", "CONFLICT"})
    void aFenceThatFailsForNowIsMadeAgain(Kind kind) {
        shop.crashAfter("shift router/web");
        shop.before("fence router/web", Shop.times(2, () -> fail(kind)));

        assertThat(shop.release().recover().outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(count("fence router/web")).isEqualTo(3);
        assertThat(shop.platform.routing("web").token()).isEqualTo(2);
    }

    @Test
    void aTrafficWriteIsNotTriedAgainForEver() {
        shop.before("shift router/web", () -> fail(Kind.TRANSIENT));

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .hasMessageContaining("router/web was not written: TRANSIENT at this call")
                .hasMessageContaining("Nothing was moved");
        assertThat(count("shift router/web")).isGreaterThan(5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTrafficWriteIsNotMadeWhenItsAnnouncementTookTooLong(boolean withTheLock) {
        shop.after("save record/shop", nth(withTheLock ? 1 : 2, () -> pass(25)));

        assertThatThrownBy(() -> (withTheLock ? shop.release() : tested()).switchTo(GREEN))
                .hasMessageContaining("was not confirmed for 25 s");
        assertThat(count("shift router/web")).isZero();
    }

    @Test
    void aLostWriteIsNotFencedByAHolderThatCannotRenew() {
        shop.alsoIntercept(slowAndCutOff("observe router/web", "shift router/web"));

        assertThatThrownBy(() -> shop.release().switchTo(GREEN)).hasMessageContaining("was not confirmed for");
        assertThat(count("fence router/web")).isZero();
        assertThat(shop.lockIsFree()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "CONFLICT", "OUTCOME_UNKNOWN"})
    void aScaleDownThatFailsForNowIsMadeAgain(Kind kind) {
        switchAndSettle();
        shop.before("scale workload/shop-blue", Shop.once(() -> fail(kind)));

        assertThat(shop.release().retire(BLUE).done()).isTrue();
        assertThat(shop.platform.ready("shop-blue")).isZero();
    }

    @Test
    void aScaleDownIsNotTriedAgainForEver() {
        switchAndSettle();
        shop.before("scale workload/shop-blue", () -> fail(Kind.TRANSIENT));

        assertThatThrownBy(() -> shop.release().retire(BLUE))
                .isInstanceOf(RefusedException.class)
                .hasMessage("shop: BLUE was not retired: shop-blue was not written: TRANSIENT at this call");
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aScaleDownIsNotMadeWhenItsAnnouncementTookTooLong() {
        switchAndSettle();
        shop.after("save record/shop", second(() -> pass(25)));

        assertThatThrownBy(() -> shop.release().retire(BLUE)).hasMessageContaining("was not confirmed for 25 s");
        assertThat(count("scale workload/shop-blue")).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "CONFLICT", "OUTCOME_UNKNOWN"})
    void aFenceOfAStackThatFailsForNowIsMadeAgain(Kind kind) {
        switchAndSettle();
        shop.before("scale workload/shop-blue", Shop.once(() -> fail(Kind.OUTCOME_UNKNOWN)));
        failing("fence workload/shop-blue", 2, kind);

        assertThat(shop.release().retire(BLUE).done()).isTrue();
        assertThat(count("fence workload/shop-blue")).isEqualTo(3);
    }

    @Test
    void aStackThatCannotBeFencedMayHaveBeenRetired() {
        switchAndSettle();
        shop.before("scale workload/shop-blue", Shop.once(() -> fail(Kind.OUTCOME_UNKNOWN)));
        failing("fence workload/shop-blue", 1, Kind.FORBIDDEN);

        assertThatThrownBy(() -> shop.release().retire(BLUE))
                .hasMessage("shop: BLUE may have been retired: whether the workload of BLUE was written could not be"
                        + " settled: FORBIDDEN at this call");
        assertThat(shop.lockIsFree()).isFalse();
    }

    @Test
    void aStageIsNotWrittenWhenItsAnnouncementTookTooLong() {
        shop.after("save record/shop", second(() -> pass(25)));

        assertThatThrownBy(() -> shop.release().stage(GREEN).image("shop:3").apply())
                .hasMessageContaining("was not confirmed for 25 s");
        assertThat(count("stage workload/shop-green")).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "CONFLICT", "OUTCOME_UNKNOWN"})
    void aStageThatFailsForNowIsMadeAgain(Kind kind) {
        shop.before("stage workload/shop-green", Shop.once(() -> fail(kind)));

        assertThat(shop.release()
                        .stage(GREEN)
                        .image("shop:3")
                        .apply()
                        .workload()
                        .images())
                .containsExactly("shop:3");
    }

    /** Where something lies between the lock and the move, this is announced by a write of its own. */
    private Release tested() {
        return shop.builder()
                .smokeTest(asked -> Evidence.confirmed("smoke", asked.idle().name(), "answered"))
                .build();
    }

    private void switchAndSettle() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
        shop.calls.clear();
    }

    /** After a write whose answer is lost, reads are slow, and the lock is not renewed any more. */
    private CallInterceptor slowAndCutOff(String read, String write) {
        return new CallInterceptor() {
            @Override
            public <T> T carry(String call, Supplier<T> effect) {
                boolean begun = shop.calls.contains(write);
                if (call.equals(write) || (begun && call.equals("save record/shop"))) {
                    throw new PlatformException(Kind.OUTCOME_UNKNOWN, "timeout");
                }
                if (begun && call.equals(read)) {
                    pass(25);
                }
                return CallInterceptor.super.carry(call, effect);
            }
        };
    }

    private void failing(String call, int times, Kind kind) {
        Runnable failure = Shop.times(times, () -> fail(kind));
        shop.alsoIntercept(new CallInterceptor() {
            @Override
            public void before(String made) {
                if (made.equals(call)) {
                    failure.run();
                }
            }
        });
    }

    private void rewrittenBeforeEachSave(int times) {
        AtomicBoolean rewriting = new AtomicBoolean();
        Runnable rewrite = Shop.times(times, () -> shop.rewriteRecord(json -> json));
        shop.before("save record/shop", () -> {
            if (rewriting.compareAndSet(false, true)) {
                rewrite.run();
                rewriting.set(false);
            }
        });
    }

    private static void fail(Kind kind) {
        throw new PlatformException(kind, kind + " at this call");
    }

    private void pass(int seconds) {
        try {
            shop.time.signal().await(Duration.ofSeconds(seconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Runnable second(Runnable action) {
        return nth(2, action);
    }

    private static Runnable nth(int n, Runnable action) {
        Runnable before = Shop.times(n - 1, () -> {
            throw new IllegalStateException("not yet");
        });
        Runnable once = Shop.once(action);
        return () -> {
            try {
                before.run();
            } catch (IllegalStateException notYet) {
                return;
            }
            once.run();
        };
    }

    private long saves() {
        return count("save record/shop");
    }

    private long count(String call) {
        return shop.calls.stream().filter(call::equals).count();
    }
}
