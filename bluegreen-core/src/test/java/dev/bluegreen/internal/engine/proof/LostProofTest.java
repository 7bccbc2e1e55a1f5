package dev.bluegreen.internal.engine.proof;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A proof that goes missing in the bake: it may, for as long as a proof may take. */
class LostProofTest {

    private final Shop shop = new Shop();
    private final AtomicBoolean missing = new AtomicBoolean();
    private boolean stays;

    @Test
    void sendsTrafficBackWhenItDoesNotComeAgain() {
        lose(Duration.ofSeconds(30), Duration.ofHours(1));

        assertThatThrownBy(() -> switchTo(Duration.ofMinutes(10)))
                .isInstanceOfSatisfying(CutoverException.class, back -> {
                    assertThat(back.report().outcome()).isEqualTo(Outcome.ROLLED_BACK);
                    assertThat(back.report().took()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(95));
                })
                .hasMessageContaining(
                        "the proof no longer holds: for 1 min it was not seen again: router/web: nothing seen");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void holdsWhenItComesAgainInTime() {
        lose(Duration.ofSeconds(30), Duration.ofSeconds(50));
        lose(Duration.ofSeconds(90), Duration.ofSeconds(50));

        assertThat(switchTo(Duration.ofMinutes(3)).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void isWaitedForAtTheEnd() {
        lose(Duration.ofSeconds(110), Duration.ofSeconds(40));

        CutoverReport report = switchTo(Duration.ofMinutes(2));

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(150));
        assertThat(report.evidence()).extracting(Evidence::verdict).containsOnly(Evidence.Verdict.CONFIRMED);
    }

    @Test
    void isNoSuccessWhenItIsMissingAtTheEnd() {
        lose(Duration.ofSeconds(110), Duration.ofHours(1));

        assertThatThrownBy(() -> switchTo(Duration.ofMinutes(2))).hasMessageContaining("the proof no longer holds");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void fewerPodsThanWantedAreNoneAsLongAsOneIsLeft() {
        shop.time.after(Duration.ofSeconds(30), () -> shop.platform.setReady("shop-green", 1));

        assertThat(switchTo(Duration.ofMinutes(10)).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void doesNotSendTrafficBackByTheSameSlowWay() {
        stays = true;
        lose(Duration.ofSeconds(30), Duration.ofHours(1));

        assertThat(switchTo(Duration.ofMinutes(10)).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    private CutoverReport switchTo(Duration bake) {
        return shop.builder()
                .cutover(new Forgetful(shop.platform.router("web")))
                .bake(bake)
                .build()
                .switchTo(GREEN);
    }

    private void lose(Duration after, Duration time) {
        shop.time.after(after, () -> missing.set(true));
        shop.time.after(after.plus(time), () -> missing.set(false));
    }

    private final class Forgetful implements CutoverStrategy {

        private final CutoverStrategy router;

        Forgetful(CutoverStrategy router) {
            this.router = router;
        }

        @Override
        public String router() {
            return router.router();
        }

        @Override
        public RouterState observe(ReleaseSpec release) {
            return router.observe(release);
        }

        @Override
        public Preflight preflight(Move move) {
            return router.preflight(move);
        }

        @Override
        public RouterState shift(Move move) {
            return router.shift(move);
        }

        @Override
        public RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
            return router.fence(release, before, token, attempt);
        }

        @Override
        public List<Evidence> verify(Move move, Instant applied) {
            boolean isBack = move.target().sendsTo(BLUE);
            return missing.get() && !isBack
                    ? List.of(Evidence.missing("endpoints", router(), "nothing seen"))
                    : router.verify(move, applied);
        }

        @Override
        public Subscription watch(ReleaseSpec release, Runnable onChange) {
            return router.watch(release, onChange);
        }

        @Override
        public Duration settleBound() {
            return router.settleBound();
        }

        @Override
        public boolean staysUnproven() {
            return stays;
        }
    }
}
