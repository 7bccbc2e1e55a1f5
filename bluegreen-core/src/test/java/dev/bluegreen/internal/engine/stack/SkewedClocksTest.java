package dev.bluegreen.internal.engine.stack;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.Retirement;
import dev.bluegreen.scene.Machine;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A track is kept as long as was promised, whatever the clock of the machine shows that is told to retire it. */
class SkewedClocksTest {

    private static final Duration FAST = Duration.ofMinutes(20);
    private static final Duration DAY = Duration.ofHours(24);

    private final Shop shop = new Shop();

    @Test
    void aFastClockDoesNotRetireBeforeTrafficHasSettled() {
        Instant verified =
                shop.release().switchTo(GREEN).times().trafficVerified().orElseThrow();

        Retirement retired = from("fast", FAST).retire(BLUE);

        assertThat(retired.done()).isTrue();
        assertThat(shop.time.now()).isEqualTo(verified);
    }

    @Test
    void aFastClockDoesNotRetireAStandbyEarly() {
        Instant until = switchedFor(DAY);
        Release fast = from("fast", FAST);
        shop.time.advance(DAY.minusSeconds(1));

        assertThatThrownBy(() -> fast.retire(BLUE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("kept as standby until " + until + " by the clock of another machine, so until "
                        + until.plus(FAST) + " by ours");
        shop.time.advance(Duration.between(shop.time.now(), until));
        assertThat(fast.retire(BLUE).done()).isTrue();
    }

    @Test
    void aJobOnAFastClockLeavesAStandbyAlone() {
        Instant until = switchedFor(DAY);
        Machine fast = new Machine("fast", shop.platform, FAST);
        CutoverListener nobody = event -> {};
        shop.time.advance(DAY.minusSeconds(1));

        assertThat(jobOn(fast, nobody).sentence()).startsWith("shop: BLUE is kept for 31 s more");

        shop.time.advance(Duration.between(shop.time.now(), until));
        assertThat(jobOn(fast, nobody).done()).isTrue();
    }

    @Test
    void aFastClockDoesNotStageWhatMayStillGetTraffic() {
        Instant verified =
                shop.release().switchTo(GREEN).times().trafficVerified().orElseThrow();
        shop.before(
                "stage workload/shop-blue", () -> assertThat(shop.time.now()).isEqualTo(verified));

        from("fast", FAST).stage(BLUE).image("shop:3").apply();

        assertThat(shop.calls).contains("stage workload/shop-blue");
    }

    @Test
    void aSlowClockOnlyKeepsATrackForLonger() {
        switchedFor(DAY);
        Release slow = from("slow", FAST.negated());
        shop.time.advance(DAY.plus(Shop.SETTLE));

        assertThatThrownBy(() -> slow.retire(BLUE)).hasMessageContaining("kept as standby until");
        shop.time.advance(FAST.multipliedBy(2));

        assertThat(slow.retire(BLUE).done()).isTrue();
    }

    @Test
    void theMachineThatSwitchedDoesNotWaitForWhatItsOwnClockTells() {
        Instant until = switchedFor(DAY);
        shop.time.advance(Duration.between(shop.time.now(), until));

        shop.release().retire(BLUE);

        assertThat(shop.time.now()).isEqualTo(until);
    }

    @Test
    void whatIsOverForLongIsRetiredAtOnceFromAnywhere() {
        shop.release().switchTo(GREEN);
        shop.time.advance(Duration.ofMinutes(30));
        Instant now = shop.time.now();

        from("other", Duration.ofMinutes(-5)).retire(BLUE);

        assertThat(shop.time.now()).isEqualTo(now);
    }

    @Test
    void aBakeThatOutlastedTheSettlingIsNotWaitedForAgain() {
        shop.builder().bake(Duration.ofMinutes(1)).build().switchTo(GREEN);
        Instant now = shop.time.now();

        from("other", Duration.ZERO).retire(BLUE);

        assertThat(shop.time.now()).isEqualTo(now);
    }

    @Test
    void aStandbyThatTwoClocksReckonedIsTrustedByNeither() {
        switchedFor(DAY);
        Instant until =
                from("slow", FAST.negated()).extendStandby(Duration.ofHours(1)).until();
        shop.time.advance(Duration.between(shop.time.now(), until));

        assertThatThrownBy(() -> shop.release().retire(BLUE)).hasMessageContaining("by the clock of another machine");
        shop.time.advance(FAST);

        assertThat(shop.release().retire(BLUE).done()).isTrue();
    }

    @Test
    void aRecordThatDoesNotTellItsClockIsWaitedForAsLongAsTheRouterMaySettle() {
        shop.release().switchTo(GREEN);
        shop.rewriteRecord(json -> json.replaceFirst("\"clock\":\\{[^}]*},", ""));
        shop.time.advance(Shop.SETTLE);
        Instant now = shop.time.now();

        shop.release().retire(BLUE);

        assertThat(shop.time.now()).isEqualTo(now.plus(Shop.SETTLE));
    }

    @Test
    void aMoveWhileItWasWaitedForIsWaitedForAnew() {
        shop.release().switchTo(GREEN);
        shop.time.after(
                Duration.ofSeconds(5),
                () -> shop.time.fork("other", () -> {
                    shop.release().switchTo(BLUE);
                    shop.release().switchTo(GREEN);
                }));

        assertThatThrownBy(() -> from("fast", FAST).retire(BLUE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("traffic was moved to GREEN again meanwhile");
        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
        assertThat(shop.lockIsFree()).isTrue();
    }

    private Instant switchedFor(Duration standby) {
        shop.builder().standby(standby).build().switchTo(GREEN);
        return shop.release().status().standby().orElseThrow().until();
    }

    private Release from(String machine, Duration skew) {
        return BlueGreen.release("shop")
                .on(new Machine(machine, shop.platform, skew))
                .build();
    }

    private static Retirement jobOn(Machine machine, CutoverListener listener) {
        return BlueGreen.retireDue(machine, told -> told.listener(listener)).get(0);
    }
}
