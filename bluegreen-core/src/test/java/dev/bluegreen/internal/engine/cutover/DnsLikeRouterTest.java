package dev.bluegreen.internal.engine.cutover;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Cancellation;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A router that is proven slowly, whose way back takes as long, and that may answer with an idle track. */
class DnsLikeRouterTest {

    private static final Permission MAY_CHANGE = new Permission("dns", "", "records", Optional.of("web"), "change");

    private final Shop shop = new Shop();
    private final List<Move> moves = new ArrayList<>();
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

    @Test
    void whoCancelsWaitsAsLongAsItsWayBackMayTake() {
        AtomicInteger shifts = new AtomicInteger();
        shop.after("shift router/web", () -> {
            if (shifts.incrementAndGet() == 2) {
                shop.platform.loseSight();
                shop.time.after(Duration.ofMinutes(5), shop.platform::regainSight);
            }
        });
        List<Cancellation> done = new ArrayList<>();
        shop.time.after(
                Duration.ofMinutes(3),
                () -> shop.time.fork("eve", () -> done.add(release().cancel("op-1"))));

        assertThatThrownBy(() -> builder().bake(Duration.ofMinutes(10)).build().switchTo(GREEN))
                .isInstanceOf(CutoverException.class);

        shop.time.advance(Duration.ofMinutes(1));
        assertThat(done)
                .singleElement()
                .satisfies(result ->
                        assertThat(result.done()).as(result.sentence()).isTrue());
    }

    @Test
    void eachMoveNamesAllRoutersOfTheReleaseOnAnotherAttemptAndOnTheWayBackToo() {
        shop.platform.route("api", BLUE, Shop.SETTLE);
        shop.before("shift router/api", Shop.once(() -> {
            throw new PlatformException(PlatformException.Kind.TRANSIENT, "429");
        }));
        Slo bad = asked -> new Slo.Result(Slo.Verdict.BAD, "requests fail");

        assertThatThrownBy(() -> builder()
                        .cutover(new DnsLike(shop.platform.router("api")))
                        .bake(Duration.ofMinutes(10), bad.named("errors"))
                        .build()
                        .switchTo(GREEN))
                .isInstanceOf(CutoverException.class);

        assertThat(shop.active()).isEqualTo(BLUE);
        assertThat(moves)
                .as("there, one of them twice, and back")
                .hasSize(5)
                .allSatisfy(move -> assertThat(move.routers()).containsExactlyInAnyOrder("router/web", "router/api"));
    }

    private ReleaseBuilder builder() {
        return shop.builder().cutover(new DnsLike(shop.platform.router("web")));
    }

    private Release release() {
        return builder().build();
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
            moves.add(move);
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
