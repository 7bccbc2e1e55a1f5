package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A router that is proven slowly, whose way back takes as long, and that may answer with an idle track. */
class DnsLikeRouterTest {

    private static final Permission MAY_CHANGE = new Permission("dns", "", "records", Optional.of("web"), "change");

    private final Shop shop = new Shop();
    private boolean failsOpen;

    @Test
    void getsTheTimeThatItsProofTakes() {
        shop.after("shift router/web", () -> {
            shop.platform.setReady("shop-green", 1);
            shop.time.after(Duration.ofMinutes(8), () -> shop.platform.setReady("shop-green", 3));
        });

        assertThat(release().switchTo(GREEN).took()).isEqualTo(Duration.ofMinutes(8));
        assertThat(release().plan(BLUE).toString()).contains("verify 10 min");
        assertThat(release().plan(BLUE).permissions()).contains(MAY_CHANGE);
    }

    @Test
    void staysWhereItIsWhenItIsNotProvenInTime() {
        shop.after("shift router/web", () -> shop.platform.setReady("shop-green", 1));

        assertThatThrownBy(() -> release().switchTo(GREEN))
                .isInstanceOfSatisfying(CutoverException.class, stays -> {
                    assertThat(stays.report().outcome()).isEqualTo(Outcome.NEEDS_ATTENTION);
                    assertThat(stays.report().took()).isEqualTo(Duration.ofMinutes(10));
                })
                .hasMessageContaining("1 of 3 required pods ready; call recover() to look again");
        assertThat(shop.active()).isEqualTo(GREEN);
        assertThat(shop.lockIsFree()).isTrue();

        assertThatThrownBy(() -> release().recover()).hasMessageContaining("1 of 3 required pods ready");
        shop.platform.setReady("shop-green", 3);
        assertThat(release().recover().outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void keepsATrackThatItMayStillAnswerWith() {
        release().switchTo(GREEN);
        shop.time.advance(Shop.SETTLE);
        failsOpen = true;

        assertThatThrownBy(() -> release().retire(BLUE))
                .hasMessage("shop: BLUE was not retired: it may be answered when health checks fail");
        assertThat(shop.platform.ready("shop-blue")).isEqualTo(3);
    }

    private Release release() {
        return shop.builder().cutover(new DnsLike(shop.platform.router("web"))).build();
    }

    private final class DnsLike implements CutoverStrategy {

        private final CutoverStrategy router;

        DnsLike(CutoverStrategy router) {
            this.router = router;
        }

        @Override
        public Duration provenWithin() {
            return Duration.ofMinutes(10);
        }

        @Override
        public boolean staysUnproven() {
            return true;
        }

        @Override
        public Optional<String> mayFailOpen(ReleaseSpec release, Track idle) {
            return failsOpen ? Optional.of("it may be answered when health checks fail") : Optional.empty();
        }

        @Override
        public List<Permission> permissions(ReleaseSpec release) {
            return List.of(MAY_CHANGE);
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
            return router.verify(move, applied);
        }

        @Override
        public Subscription watch(ReleaseSpec release, Runnable onChange) {
            return router.watch(release, onChange);
        }

        @Override
        public Duration settleBound() {
            return router.settleBound();
        }
    }
}
