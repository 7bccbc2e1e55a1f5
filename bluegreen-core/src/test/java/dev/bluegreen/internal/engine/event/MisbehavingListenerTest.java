package dev.bluegreen.internal.engine.event;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.Release;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.Track;
import dev.bluegreen.scene.Misbehaving;
import dev.bluegreen.scene.Shop;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A listener that misbehaves at every event changes nothing of what any operation does, but for a second at most. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MisbehavingListenerTest {

    private final Shop shop = new Shop();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicBoolean misbehaved = new AtomicBoolean();

    /** Every operation besides the switch, which has a test of its own, and where traffic is after it. */
    private enum Work {
        ROLL_BACK(BLUE),
        RECOVER_WHAT_WAS_MOVED(GREEN),
        RECOVER_AT_REST(GREEN),
        STAGE(GREEN),
        RETIRE(GREEN),
        EXTEND(GREEN),
        SWITCH_TO_WHERE_IT_IS(GREEN);

        private final Track ends;

        Work(Track ends) {
            this.ends = ends;
        }
    }

    static Stream<Arguments> everyOperationInEveryWay() {
        return Arrays.stream(Work.values())
                .flatMap(work -> Arrays.stream(Misbehaving.values()).map(way -> Arguments.of(work, way)));
    }

    @AfterEach
    void letThemGo() {
        end.countDown();
    }

    @ParameterizedTest(name = "{0}, and the listener {1}")
    @MethodSource("everyOperationInEveryWay")
    void holdsNoOperationUp(Work work, Misbehaving way) {
        prepare(work);
        CutoverListener listener = event -> {
            misbehaved.set(true);
            boolean unused = Boolean.TRUE.equals(way.instead(Boolean.TRUE, shop.time, end));
        };
        long before = shop.time.nanos();
        AtomicLong last = new AtomicLong();

        run(
                work,
                shop.builder()
                        .listener(listener)
                        .listener(event -> last.set(shop.time.nanos()))
                        .build());

        assertThat(misbehaved).as("it was told").isTrue();
        assertThat(last.get() - before).isLessThan(ofMinutes(3).toNanos());
        assertThat(shop.active()).isEqualTo(work.ends);
        assertThat(shop.lockIsFree()).isTrue();
        assertThat(shop.platform.running().leftBehind()).isLessThanOrEqualTo(1);
        assertThat(shop.release().status().unfinished()).isEmpty();
        if (work == Work.RETIRE) {
            assertThat(shop.platform.ready("shop-blue")).isZero();
        }
        if (work == Work.STAGE) {
            assertThat(shop.release().status().world().blue().images()).containsExactly("shop:3");
        }
    }

    private void prepare(Work work) {
        if (work == Work.RECOVER_WHAT_WAS_MOVED) {
            shop.crashAfter("shift router/web");
        } else {
            shop.release().switchTo(GREEN);
        }
        shop.time.advance(ofMinutes(5));
    }

    private static void run(Work work, Release release) {
        switch (work) {
            case ROLL_BACK -> release.rollBack();
            case RECOVER_WHAT_WAS_MOVED, RECOVER_AT_REST -> release.recover();
            case STAGE -> release.stage(BLUE).image("shop:3").apply();
            case RETIRE -> release.retire(BLUE);
            case EXTEND -> release.extendStandby(ofHours(1));
            case SWITCH_TO_WHERE_IT_IS -> release.switchTo(GREEN);
        }
    }
}
