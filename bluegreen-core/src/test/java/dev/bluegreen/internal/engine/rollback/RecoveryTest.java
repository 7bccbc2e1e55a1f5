package dev.bluegreen.internal.engine.rollback;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus.Life;
import dev.bluegreen.result.ReleaseStatus.Lock;
import dev.bluegreen.scene.Machine;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.CrashException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a dead process left, ended as asked; a lost record; and what one can see of a holder. */
class RecoveryTest {

    private final Shop shop = new Shop();

    @Test
    void finishMovesTheRoutersThatWereLeftBehind() {
        dieBetweenTwoRouters();

        assertThat(both().recover(Recovery.FINISH).outcome()).isEqualTo(Outcome.SWITCHED);

        assertThat(routing()).containsExactly(GREEN, GREEN);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void finishMovesNothingToATrackThatIsNotFit() {
        dieBetweenTwoRouters();
        shop.platform.setReady("shop-green", 0);

        assertThatThrownBy(() -> both().recover(Recovery.FINISH))
                .hasMessageContaining("0 of 1 required pods ready")
                .hasMessageContaining("recover(ROLL_BACK)");
        assertThat(routing()).containsExactly(GREEN, BLUE);

        assertThat(both().recover(Recovery.ROLL_BACK).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(routing()).containsExactly(BLUE, BLUE);
    }

    /** Not readable is not gone: forward without its bake it goes only when that is asked for by name. */
    @Test
    void aWayBackThatBakedIsNotFinishedUnwatchedBecauseTheOtherTrackCannotBeRead() {
        dieOnTheWayBack(Duration.ofMinutes(1));
        shop.platform.foreignWrite("web", TrafficSplit.all(GREEN), "kubectl");
        shop.platform.forbid("shop-green");

        assertThatThrownBy(() -> shop.release().recover())
                .hasMessageContaining(
                        "where it was not left; recover(ROLL_BACK) or recover(FINISH) moves it all the same");
        assertThat(shop.active()).isEqualTo(GREEN);

        assertThat(shop.release().recover(Recovery.FINISH).sentence()).contains("not watched: ");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aWayBackFromADeletedTrackIsMadeAgainAndBaked() {
        dieOnTheWayBack(Duration.ZERO);
        shop.platform.foreignWrite("web", TrafficSplit.all(GREEN), "kubectl");
        shop.platform.undeploy("shop-green");
        Instant recovered = shop.time.now();

        assertThat(shop.release().recover().outcome()).isEqualTo(Outcome.SWITCHED);

        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(Duration.between(recovered, shop.time.now())).isGreaterThan(Duration.ofMinutes(10));
    }

    @Test
    void aReleaseThatCannotWatchTheBakeDoesNotTakeAnUnreadableTrackForGone() {
        dieOnTheWayBack(Duration.ZERO, Slo.podHealth());
        shop.platform.foreignWrite("web", TrafficSplit.all(GREEN), "kubectl");
        shop.platform.forbid("shop-green");

        assertThatThrownBy(() -> shop.release().recover())
                .hasMessageContaining(
                        "traffic is on GREEN, whose workload cannot be read; recover(FINISH) moves it to BLUE"
                                + " without 10 min of the bake of 10 min");
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    /** In a bake of 10 minutes. */
    private void dieOnTheWayBack(Duration after, Slo... objectives) {
        shop.release().switchTo(GREEN);
        AtomicBoolean dead = new AtomicBoolean();
        shop.die(dead::get);
        Release baked = shop.builder()
                .cutover(shop.platform.router("web"))
                .bake(Bake.lasting(Duration.ofMinutes(10)).watching(objectives))
                .listener(event -> {
                    if (event.phase() == Phase.BAKE) {
                        shop.time.after(after, () -> dead.set(true));
                    }
                })
                .build();
        assertThatThrownBy(() -> baked.switchTo(BLUE)).isInstanceOf(CrashException.class);
        shop.stopIntercepting();
    }

    @Test
    void rollBackUndoesEvenWhatCouldBeFinished() {
        shop.crashAfter("shift router/web");

        assertThat(shop.release().recover(Recovery.ROLL_BACK).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void autoLeavesAThirdValueToAPersonAndSaysWhatIsWhere() {
        dieBetweenTwoRouters();
        shop.platform.foreignWrite("web", new TrafficSplit(50, 50), "kubectl");

        assertThatThrownBy(() -> both().recover())
                .hasMessageContaining("foreign write: router/web is 50/50, written by kubectl")
                .hasMessageContaining("Current routing: router/web 50/50, router/api 100/0");
        assertThat(shop.platform.routing("web").split()).isEqualTo(new TrafficSplit(50, 50));
        assertThat(shop.lockIsFree()).isTrue();

        assertThat(both().recover(Recovery.ROLL_BACK).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(routing()).containsExactly(BLUE, BLUE);
    }

    @Test
    void trafficThatIsNotWhereItWasMovedToIsReportedAndLeftAlone() {
        shop.release().switchTo(GREEN);
        assertThat(shop.release().recover().outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(shop.release().status().strayed()).isFalse();
        shop.platform.foreignWrite("web", TrafficSplit.all(BLUE), "kubectl");

        assertThat(shop.release().status().strayed()).isTrue();
        assertThat(shop.release().status().toString())
                .startsWith("shop: traffic on BLUE, but it was moved to GREEN last")
                .contains("router router/web 100/0, written by kubectl");
        assertThatThrownBy(() -> shop.release().recover())
                .hasMessageContaining("traffic was moved to GREEN last, but now: router/web 100/0 (written by kubectl)")
                .hasMessageContaining("switchTo(GREEN) moves it back");
        assertThat(shop.active()).isEqualTo(BLUE);

        shop.release().switchTo(GREEN);
        assertThat(shop.release().status().strayed()).isFalse();
    }

    @Test
    void trafficThatAnotherWriterMovedIsEnteredWhenItIsRequestedThere() {
        shop.release().switchTo(GREEN);
        shop.platform.foreignWrite("web", TrafficSplit.all(BLUE), "kubectl");
        assertThatThrownBy(() -> shop.release().recover())
                .hasMessageContaining("switchTo(BLUE) enters it in the record");
        assertThatThrownBy(() -> shop.release().retire(GREEN)).hasMessageContaining("no cutover to BLUE is recorded");
        shop.calls.clear();

        CutoverReport entered = shop.release().switchTo(BLUE);

        assertThat(entered.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(entered.sentence())
                .isEqualTo("shop was on BLUE already, moved there by a foreign write: router/web 100/0 (written by"
                        + " kubectl); traffic is on BLUE, and the record says so now.");
        assertThat(shop.writes()).noneMatch(call -> call.startsWith("shift"));
        assertThat(shop.release().status().strayed()).isFalse();
        assertThat(shop.lockIsFree()).isTrue();
        shop.time.advance(Shop.SETTLE);
        shop.release().retire(GREEN);
        assertThat(shop.platform.ready("shop-green")).isZero();
    }

    @Test
    void aReleaseAtRestWhoseRoutersCannotBeReadIsNotCalledSound() {
        shop.release().switchTo(GREEN);
        shop.before("observe router/web", () -> {
            throw new PlatformException(PlatformException.Kind.FORBIDDEN, "get router/web is forbidden");
        });

        assertThatThrownBy(() -> shop.release().recover()).hasMessageContaining("get router/web is forbidden");
    }

    @Test
    void refusesToGuessTheWay() {
        assertThatThrownBy(() -> shop.release().recover(null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("give Recovery.FINISH, ROLL_BACK or AUTO");
    }

    @Test
    void aLostRecordBlocksRetirementUntilItIsRebuiltFromTheRouters() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Duration.ofHours(1));
        shop.platform.loseRecord("shop");

        assertThatThrownBy(() -> shop.release().retire(BLUE)).hasMessageContaining("recover() rebuilds it");
        assertThat(shop.release().recover().sentence()).contains("was rebuilt from the routers; traffic is on GREEN");
        assertThatThrownBy(() -> shop.release().retire(BLUE)).hasMessageContaining("may still get requests until");
        shop.time.advance(Shop.SETTLE);
        shop.release().retire(BLUE);

        assertThat(shop.platform.ready("shop-blue")).isZero();
        assertThat(shop.platform.record("shop").orElseThrow().token()).isGreaterThan(1);
    }

    @Test
    void aLostRecordOfRoutersThatDisagreeIsLeftToAPerson() {
        both().switchTo(GREEN);
        shop.platform.loseRecord("shop");
        shop.platform.foreignWrite("api", TrafficSplit.all(BLUE), "kubectl");

        assertThatThrownBy(() -> both().recover())
                .hasMessageContaining("its record was lost and the routers do not agree");
        assertThat(routing()).containsExactly(GREEN, BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aReleaseThatWasNeverSwitchedHasNothingToRebuild() {
        assertThat(shop.release().recover().outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(shop.writes()).isEmpty();
    }

    @Test
    void twoLooksTellAHolderThatLivesFromOneThatDied() {
        Release watcher = shop.release();
        shop.crashAt("shift router/web", 1);

        assertThat(life(watcher)).isEqualTo(Life.UNKNOWN);
        shop.time.advance(Duration.ofSeconds(29));
        assertThat(life(watcher)).isEqualTo(Life.UNKNOWN);
        shop.time.advance(Duration.ofSeconds(1));
        assertThat(life(watcher)).isEqualTo(Life.EXPIRED);
        assertThat(watcher.status().toString()).contains("its process is dead; resume() goes on");
    }

    @Test
    void aHolderThatRenewsIsAlive() {
        shop.time.manual();
        Release watcher = BlueGreen.release("shop")
                .on(new Machine("ann@elsewhere", shop.platform, Duration.ZERO))
                .build();
        shop.builder().bake(Duration.ofHours(1)).build().start(GREEN);
        shop.awaitCall("shift router/web");
        shop.time.settle();

        assertThat(life(watcher)).isEqualTo(Life.UNKNOWN);
        shop.time.advance(Duration.ofSeconds(15));
        assertThat(life(watcher)).isEqualTo(Life.ALIVE);
    }

    private static Life life(Release watcher) {
        return watcher.status().lock().map(Lock::life).orElseThrow();
    }

    private void dieBetweenTwoRouters() {
        shop.platform.route("api", BLUE, Shop.SETTLE);
        shop.eachCall(call -> {
            if (shop.calls.contains("shift router/api")) {
                throw new CrashException(call);
            }
        });
        assertThatThrownBy(() -> both().switchTo(GREEN)).isInstanceOf(CrashException.class);
        shop.stopIntercepting();
    }

    private Release both() {
        if (!isThere("api")) {
            shop.platform.route("api", BLUE, Shop.SETTLE);
        }
        return shop.builder()
                .cutover(shop.platform.router("web"))
                .cutover(shop.platform.router("api"))
                .build();
    }

    private boolean isThere(String router) {
        try {
            shop.platform.routing(router);
            return true;
        } catch (PlatformException e) {
            return false;
        }
    }

    private List<Track> routing() {
        return List.of(
                shop.platform.routing("web").split().only().orElseThrow(),
                shop.platform.routing("api").split().only().orElseThrow());
    }
}
