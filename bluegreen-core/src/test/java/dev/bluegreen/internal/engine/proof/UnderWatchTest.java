package dev.bluegreen.internal.engine.proof;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.ForeignWrites;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is watched from the move to the end of the bake: the way back, and other people's writes. */
class UnderWatchTest {

    private static final Duration BAKE = Duration.ofMinutes(10);

    private final Shop shop = new Shop();

    @Test
    void tellsAtOnceThatTheWayBackIsLostAndReportsIt() {
        Instant begin = shop.time.now();
        later(() -> shop.platform.setReady("shop-blue", 0));

        CutoverReport report = shop.builder().bake(BAKE).build().switchTo(GREEN);

        assertThat(report.history())
                .filteredOn(event -> event.kind() == Kind.WAY_BACK)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.at()).isEqualTo(begin.plusSeconds(60));
                    assertThat(event.sentence())
                            .contains("traffic cannot go back to BLUE: shop-blue has 0 of 3 pods ready");
                });
        assertThat(report.findings()).extracting(Finding::id).contains("way-back-lost");
        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void tellsThatTheWayBackIsWeakerAndWholeAgain() {
        later(() -> shop.platform.setReady("shop-blue", 1));
        shop.time.after(Duration.ofMinutes(2), () -> shop.platform.setReady("shop-blue", 3));

        CutoverReport report = shop.builder().bake(BAKE).build().switchTo(GREEN);

        assertThat(report.history())
                .filteredOn(event -> event.kind() == Kind.WAY_BACK)
                .extracting(CutoverEvent::sentence)
                .containsExactly(
                        "traffic would go back to a weakened BLUE: shop-blue has 1 of 3 pods ready",
                        "traffic can go back to BLUE again: shop-blue has 3 of 3 pods ready");
    }

    @Test
    void holdsWhenAnotherWriterMovesTrafficInTheBake() {
        later(() -> shop.platform.foreignWrite("web", TrafficSplit.all(BLUE), "kubectl-edit"));

        assertThatThrownBy(() -> shop.builder().bake(BAKE).build().switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        held -> assertThat(held.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION))
                .hasMessageContaining("foreign write: router/web is 100/0, written by kubectl-edit")
                .hasMessageContaining("Current routing: router/web 100/0");
        assertThat(shifts()).isEqualTo(1);
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(shop.release().recover().active()).contains(BLUE);
    }

    @Test
    void holdsEveryRouterWhereTheyAreWhenOneIsTaken() {
        shop.platform.route("api", BLUE, Shop.SETTLE);
        later(() -> shop.platform.foreignWrite("web", TrafficSplit.all(BLUE), "argocd-controller"));

        assertThatThrownBy(() -> both(ForeignWrites.HOLD).switchTo(GREEN)).hasMessageContaining("argocd-controller");

        assertThat(active("web")).isEqualTo(BLUE);
        assertThat(active("api")).isEqualTo(GREEN);
    }

    @Test
    void rollsTheRestBackWhenConfigured() {
        shop.platform.route("api", BLUE, Shop.SETTLE);
        later(() -> shop.platform.foreignWrite("web", TrafficSplit.all(BLUE), "argocd-controller"));

        assertThatThrownBy(() -> both(ForeignWrites.ROLL_BACK).switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        back -> assertThat(back.report().outcome()).isEqualTo(Outcome.ROLLED_BACK))
                .hasMessageContaining("argocd-controller");

        assertThat(active("web")).isEqualTo(BLUE);
        assertThat(active("api")).isEqualTo(BLUE);
        assertThat(shifts()).isEqualTo(3);
    }

    @Test
    void needsAttentionWhenTheRestIsBackAndTheTakenRouterIsNot() {
        shop.platform.route("api", BLUE, Shop.SETTLE);
        later(() -> shop.platform.foreignWrite("web", new TrafficSplit(50, 50), "kubectl"));

        assertThatThrownBy(() -> both(ForeignWrites.ROLL_BACK).switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        held -> assertThat(held.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION));

        assertThat(shop.platform.routing("web").split()).isEqualTo(new TrafficSplit(50, 50));
        assertThat(active("api")).isEqualTo(BLUE);
    }

    @Test
    void tellsThatTheWayBackIsLostWhileTheProofIsStillWaitedFor() {
        shop.after("shift router/web", Shop.once(() -> shop.platform.setReady("shop-green", 1)));
        shop.time.after(Duration.ofSeconds(20), () -> shop.platform.setReady("shop-blue", 0));
        shop.time.after(Duration.ofSeconds(40), () -> shop.platform.setReady("shop-green", 3));

        CutoverReport report = shop.release().switchTo(GREEN);

        assertThat(report.findings()).extracting(Finding::id).contains("way-back-lost");
        assertThat(report.took()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void noticesAForeignWriteWhileTheProofIsStillWaitedFor() {
        shop.after("shift router/web", Shop.once(() -> shop.platform.setReady("shop-green", 1)));
        shop.time.after(
                Duration.ofSeconds(20), () -> shop.platform.foreignWrite("web", new TrafficSplit(50, 50), "kubectl"));

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .hasMessageContaining("foreign write: router/web is 50/50, written by kubectl");
        assertThat(shifts()).isEqualTo(1);
    }

    @Test
    void stopsWhenTheLockIsTakenWhileTheProofIsStillWaitedFor() {
        shop.after("shift router/web", Shop.once(() -> shop.platform.setReady("shop-green", 1)));
        shop.time.after(Duration.ofSeconds(5), shop::stealLock);

        assertThatThrownBy(() -> shop.release().switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        lost -> assertThat(lost.report().took())
                                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11)))
                .hasMessageContaining("or another process took it");
        assertThat(shifts()).isEqualTo(1);
    }

    @Test
    void anAbortWhileTheProofIsWaitedForGoesBack() {
        AtomicReference<Cutover> cutover = new AtomicReference<>();
        shop.after("shift router/web", Shop.once(() -> {
            shop.platform.setReady("shop-green", 1);
            shop.await(() -> cutover.get() != null);
            shop.time.after(Duration.ofSeconds(5), () -> cutover.get().abort("customers complain"));
        }));
        cutover.set(shop.release().start(GREEN));

        assertThatThrownBy(
                        () -> cutover.get().completion().toCompletableFuture().join())
                .hasMessageContaining("aborted: customers complain")
                .hasMessageContaining("Traffic is on BLUE");
    }

    private void later(Runnable incident) {
        shop.time.after(Duration.ofMinutes(1), incident);
    }

    private Release both(ForeignWrites policy) {
        return shop.builder()
                .bake(BAKE)
                .foreignWrites(policy)
                .cutover(shop.platform.router("web"))
                .cutover(shop.platform.router("api"))
                .build();
    }

    private Track active(String router) {
        return shop.platform.routing(router).split().only().orElseThrow();
    }

    private long shifts() {
        return shop.calls.stream().filter(call -> call.startsWith("shift")).count();
    }
}
