package dev.bluegreen.internal.engine.stack;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.DrainGate;
import dev.bluegreen.check.Standby;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.RetireBy;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.result.Retirement;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Retiring a track by deletion, and when it is drained. */
class RetireTest {

    private final Shop shop = new Shop();
    private final ReleaseBuilder deleting = shop.builder().retireBy(RetireBy.DELETION);

    @Test
    void deletesTheWorkloadAndIsSafeToRepeat() {
        onGreen();

        Retirement retired = deleting.build().retire(BLUE);

        assertThat(retired.sentence()).isEqualTo("shop: BLUE is retired, none of its pods is left");
        assertThat(shop.release().status().world().blue().isNone()).isTrue();
        assertThat(deleting.build().retire(BLUE).done()).isTrue();
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void aDeletedTrackIsStagedAnew() {
        onGreen();
        deleting.build().retire(BLUE);

        assertThat(shop.release().switchTo(GREEN).active()).contains(GREEN);
        shop.release().stage(BLUE).image("shop:3").apply();

        assertThat(shop.release().switchTo(BLUE).active()).contains(BLUE);
    }

    @Test
    void doesNotDeleteTheTrackThatHasTheTraffic() {
        onGreen();

        assertThatThrownBy(() -> deleting.build().retire(GREEN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("traffic is on GREEN; switch to BLUE first");
        shop.before(
                "save record/shop",
                Shop.once(() -> shop.platform.foreignWrite("web", TrafficSplit.all(BLUE), "somebody")));
        assertThatThrownBy(() -> deleting.build().retire(BLUE)).hasMessageContaining("traffic is on BLUE");
        assertThat(shop.calls).noneMatch(call -> call.startsWith("delete "));
    }

    @Test
    void aDeletionWhoseAnswerIsLostIsSettled() {
        onGreen();
        shop.after("delete workload/shop-blue", Shop.once(() -> {
            throw new PlatformException(PlatformException.Kind.OUTCOME_UNKNOWN, "answer lost");
        }));

        assertThat(deleting.build().retire(BLUE).done()).isTrue();
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void waitsUntilTheTrackIsDrainedWithoutTheLock() {
        onGreen();
        Instant free = shop.time.now().plus(Duration.ofMinutes(3));
        DrainGate gate = context -> shop.time.now().isBefore(free)
                ? GateResult.notYet("drained", "4 connections to " + context.retiring() + " are open")
                : GateResult.pass("drained", "no connection is open");
        shop.time.after(
                Duration.ofMinutes(2), () -> assertThat(shop.lockIsFree()).isTrue());

        assertThat(shop.builder().drainGate(gate).build().retire(BLUE).done()).isTrue();

        assertThat(shop.time.now()).isAfterOrEqualTo(free);
        assertThat(shop.platform.ready("shop-blue")).isZero();
    }

    @Test
    void doesNotRetireATrackThatDoesNotDrain() {
        onGreen();
        DrainGate never = context -> GateResult.notYet("drained", "1 job runs on " + context.retiring());
        DrainGate no = context -> GateResult.fail("drained", "its queue cannot be read");
        Instant begin = shop.time.now();

        assertThatThrownBy(() -> shop.builder().drainGate(never).build().retire(BLUE))
                .isInstanceOf(RefusedException.class)
                .hasMessage("shop: BLUE was not retired: it is not drained: 1 job runs on BLUE");
        assertThat(Duration.between(begin, shop.time.now())).isEqualTo(Duration.ofMinutes(10));
        assertThatThrownBy(() -> shop.builder().drainGate(no).build().retire(BLUE))
                .hasMessageContaining("its queue cannot be read");
        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
        assertThat(shop.lockIsFree()).isTrue();
    }

    @Test
    void whatAStandbyLoweredIsRestored() {
        shop.platform.autoscale("shop-blue", 3, 9);
        shop.builder()
                .standby(Standby.lasting(Duration.ofHours(1)).scaledTo(1))
                .build()
                .switchTo(GREEN);
        assertThat(shop.platform.minimum("shop-blue")).isEqualTo(1);
        shop.time.advance(Duration.ofHours(2));

        shop.release().retire(BLUE);

        assertThat(shop.platform.minimum("shop-blue")).isEqualTo(3);
        assertThat(shop.platform.ready("shop-blue")).isZero();
    }

    private void onGreen() {
        shop.release().switchTo(Track.GREEN);
        shop.time.advance(Shop.SETTLE);
    }
}
