package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.CrashException;
import dev.bluegreen.spi.NamespaceNotices;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A step that is held past its own time, because releases are stopped. */
class HeldStepTest {

    private final Shop shop = new Shop();

    /** Of its step everything was watched before the process died, and objectives are checked at their own pace. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aRecoveredStepIsHeldUpToTheLimitOfTheStopAsByTheFirstProcess() {
        AtomicInteger checks = new AtomicInteger();
        shop.platform.routeByShares("web", BLUE, Duration.ofSeconds(5));
        ReleaseBuilder canary = shop.builder()
                .schedule(Schedule.canary(10, Duration.ofMinutes(1)))
                .bake(Duration.ofMinutes(1), counting(checks))
                .stoppable();
        shop.time.after(Duration.ofSeconds(30), this::stop);
        AtomicBoolean isDead = new AtomicBoolean();
        shop.time.after(Duration.ofMinutes(10), () -> isDead.set(true));
        shop.die(isDead::get);
        assertThatThrownBy(() -> canary.build().switchTo(GREEN)).isInstanceOf(CrashException.class);
        shop.stopIntercepting();
        shop.time.advance(Duration.ofMinutes(1));
        checks.set(0);
        Instant recovered = shop.time.now();

        CutoverException back = catchThrowableOfType(
                CutoverException.class, () -> canary.build().resume());

        assertThat(back)
                .hasMessageContaining(
                        "releases are stopped by ann: fire (delete notice/bluegreen-stop to go on); that was not lifted within 4 h 0 min");
        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(Duration.between(recovered, shop.time.now()))
                .isBetween(Duration.ofHours(4), Duration.ofMinutes(250));
        assertThat(checks).hasValueBetween(1_400, 1_450);
    }

    @Test
    void aHeldStepIsCheckedAtThePaceOfTheBake() {
        AtomicInteger checks = new AtomicInteger();
        shop.platform.routeByShares("web", BLUE, Duration.ofSeconds(1));
        shop.after("shift router/web", Shop.once(this::stop));

        assertThatThrownBy(() -> shop.builder()
                        .schedule(Schedule.canary(10, Duration.ofSeconds(1)))
                        .bake(Bake.lasting(Duration.ofMinutes(1))
                                .every(Duration.ofMinutes(1))
                                .watching(counting(checks)))
                        .holdWhileStopped(Duration.ofHours(1))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("not lifted within 1 h 0 min");
        assertThat(checks).hasValueBetween(55, 65);
    }

    private static Slo counting(AtomicInteger checks) {
        Slo good = seen -> {
            checks.incrementAndGet();
            return new Slo.Result(Slo.Verdict.GOOD, "all is well");
        };
        return good.named("errors");
    }

    private void stop() {
        shop.platform.post(NamespaceNotices.STOP, Map.of("stopped", "true", "by", "ann", "reason", "fire"));
    }
}
