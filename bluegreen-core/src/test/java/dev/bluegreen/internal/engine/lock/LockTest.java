package dev.bluegreen.internal.engine.lock;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.CrashException;
import dev.bluegreen.spi.StoredRecord;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LockTest {

    private final Shop shop = new Shop();

    @Test
    void aSecondOperationIsRefusedAndNamesTheHolderThatLives() {
        shop.time.manual();
        Release busy = shop.builder().bake(Duration.ofHours(1)).build();
        Cutover first = busy.start(GREEN);
        shop.awaitCall("shift router/web");
        shop.time.settle();
        first.pause();
        shop.time.automatic();

        assertThatThrownBy(() -> shop.release().rollBack())
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("shop was not rolled back to BLUE: held by memory/" + first.id());
        assertThatThrownBy(() -> shop.release().switchTo(BLUE))
                .isInstanceOf(CutoverException.class)
                .hasMessageContaining("held by memory/" + first.id() + " since 2026-01-01T00:00:00Z");
        first.resume();
        first.completion().toCompletableFuture().join();
    }

    @Test
    void theTokenRisesWithEveryOperationAndStandsOnTheRouter() {
        shop.release().switchTo(GREEN);
        long first = shop.platform.routing("web").token();

        shop.release().switchTo(BLUE);

        assertThat(first).isEqualTo(1);
        assertThat(shop.platform.routing("web").token()).isEqualTo(2);
    }

    @Test
    void theTokenIsAboveTheRoutersEvenWhenTheRecordWasLost() {
        shop.release().switchTo(GREEN);
        shop.release().switchTo(BLUE);
        shop.platform.loseRecord("shop");

        shop.release().switchTo(GREEN);

        assertThat(shop.platform.routing("web").token()).isEqualTo(3);
    }

    /** Besides: taken with the announcement, said that the bake has begun, freed. */
    @Test
    void theHolderRenewsItsLockEveryTenSeconds() {
        shop.builder().bake(Duration.ofSeconds(95)).build().switchTo(GREEN);

        long saves = shop.calls.stream()
                .filter(call -> call.equals("save record/shop"))
                .count();
        assertThat(saves).isEqualTo(3 + 9);
    }

    @Test
    void anOperationWhoseLockCannotBeConfirmedWritesNothingMore() {
        Release release = shop.builder()
                .smokeTest(asked -> {
                    shop.before("save record/shop", () -> {
                        throw new PlatformException(PlatformException.Kind.TRANSIENT, "503");
                    });
                    return Evidence.confirmed("smoke", asked.idle().name(), "answered");
                })
                .build();

        assertThatThrownBy(() -> release.switchTo(GREEN)).hasMessageContaining("was not confirmed for 21 s");
        assertThat(shop.calls).noneMatch(call -> call.startsWith("shift"));
    }

    @Test
    void aLockThatWasTakenOverStopsItsOldHolder() {
        Release release = shop.builder()
                .smokeTest(asked -> {
                    shop.stealLock();
                    return Evidence.confirmed("smoke", asked.idle().name(), "answered");
                })
                .build();

        assertThatThrownBy(() -> release.switchTo(GREEN)).hasMessageContaining("was taken by thief");
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.platform.record("shop").flatMap(StoredRecord::holder)).contains("thief");
    }

    @Test
    void aHigherTokenOnTheRouterMeansTheLockIsLost() {
        shop.before("shift router/web", Shop.once(() -> shop.fenceWith(7)));

        assertThatThrownBy(() -> shop.release().switchTo(GREEN)).hasMessageContaining("carries token 7, ours is 1");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aLockWhoseHolderDiedBeforeTrafficWasTouchedIsTakenOverAfterOneLease() {
        shop.crashAt("preflight router/web", 2);

        CutoverReport report = shop.release().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.took()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
        assertThat(shop.calls).contains("fence router/web");
        assertThat(shop.release().status().history())
                .extracting(PastCutover::outcome)
                .containsExactly(Outcome.SWITCHED, Outcome.ABANDONED);
    }

    @Test
    void aCutoverWhoseAnnouncedWriteIsProvablyAbsentIsClosedByTheNextSwitch() {
        shop.crashAt("shift router/web", 1);

        CutoverReport report = shop.release().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(shop.calls)
                .containsSubsequence(
                        "save record/shop",
                        "fence router/web",
                        "observe router/web",
                        "save record/shop",
                        "shift router/web");
        assertThat(shop.release().status().history())
                .extracting(PastCutover::outcome)
                .containsExactly(Outcome.SWITCHED, Outcome.ABANDONED);
    }

    /** It was under way when the router was looked at first, and the fence came after it. */
    @Test
    void aWriteThatTheFenceBringsToLightNeedsRecover() {
        shop.crashAt("shift router/web", 1);
        shop.before(
                "fence router/web",
                Shop.once(() -> shop.platform.foreignWrite("web", TrafficSplit.all(GREEN), "late")));

        assertThatThrownBy(() -> shop.release().switchTo(GREEN)).hasMessageContaining("call recover()");

        assertThat(shop.lockIsFree()).isTrue();
        assertThat(shop.release().status().unfinished()).isPresent();
        assertThat(shop.release().status().history()).isEmpty();
    }

    @Test
    void aCutoverWhoseWriteTookEffectIsRefusedAndNamesRecover() {
        shop.crashAfter("shift router/web");

        assertThatThrownBy(() -> shop.release().switchTo(BLUE)).hasMessageContaining("call recover()");
        assertThat(shop.release().status().unfinished()).hasValueSatisfying(left -> {
            assertThat(left.to()).isEqualTo(GREEN);
            assertThat(left.trafficIntent()).isTrue();
        });
    }

    @Test
    void recoverFinishesACutoverWhoseWriteTookEffect() {
        shop.crashAfter("shift router/web");

        CutoverReport report = shop.release().recover();

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.sentence()).isEqualTo("shop was switched from BLUE to GREEN; traffic is on GREEN.");
        assertThat(shop.active()).isEqualTo(GREEN);
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(shop.release().status().unfinished()).isEmpty();
    }

    @Test
    void recoverUndoesACutoverWhoseWriteDidNot() {
        shop.crashAt("shift router/web", 1);

        CutoverReport report = shop.release().recover();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.active()).isEqualTo(Optional.of(BLUE));
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void recoverGoesBackWhenTheRequestedTrackCannotBeProven() {
        shop.crashAfter("shift router/web");
        shop.platform.setReady("shop-green", 0);

        assertThat(shop.release().recover().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void recoverCompletesARollbackThatHadBegun() {
        shop.release().switchTo(GREEN);
        shop.crashAt("shift router/web", 1, Release::rollBack);

        CutoverReport report = shop.release().recover();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void recoverGoesBackWhenTheDeadProcessHadDecidedTo() {
        Release breached = shop.builder()
                .bake(Duration.ofMinutes(1), asked -> new Slo.Result(Slo.Verdict.BAD, "errors"))
                .build();
        shop.crashAt("shift router/web", 2, same -> breached.switchTo(GREEN));
        assertThat(shop.active()).isEqualTo(GREEN);

        assertThat(shop.release().recover().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void recoverWritesNothingWhenNothingIsUnfinished() {
        assertThat(shop.release().recover().sentence()).isEqualTo("shop: nothing is unfinished, nothing was written.");
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void theDeadProcessWritesNothingMore() {
        shop.crashAt("shift router/web", 1);
        int before = shop.calls.size();

        shop.time.advance(Duration.ofHours(1));

        assertThat(shop.calls).hasSize(before);
    }

    @Test
    void aCrashIsNoExceptionThatTheEngineCatches() {
        assertThat(new CrashException("x")).isInstanceOf(Error.class);
    }
}
