package dev.bluegreen.internal.engine.proof;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Reaction;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.RetireBy;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** While a watch is cut off, what it shows is no data: in the proof, in the bake, and in the watch over the way back. */
class OutOfSightTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final Shop shop = new Shop();

    @Test
    void anUnseenBakeGoesBack() {
        assertThatThrownBy(() -> shop.builder()
                        .bake(A_MINUTE, Slo.podHealth())
                        .listener(blindInTheBake(Duration.ofSeconds(70)))
                        .build()
                        .switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        back -> assertThat(back.report().outcome()).isEqualTo(Outcome.ROLLED_BACK))
                .hasMessageContaining("nothing was seen of router/web for 1 min 10 s of the bake");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void anUnseenBakeIsNotCalledGoodWhereItHolds() {
        CutoverReport report = shop.builder()
                .bake(Bake.lasting(A_MINUTE).onNoData(Reaction.HOLD))
                .listener(blindInTheBake(Duration.ofSeconds(70)))
                .build()
                .switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.sentence()).contains("; nothing was seen of router/web for 1 min 10 s of the bake");
        assertThat(report.findings()).extracting(Finding::id).contains("bake-unseen");
    }

    @Test
    void aBakeThatWasSeenForMostOfItsTimeSaysForHowLongItWasNot() {
        blind(Duration.ofSeconds(20), Duration.ofSeconds(8));

        CutoverReport report = baked(A_MINUTE).build().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.findings())
                .extracting(Finding::sentence)
                .containsExactly("nothing was seen of router/web for 8 s of the bake, which took 1 min");
    }

    @Test
    void podsThatAreNotSeenAreNoDataAndNotWell() {
        blind(Duration.ofSeconds(25), Duration.ofSeconds(20));

        CutoverReport report = baked(A_MINUTE).build().switchTo(GREEN);

        assertThat(sentences(report))
                .anyMatch(told -> told.startsWith("NO_DATA the pods of shop-green were not seen since"));
        assertThat(report.findings()).extracting(Finding::id).contains("bake-unseen");
        assertThat(report.objectives())
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.samples()).isGreaterThan(verdict.unjudged()));
    }

    @Test
    void aWatchThatComesBackRightAfterTheBakeIsWaitedFor() {
        blind(Duration.ofSeconds(55), Duration.ofSeconds(20));

        CutoverReport report = baked(A_MINUTE).build().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.took()).isGreaterThan(Duration.ofSeconds(70));
    }

    @Test
    void podsThatFailOutOfSightAreFoundWhenTheyAreSeenAgain() {
        blind(Duration.ofSeconds(55), Duration.ofSeconds(20));
        shop.time.after(Duration.ofSeconds(60), () -> shop.platform.setReady("shop-green", 0));

        assertThatThrownBy(() -> baked(A_MINUTE).build().switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        back -> assertThat(back.report().outcome()).isEqualTo(Outcome.ROLLED_BACK));
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aForeignWriteOutOfSightIsFoundWhenItIsSeenAgain() {
        blind(Duration.ofSeconds(20), Duration.ofSeconds(30));
        shop.time.after(
                Duration.ofSeconds(25), () -> shop.platform.foreignWrite("web", TrafficSplit.all(BLUE), "argocd"));

        assertThatThrownBy(() -> baked(Duration.ofMinutes(2)).build().switchTo(GREEN))
                .hasMessageContaining("argocd");
    }

    @Test
    void aRouterThatSomebodyMovedAwayAndBackOutOfSightIsTheirs() {
        shop.after("shift router/web", Shop.once(shop.platform::loseSight));
        foreignWrite(Duration.ofSeconds(20), BLUE);
        foreignWrite(Duration.ofSeconds(40), GREEN);

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        theirs -> assertThat(theirs.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContaining(
                        "foreign write: router/web is 0/100, as it was left, but was written again by argocd"
                                + "; it was left as it is");
        assertThat(shop.active()).isEqualTo(GREEN);
        assertThat(shop.platform.routing("web").writer()).contains("argocd");
    }

    /** Whoever raises the version, and leaves the routing as it is, does not keep traffic from going back. */
    @Test
    void aRouterThatNobodyElseRoutedGoesBackThoughItsVersionHasChanged() {
        shop.after("shift router/web", Shop.once(shop.platform::loseSight));
        shop.time.after(
                Duration.ofSeconds(20), () -> shop.platform.foreignWrite("web", TrafficSplit.all(GREEN), "bluegreen"));

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .hasMessageContaining("the proof is not complete at the deadline");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void theWayBackIsNotKnownWhileItIsNotSeen() {
        blind(Duration.ofSeconds(20), Duration.ofSeconds(30));

        assertThat(sentences(baked(Duration.ofMinutes(2)).build().switchTo(GREEN)))
                .anyMatch(told -> told.startsWith(
                        "whether traffic can go back to BLUE is not known: the pods of shop-blue were not seen since"))
                .contains("traffic can go back to BLUE again: shop-blue has 3 of 3 pods ready");
    }

    @Test
    void aWayBackThatIsNotSeenIsReadBeforeItIsTaken() {
        blind(Duration.ofSeconds(20), Duration.ofMinutes(10));
        shop.time.after(Duration.ofSeconds(25), () -> shop.platform.setReady("shop-blue", 0));

        assertThatThrownBy(() -> baked(A_MINUTE).build().switchTo(GREEN))
                .hasMessageContaining("shop-blue has no ready pod, so traffic cannot go back to BLUE");
        assertThat(shop.active()).isEqualTo(GREEN);
    }

    @Test
    void aProofWaitsUntilItIsSeen() {
        shop.after("shift router/web", Shop.once(() -> blindFor(Duration.ofSeconds(8))));

        CutoverReport report = shop.release().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(sentences(report)).anyMatch(told -> told.contains("not seen since 2026-01-01T00:00:00Z"));
        assertThat(report.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void aProofThatIsNeverSeenIsNone() {
        shop.after("shift router/web", Shop.once(shop.platform::loseSight));

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        unproven -> assertThat(unproven.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContaining("the proof is not complete at the deadline: router/web: not seen since");
    }

    @Test
    void aRollbackWaitsForItsProofToo() {
        shop.release().switchTo(GREEN);
        shop.after("shift router/web", Shop.once(() -> blindFor(Duration.ofSeconds(8))));

        assertThat(shop.release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void gatesReadTheApiWhileWatchesAreBlind() {
        shop.platform.setReady("shop-green", 1);
        shop.platform.loseSight();
        shop.time.after(Duration.ofSeconds(10), () -> shop.platform.setReady("shop-green", 3));
        shop.time.after(Duration.ofSeconds(14), shop.platform::regainSight);

        assertThat(shop.release().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void podsThatAreNotSeenAnyMoreAreNotGone() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Duration.ofMinutes(30));
        shop.before("scale workload/shop-blue", () -> {});
        shop.after("scale workload/shop-blue", Shop.once(shop.platform::loseSight));

        assertThat(shop.builder()
                        .retireBy(RetireBy.SCALING_DOWN)
                        .build()
                        .retire(BLUE)
                        .lingering())
                .isEmpty();
    }

    @Test
    void anApiThatIsAwayForAMinuteEndsNoBakeWell() {
        shop.time.after(Duration.ofSeconds(20), () -> {
            shop.platform.loseSight();
            shop.before("save record/shop", () -> {
                throw new PlatformException(PlatformException.Kind.TRANSIENT, "connection refused");
            });
        });
        shop.time.after(Duration.ofSeconds(80), () -> {
            shop.stopIntercepting();
            shop.platform.regainSight();
        });

        assertThatThrownBy(() -> baked(A_MINUTE).build().switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        lost -> assertThat(lost.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION));
        shop.time.advance(A_MINUTE);
        assertThat(shop.release().recover().active()).isPresent();
    }

    private void foreignWrite(Duration after, Track to) {
        shop.time.after(after, () -> shop.platform.foreignWrite("web", TrafficSplit.all(to), "argocd"));
    }

    private ReleaseBuilder baked(Duration duration) {
        return shop.builder().bake(duration, Slo.podHealth());
    }

    private void blind(Duration after, Duration during) {
        shop.time.after(after, shop.platform::loseSight);
        shop.time.after(after.plus(during), shop.platform::regainSight);
    }

    private void blindFor(Duration during) {
        shop.platform.loseSight();
        shop.time.after(during, shop.platform::regainSight);
    }

    private CutoverListener blindInTheBake(Duration during) {
        return event -> {
            if (event.kind() == CutoverEvent.Kind.PHASE && event.phase() == Phase.BAKE) {
                blindFor(during);
            }
        };
    }

    private static List<String> sentences(CutoverReport report) {
        return report.history().stream().map(CutoverEvent::sentence).toList();
    }
}
