package dev.bluegreen.internal.engine.rollback;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.Slo.Verdict;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A closing that comes when the way back is about to be taken, and that is not completed by its process. */
class ClosingInTimeTest {

    private final Shop shop = new Shop();

    /** Found by a random schedule: the note is there, the lock is free, and the cutover is left on its way back. */
    @Test
    void aWayBackThatWasBegunAndFailedIsNotCalledClosed() {
        AtomicReference<String> answer = new AtomicReference<>("");
        shop.before("shift router/web", Shop.times(2, () -> {
            if (shop.active() == GREEN) {
                shop.platform.foreignWrite("web", TrafficSplit.all(GREEN), "kubectl");
                shop.time.fork("closer", () -> answer.set(closing()));
                letItNote();
            }
        }));
        Slo breach = asked -> new Slo.Result(
                shop.time.now().isBefore(asked.switched().plusSeconds(65)) ? Verdict.GOOD : Verdict.BAD, "said so");

        assertThatThrownBy(() -> shop.builder()
                        .bake(Duration.ofMinutes(5), breach)
                        .build()
                        .switchTo(GREEN))
                .isInstanceOf(CutoverException.class);
        shop.time.advance(Duration.ofMinutes(2));

        assertThat(answer.get()).contains("was not closed").contains("was going back before it heard of it");
        assertThat(shop.release().status().wayBackClosed()).isEmpty();
        assertThat(shop.release().recover().outcome()).hasToString("ROLLED_BACK");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    private void letItNote() {
        try {
            shop.time.signal().await(Duration.ofMillis(500));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String closing() {
        try {
            return "closed: " + shop.release().closeWayBack("orders v1 columns dropped");
        } catch (RefusedException e) {
            return e.getMessage();
        }
    }
}
