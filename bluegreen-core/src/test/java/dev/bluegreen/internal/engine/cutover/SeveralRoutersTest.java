package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.CrashException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several routers in one release: all or none. */
class SeveralRoutersTest {

    private final Shop shop = new Shop();

    @BeforeEach
    void aSecondRouter() {
        shop.platform.route("api", BLUE, Shop.SETTLE);
    }

    @Test
    void areMovedInOrderByOneWriteEach() {
        assertThat(release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);

        assertThat(shifts()).containsExactly("shift router/web", "shift router/api");
        assertThat(routing()).containsExactly(GREEN, GREEN);
    }

    @Test
    void goBackInReverseWhenTheSecondCannotBeMoved() {
        shop.before("shift router/api", () -> {
            throw new PlatformException(PlatformException.Kind.FORBIDDEN, "may not touch api");
        });

        assertThatThrownBy(() -> release().switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        back -> assertThat(back.report().outcome()).isEqualTo(Outcome.ROLLED_BACK))
                .hasMessageContaining("may not touch api");
        assertThat(routing()).containsExactly(BLUE, BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void needManualInterventionWhenAnotherWriterHasMovedOneMeanwhile() {
        shop.before("shift router/api", () -> {
            shop.platform.foreignWrite("web", new TrafficSplit(50, 50), "kubectl");
            throw new PlatformException(PlatformException.Kind.FORBIDDEN, "may not touch api");
        });

        assertThatThrownBy(() -> release().switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        stuck -> assertThat(stuck.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContaining("foreign write")
                .hasMessageContaining("kubectl");
        assertThat(shop.platform.routing("web").split()).isEqualTo(new TrafficSplit(50, 50));
        assertThat(release().status().unfinished()).isPresent();
    }

    @Test
    void areBroughtTogetherAgainAfterACrashBetweenThem() {
        shop.eachCall(call -> {
            if (call.equals("shift router/api") || shop.calls.contains("shift router/api")) {
                throw new CrashException(call);
            }
        });
        assertThatThrownBy(() -> release().switchTo(GREEN)).isInstanceOf(CrashException.class);
        assertThat(routing()).containsExactly(GREEN, BLUE);
        shop.eachCall(call -> {});

        assertThatThrownBy(() -> release().switchTo(GREEN))
                .hasMessageContaining("the routers do not agree")
                .hasMessageContaining("call recover()");
        assertThat(release().recover().outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(routing()).containsExactly(GREEN, GREEN);
    }

    @Test
    void goBackInReverseWhenTheProofIsContradicted() {
        shop.after("shift router/api", Shop.once(() -> shop.platform.setReady("shop-green", 0)));

        assertThatThrownBy(() -> release().switchTo(GREEN)).hasMessageContaining("Traffic is on BLUE");

        assertThat(shifts())
                .containsExactly("shift router/web", "shift router/api", "shift router/api", "shift router/web");
    }

    @Test
    void nothingMoreIsMovedAfterAnAbortBetweenThem() {
        AtomicReference<Cutover> handle = new AtomicReference<>();
        shop.after("shift router/web", Shop.once(() -> {
            shop.await(() -> handle.get() != null);
            handle.get().abort("wrong ticket");
        }));
        handle.set(release().start(GREEN));

        assertThatThrownBy(() -> handle.get().completion().toCompletableFuture().join())
                .hasMessageContaining("aborted: wrong ticket");

        assertThat(shifts()).containsExactly("shift router/web", "shift router/web");
        assertThat(routing()).containsExactly(BLUE, BLUE);
    }

    @Test
    void areRecoveredOnlyToATrackThatHasReadyPods() {
        shop.crashAt("shift router/api", 1, dying -> release().switchTo(GREEN));
        shop.platform.setReady("shop-blue", 0);
        shop.calls.clear();

        assertThatThrownBy(() -> release().recover(Recovery.ROLL_BACK))
                .hasMessageContaining("shop-blue has no ready pod, so traffic cannot go back to BLUE");

        assertThat(shifts()).isEmpty();
        assertThat(routing()).containsExactly(GREEN, BLUE);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void areLeftToAPersonWhenTheRecoveryCannotBeProven() {
        shop.crashAt("shift router/api", 1, dying -> release().switchTo(GREEN));
        shop.after("shift router/web", () -> shop.platform.setReady("shop-blue", 0));

        assertThatThrownBy(() -> release().recover(Recovery.ROLL_BACK))
                .hasMessageContaining("recovery of cutover op-1 stopped: the proof is contradicted");

        assertThat(release().status().unfinished()).isPresent();
    }

    @Test
    void aRecoveryThatCannotSettleItsWriteLeavesTheLockToRunOut() {
        shop.crashAt("shift router/api", 1, dying -> release().switchTo(GREEN));
        shop.eachCall(call -> {
            boolean down = shop.calls.contains("fence router/api")
                    && shop.calls.lastIndexOf("shift router/web") > shop.calls.indexOf("fence router/api");
            if (down && call.endsWith("router/web")) {
                throw new PlatformException(PlatformException.Kind.OUTCOME_UNKNOWN, "timeout");
            }
        });

        assertThatThrownBy(() -> release().recover(Recovery.ROLL_BACK)).hasMessageContaining("could not be settled");

        assertThat(shop.lockIsFree()).isFalse();
    }

    @Test
    void rollBackAllByOneWriteEach() {
        release().switchTo(GREEN);

        assertThat(release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);

        assertThat(routing()).containsExactly(BLUE, BLUE);
        assertThat(shifts()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"web, api", "api, web"})
    void oneThatIsGoneDoesNotKeepTheOtherFromGoingBackInABake(String gone, String other) {
        AtomicBoolean deleted = new AtomicBoolean();
        deleted(gone, deleted);
        Slo breached = asked -> {
            deleted.set(asked.now().isAfter(asked.switched().plusSeconds(30)));
            return new Slo.Result(deleted.get() ? Slo.Verdict.BAD : Slo.Verdict.GOOD, "errors");
        };

        assertThatThrownBy(() ->
                        builder().bake(Duration.ofMinutes(5), breached).build().switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        half -> assertThat(half.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContaining("going back failed: Service/" + gone + " does not exist. Current routing: router/"
                        + other + " 100/0, router/" + gone + " unknown (Service/" + gone + " does not exist)");
        assertThat(shop.platform.routing(other).split()).isEqualTo(TrafficSplit.all(BLUE));
    }

    @ParameterizedTest
    @CsvSource({"web, api", "api, web"})
    void oneThatIsGoneDoesNotKeepTheOtherFromBeingRolledBack(String gone, String other) {
        release().switchTo(GREEN);
        deleted(gone, new AtomicBoolean(true));

        assertThatThrownBy(() -> release().rollBack())
                .isInstanceOfSatisfying(CutoverException.class, half -> {
                    assertThat(half.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION);
                    assertThat(half.report().active()).isEmpty();
                })
                .hasMessageContaining("it is not known to be back everywhere: router/" + gone + " unknown")
                .hasMessageContaining("Current routing: router/" + other + " 100/0, router/" + gone + " unknown");
        assertThat(shop.platform.routing(other).split()).isEqualTo(TrafficSplit.all(BLUE));

        assertThat(shop.builder()
                        .cutover(shop.platform.router(other))
                        .build()
                        .recover()
                        .outcome())
                .isEqualTo(Outcome.ROLLED_BACK);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aRecoveryThatStopsHalfwaySaysWhatIsWhereThen() {
        shop.crashAt("shift router/api", 1, dying -> release().switchTo(GREEN));
        shop.after("shift router/web", () -> shop.platform.setReady("shop-blue", 0));

        assertThatThrownBy(() -> release().recover(Recovery.ROLL_BACK))
                .hasMessageContaining("the proof is contradicted")
                .hasMessageContaining("Current routing: router/web 100/0, router/api 100/0");
    }

    @Test
    void aRecoveryForwardsThatStopsHalfwaySaysWhatIsWhereThen() {
        shop.crashAt("shift router/web", 1, dying -> release().switchTo(GREEN));
        shop.before("shift router/api", () -> {
            throw new PlatformException(PlatformException.Kind.FORBIDDEN, "may not touch api");
        });

        assertThatThrownBy(() -> release().recover(Recovery.FINISH))
                .hasMessageContaining("may not touch api")
                .hasMessageContaining("Current routing: router/web 0/100, router/api 100/0");
    }

    private void deleted(String router, AtomicBoolean isGone) {
        shop.eachCall(call -> {
            if (isGone.get() && call.endsWith("router/" + router)) {
                throw new PlatformException(PlatformException.Kind.NOT_FOUND, "Service/" + router + " does not exist");
            }
        });
    }

    private ReleaseBuilder builder() {
        return shop.builder().cutover(shop.platform.router("web")).cutover(shop.platform.router("api"));
    }

    private Release release() {
        return builder().build();
    }

    private List<String> shifts() {
        return shop.calls.stream().filter(call -> call.startsWith("shift")).toList();
    }

    private List<Track> routing() {
        return List.of(
                shop.platform.routing("web").split().only().orElseThrow(),
                shop.platform.routing("api").split().only().orElseThrow());
    }
}
