package dev.bluegreen.internal.engine.rollback;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routers that give both tracks a share: left so by a process that died at a step, or set so by hand. */
class SharedTrafficTest {

    private static final Schedule CANARY = Schedule.canary(10, Duration.ofMinutes(5));
    private static final TrafficSplit TENTH = new TrafficSplit(90, 10);

    private final Shop shop = new Shop();

    @BeforeEach
    void shares() {
        shop.platform.routeByShares("web", BLUE, Shop.SETTLE).routeByShares("api", BLUE, Shop.SETTLE);
    }

    @Test
    void autoGoesOnFromAStep() {
        dieAtTheStep();

        assertThat(release().recover().outcome()).isEqualTo(Outcome.SWITCHED);

        assertThat(splits()).containsOnly(TrafficSplit.all(GREEN));
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void finishGoesStraightToTheEnd() {
        dieAtTheStep();

        assertThat(release().recover(Recovery.FINISH).outcome()).isEqualTo(Outcome.SWITCHED);

        assertThat(splits()).containsOnly(TrafficSplit.all(GREEN));
        assertThat(release().status().active()).contains(GREEN);
    }

    @Test
    void rollBackGoesBackFromAStepThatOnlyOneRouterTook() {
        shop.crashAt("shift router/api", 1, shop -> release().switchTo(GREEN));
        assertThat(splits()).containsExactly(TENTH, TrafficSplit.all(BLUE));

        assertThat(release().recover(Recovery.ROLL_BACK).outcome()).isEqualTo(Outcome.ROLLED_BACK);

        assertThat(splits()).containsOnly(TrafficSplit.all(BLUE));
    }

    @Test
    void anUnannouncedShareIsAForeignWriteToAuto() {
        dieAtTheStep();
        shop.platform.foreignWrite("web", new TrafficSplit(50, 50), "kubectl");

        assertThatThrownBy(() -> release().recover())
                .hasMessageContaining("foreign write: router/web is 50/50, written by kubectl");
    }

    @Test
    void otherOperationsSayThatACutoverIsUnfinishedAndTouchNothing() {
        dieAtTheStep();
        shop.time.advance(Duration.ofMinutes(1));

        assertThatThrownBy(() -> release().switchTo(GREEN)).hasMessageContaining("traffic is shared: router/web 90/10");
        assertThatThrownBy(() -> release().switchTo(BLUE)).hasMessageContaining("recover()");
        assertThatThrownBy(() -> release().retire(GREEN)).hasMessageContaining("traffic is shared: router/web 90/10");
        assertThatThrownBy(() -> release().retire(BLUE)).hasMessageContaining("traffic is shared");
        assertThat(splits()).containsOnly(TENTH);
        assertThat(shop.platform.ready("shop-green")).isEqualTo(3);
    }

    @Test
    void theStatusShowsTheSharesAndTheUnfinishedCutover() {
        dieAtTheStep();

        ReleaseStatus status = release().status();

        assertThat(status.active()).isEmpty();
        assertThat(status.toString())
                .startsWith("shop: traffic on both tracks, BLUE/GREEN 90/10")
                .contains("router router/web 90/10", "BLUE -> GREEN in SHIFT, traffic may have moved");
    }

    @Test
    void sharesSetByHandAreNotSwitchedOverAndCanBeRolledBack() {
        release().switchTo(GREEN);
        shop.platform.foreignWrite("web", TENTH, "kubectl");
        shop.platform.foreignWrite("api", TENTH, "kubectl");

        assertThatThrownBy(() -> release().switchTo(GREEN))
                .hasMessageContaining("traffic is shared: router/web 90/10, router/api 90/10; set them to one track");
        assertThat(release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);

        assertThat(splits()).containsOnly(TrafficSplit.all(BLUE));
    }

    @Test
    void aTrackWithAShareIsNotScaledDownThoughTheRecordSaysItIsIdle() {
        release().switchTo(GREEN);
        shop.time.advance(Duration.ofHours(1));
        shop.platform.foreignWrite("web", new TrafficSplit(1, 99), "kubectl");

        assertThatThrownBy(() -> release().retire(BLUE)).hasMessageContaining("router/web 1/99");

        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
    }

    private void dieAtTheStep() {
        shop.crashAt("shift router/web", 2, shop -> release().switchTo(GREEN));
        assertThat(splits()).containsOnly(TENTH);
    }

    private Release release() {
        return shop.builder()
                .cutover(shop.platform.router("web"))
                .cutover(shop.platform.router("api"))
                .schedule(CANARY)
                .build();
    }

    private List<TrafficSplit> splits() {
        return List.of(
                shop.platform.routing("web").split(),
                shop.platform.routing("api").split());
    }
}
