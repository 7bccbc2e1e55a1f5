package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.Unfinished;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.CrashException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Deaths of the process that requests a cutover. */
class RequestDeathTest extends RequestScene {

    @Test
    void whereverTheProcessDiesTheRequestCanBeResumedOrCancelled() {
        for (int write = 1; write <= 2; write++) {
            for (boolean isCancelled : new boolean[] {true, false}) {
                Shop scene = new Shop();
                scene.crashAt("save record/shop", write, release -> release.request(GREEN));

                boolean isEntered = write == 2;
                assertThat(scene.release().status().unfinished().isPresent()).isEqualTo(isEntered);
                scene.time.advance(Duration.ofMinutes(1));
                if (isEntered) {
                    assertThat(scene.release()
                                    .status()
                                    .unfinished()
                                    .orElseThrow()
                                    .state())
                            .isEqualTo(Unfinished.State.DEAD);
                    assertThat(
                                    isCancelled
                                            ? scene.release().cancel("op-1").done()
                                            : scene.release().resume().id().equals("op-1"))
                            .isTrue();
                }
                assertThat(scene.lockIsFree()).isTrue();
                assertThat(scene.release().status().unfinished()).isEmpty();
                assertThat(scene.active()).isEqualTo(isEntered && !isCancelled ? GREEN : BLUE);
            }
        }
    }

    @Test
    void aProcessThatDiesRightAfterItHasParkedItLeavesItParked() {
        shop.after("save record/shop", () -> {
            if (shop.calls.stream().filter("save record/shop"::equals).count() == 2) {
                throw new CrashException("dead");
            }
        });
        assertThatThrownBy(() -> shop.release().request(GREEN)).isInstanceOf(CrashException.class);
        shop.stopIntercepting();

        assertThat(state()).isEqualTo(Unfinished.State.PARKED);
        assertThat(shop.release().resume().outcome()).isEqualTo(Outcome.SWITCHED);
    }
}
