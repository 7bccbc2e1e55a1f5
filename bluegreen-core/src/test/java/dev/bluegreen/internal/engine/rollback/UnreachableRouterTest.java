package dev.bluegreen.internal.engine.rollback;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.testkit.memory.CallInterceptor;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One of several routers was deleted, or may not be read or written: the others are looked at, and go back. */
class UnreachableRouterTest {

    private final Shop shop = new Shop();

    @BeforeEach
    void aSecondRouter() {
        shop.platform.route("api", BLUE, Shop.SETTLE);
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_FOUND", "FORBIDDEN", "INVALID"})
    void statusShowsTheOthersAndWhyOneCouldNotBeRead(Kind kind) {
        release().switchTo(GREEN);
        refuse("web", kind, call -> true);

        ReleaseStatus status = release().status();

        assertThat(status.active()).isEmpty();
        assertThat(status.recorded()).contains(GREEN);
        assertThat(status.routers()).extracting(RouterState::router).containsExactly("router/api");
        assertThat(status.unread()).containsExactly("router/web unknown (web refused)");
        assertThat(status.strayed()).isFalse();
        assertThat(status.toString())
                .startsWith("shop: traffic on GREEN, but 1 of 2 routers could not be read\n")
                .contains("router router/web unknown (web refused)");
    }

    @Test
    void statusTellsAStrayedRouterBesideOneThatCouldNotBeRead() {
        release().switchTo(GREEN);
        shop.platform.foreignWrite("api", TrafficSplit.all(BLUE), "kubectl");
        refuse("web", Kind.NOT_FOUND, call -> true);

        assertThat(release().status().strayed()).isTrue();
        assertThatThrownBy(() -> release().recover()).hasMessageContaining("A foreign write moved it since");
    }

    @Test
    void aRecoveryAtRestNamesTheOneThatIsGone() {
        release().switchTo(GREEN);
        refuse("web", Kind.NOT_FOUND, call -> true);

        assertThatThrownBy(() -> release().recover())
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        gone -> assertThat(gone.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContaining(
                        "nothing is unfinished and traffic was moved to GREEN last, but it is not known to be"
                                + " there everywhere: router/api 0/100, router/web unknown (web refused)");
    }

    @ParameterizedTest
    @CsvSource({"web, api", "api, web"})
    void aRecoveryTakesTheOthersBack(String gone, String other) {
        shop.crashAt("save record/shop", 3, dying -> release().switchTo(GREEN));
        assertThat(shop.platform.routing(other).split()).isEqualTo(TrafficSplit.all(GREEN));
        refuse(gone, Kind.NOT_FOUND, call -> true);

        assertThatThrownBy(() -> release().recover())
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        half -> assertThat(half.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContaining("it is not known to be back everywhere: router/" + gone + " unknown");
        assertThat(shop.platform.routing(other).split()).isEqualTo(TrafficSplit.all(BLUE));
        assertThat(only(other).recover().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aRouterThatWasNotFencedKeepsTheLockUntilTheNextOneFencesIt() {
        shop.crashAt("save record/shop", 3, dying -> release().switchTo(GREEN));
        refuse("web", Kind.FORBIDDEN, call -> true);
        assertThatThrownBy(() -> release().recover()).hasMessageContaining("not known to be back everywhere");
        assertThat(shop.lockIsFree()).isFalse();
        shop.stopIntercepting();
        shop.calls.clear();

        assertThat(release().recover().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.calls.indexOf("fence router/web")).isBetween(0, shop.calls.indexOf("shift router/web"));
        assertThat(shop.platform.routing("web").split()).isEqualTo(TrafficSplit.all(BLUE));
    }

    @Test
    void aRouterThatMayNotBeWrittenDoesNotKeepTheOtherFromBeingRecovered() {
        shop.crashAt("shift router/api", 1, dying -> release().switchTo(GREEN));
        refuse("api", Kind.FORBIDDEN, call -> !call.startsWith("observe"));

        assertThatThrownBy(() -> release().recover())
                .hasMessageContaining("not known to be back everywhere: router/api (router/api could not be fenced");
        assertThat(shop.platform.routing("web").split()).isEqualTo(TrafficSplit.all(BLUE));
        assertThat(shop.lockIsFree()).isFalse();
    }

    @Test
    void aCutoverIsNotFinishedWhileAWriteOfTheProcessThatDiedMayStillLand() {
        shop.crashAt("save record/shop", 3, dying -> release().switchTo(GREEN));
        refuse("web", Kind.FORBIDDEN, call -> !call.startsWith("observe"));

        assertThatThrownBy(() -> release().recover())
                .hasMessageContaining(
                        "not known to be on GREEN everywhere: router/web (router/web could not be fenced");
        assertThat(shop.lockIsFree()).isFalse();
    }

    @Test
    void aRouterThatMayNotBeWrittenDoesNotKeepTheOtherFromBeingRolledBack() {
        release().switchTo(GREEN);
        refuse("web", Kind.FORBIDDEN, call -> call.startsWith("shift"));

        assertThatThrownBy(() -> release().rollBack())
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        half -> assertThat(half.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContaining("it is not known to be back everywhere: web refused")
                .hasMessageContaining("Current routing: router/web 0/100, router/api 100/0");
    }

    @Test
    void aRecoveryForwardsDoesNotTurnBackForTheOneThatIsGone() {
        shop.crashAt("shift router/api", 1, dying -> release().switchTo(GREEN));
        refuse("web", Kind.NOT_FOUND, call -> true);

        assertThatThrownBy(() -> release().recover(Recovery.FINISH))
                .hasMessageContaining("it is not known to be on GREEN everywhere: router/web unknown (web refused)")
                .hasMessageContaining("recover(ROLL_BACK) goes back");
        assertThat(shop.platform.routing("api").split()).isEqualTo(TrafficSplit.all(GREEN));
    }

    private void refuse(String router, Kind kind, Predicate<String> calls) {
        shop.alsoIntercept(new CallInterceptor() {
            @Override
            public void before(String call) {
                if (call.endsWith("router/" + router) && calls.test(call)) {
                    throw new PlatformException(kind, router + " refused");
                }
            }
        });
    }

    private Release only(String router) {
        return shop.builder().cutover(shop.platform.router(router)).build();
    }

    private Release release() {
        return shop.builder()
                .cutover(shop.platform.router("web"))
                .cutover(shop.platform.router("api"))
                .build();
    }
}
