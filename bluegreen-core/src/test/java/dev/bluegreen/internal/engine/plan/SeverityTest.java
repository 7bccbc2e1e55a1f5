package dev.bluegreen.internal.engine.plan;

import static dev.bluegreen.model.Finding.Severity.FATAL;
import static dev.bluegreen.model.Finding.Severity.INFO;
import static dev.bluegreen.model.Finding.Severity.WARNING;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.scene.Shop;
import dev.bluegreen.spi.CrashException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A severity that was set for a finding holds wherever the finding is looked at. */
class SeverityTest {

    private static final Schedule CANARY = Schedule.canary(10, Duration.ofMinutes(5));

    private final Shop shop = new Shop();
    private Severity found = FATAL;
    private Predicate<Move> where = move -> true;

    @Test
    void aLoweredFindingStopsNoStep() {
        CutoverReport report = steps().severity("acme/shadow", WARNING).build().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.findings()).extracting(Finding::severity).containsOnly(WARNING);
    }

    @Test
    void aLoweredFindingStopsNoMoveAllAtOnce() {
        assertThat(shadowed()
                        .severity("acme/shadow", INFO)
                        .build()
                        .switchTo(GREEN)
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aRaisedFindingThatComesWithAStepSendsTrafficBack() {
        found = WARNING;
        where = move -> move.before().split().equals(new TrafficSplit(90, 10));

        assertThatThrownBy(() -> steps().severity("acme/shadow", FATAL).build().switchTo(GREEN))
                .hasMessageContaining("shadow of 0/100; go into the light")
                .hasMessageContaining("Traffic is on BLUE");
        assertThat(shop.active()).isEqualTo(BLUE);
    }

    @Test
    void aRaisedFindingThatComesAfterThePlanStopsTheMove() {
        found = WARNING;
        where = move -> shop.calls.stream().anyMatch("preflight router/web"::equals)
                && shop.platform.record("shop").isPresent();

        assertThatThrownBy(
                        () -> shadowed().severity("acme/shadow", FATAL).build().switchTo(GREEN))
                .hasMessageContaining("shadow of 0/100; go into the light");
        assertThat(shop.writes()).doesNotContain("shift router/web");
    }

    @Test
    void aLoweredFindingDoesNotStopFinishingADeadCutover() {
        dieBetweenTwoRouters();

        assertThat(both().severity("acme/shadow", WARNING)
                        .build()
                        .recover(Recovery.FINISH)
                        .outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aRaisedFindingStopsFinishingADeadCutover() {
        dieBetweenTwoRouters();
        found = WARNING;

        assertThatThrownBy(() -> both().severity("acme/shadow", FATAL).build().recover(Recovery.FINISH))
                .hasMessageContaining("shadow of 0/100; go into the light, or call recover(ROLL_BACK)");
    }

    private void dieBetweenTwoRouters() {
        where = move -> false;
        shop.platform.route("api", BLUE, Shop.SETTLE);
        shop.eachCall(call -> {
            if (shop.calls.contains("shift router/api")) {
                throw new CrashException(call);
            }
        });
        assertThatThrownBy(() -> both().build().switchTo(GREEN)).isInstanceOf(CrashException.class);
        shop.stopIntercepting();
        where = move -> true;
    }

    private ReleaseBuilder steps() {
        shop.platform.routeByShares("web", BLUE, Shop.SETTLE);
        return shadowed().schedule(CANARY);
    }

    private ReleaseBuilder shadowed() {
        return shop.builder().cutover(new Shadowed(shop.platform.router("web")));
    }

    private ReleaseBuilder both() {
        return shadowed().cutover(new Shadowed(shop.platform.router("api")));
    }

    /** A router with one finding more. */
    private final class Shadowed implements CutoverStrategy {

        private final CutoverStrategy router;

        Shadowed(CutoverStrategy router) {
            this.router = router;
        }

        @Override
        public Preflight preflight(Move move) {
            Preflight plain = router.preflight(move);
            Stream<Finding> shadow = Stream.of(new Finding(
                            "acme/shadow", found, "it lies in the shadow of " + move.target(), "go into the light"))
                    .filter(finding -> where.test(move));
            return new Preflight(
                    plain.writes(),
                    Stream.concat(plain.findings().stream(), shadow).toList());
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

        @Override
        public boolean supports(TrafficSplit split) {
            return router.supports(split);
        }
    }
}
