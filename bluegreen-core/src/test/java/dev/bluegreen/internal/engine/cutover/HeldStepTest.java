package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The handle of a cutover that stands at a step. */
class HeldStepTest {

    private final Shop shop = new Shop();

    @BeforeEach
    void shares() {
        shop.platform.routeByShares("web", BLUE, Shop.SETTLE).routeByShares("api", BLUE, Shop.SETTLE);
    }

    @Test
    void aPauseHoldsAtAStepAndResumeGoesOn() {
        shop.time.manual();
        Cutover cutover = release().start(GREEN);
        shop.awaitCall("shift router/api");
        shop.time.settle();

        cutover.pause();
        shop.time.advance(Duration.ofHours(3));
        assertThat(splits()).containsOnly(new TrafficSplit(75, 25));
        assertThat(shop.lockIsFree()).isFalse();

        cutover.resume();
        shop.time.automatic();
        assertThat(cutover.completion().toCompletableFuture().join().outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void whatIsPausedAtAStepIsStillWatched() {
        shop.time.manual();
        Cutover cutover = release().start(GREEN);
        shop.awaitCall("shift router/api");
        shop.time.settle();
        cutover.pause();
        shop.time.advance(Duration.ofHours(1));

        shop.platform.setReady("shop-green", 0);
        shop.time.automatic();

        assertThatThrownBy(() -> cutover.completion().toCompletableFuture().join())
                .hasMessageContaining("was moved to 75/25 and sent back");
    }

    @Test
    void anAbortAtAStepSendsTrafficBack() {
        shop.time.manual();
        Cutover cutover = release().start(GREEN);
        shop.awaitCall("shift router/api");
        shop.time.settle();

        cutover.abort("customers complain");
        shop.time.automatic();

        assertThatThrownBy(() -> cutover.completion().toCompletableFuture().join())
                .hasMessageContaining("was moved to 75/25 and sent back: aborted: customers complain");
        assertThat(splits()).containsOnly(TrafficSplit.all(BLUE));
    }

    private Release release() {
        return shop.builder()
                .cutover(shop.platform.router("web"))
                .cutover(shop.platform.router("api"))
                .schedule(Schedule.linear(25, Duration.ofMinutes(2)))
                .build();
    }

    private List<TrafficSplit> splits() {
        return List.of(
                shop.platform.routing("web").split(),
                shop.platform.routing("api").split());
    }
}
