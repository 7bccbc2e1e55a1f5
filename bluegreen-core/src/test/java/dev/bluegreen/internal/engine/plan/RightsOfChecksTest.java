package dev.bluegreen.internal.engine.plan;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.Release;
import dev.bluegreen.check.DrainContext;
import dev.bluegreen.check.DrainGate;
import dev.bluegreen.check.Gate;
import dev.bluegreen.check.GateContext;
import dev.bluegreen.check.ProbeContext;
import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.SloContext;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.scene.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever is given to a builder says for which release it takes which rights, and the plan shows them. */
class RightsOfChecksTest {

    private final Shop shop = new Shop();

    @Test
    void arePartOfThePlan() {
        Release release = shop.builder()
                .gate(new OwnGate())
                .trafficProbe(new OwnProbe())
                .bake(Duration.ofMinutes(1), new OwnSlo())
                .listener(new OwnListener())
                .build();

        assertThat(release.plan(GREEN).permissions())
                .contains(right("gate"), right("probe"), right("slo"), right("listener"));
    }

    @Test
    void ofADrainGateAreAskedForRetiringOnly() {
        Release release = shop.builder().drainGate(new OwnDrainGate()).build();

        assertThat(release.plan(GREEN).permissions()).doesNotContain(right("drain"));
        assertThat(release.permissions()).contains(right("drain"));
    }

    private static Permission right(String what) {
        return new Permission("own", "", what, Optional.of("shop"), "get");
    }

    private static List<Permission> rights(String what, ReleaseSpec release) {
        return List.of(new Permission("own", "", what, Optional.of(release.name()), "get"));
    }

    private static final class OwnGate implements Gate {

        @Override
        public GateResult check(GateContext context) {
            return GateResult.pass("own", context.minReadyPods() + " pods are enough");
        }

        @Override
        public List<Permission> permissions(ReleaseSpec release) {
            return rights("gate", release);
        }
    }

    private static final class OwnDrainGate implements DrainGate {

        @Override
        public GateResult check(DrainContext context) {
            return GateResult.pass("own", context.retiringWorkload().name() + " is drained");
        }

        @Override
        public List<Permission> permissions(ReleaseSpec release) {
            return rights("drain", release);
        }
    }

    private static final class OwnProbe implements TrafficProbe {

        @Override
        public Evidence check(ProbeContext context) {
            return Evidence.confirmed("traffic", context.active().name(), "it answers");
        }

        @Override
        public List<Permission> permissions(ReleaseSpec release) {
            return rights("probe", release);
        }
    }

    private static final class OwnSlo implements Slo {

        @Override
        public Result check(SloContext context) {
            return new Result(Verdict.GOOD, context.active() + " is well");
        }

        @Override
        public List<Permission> permissions(ReleaseSpec release) {
            return rights("slo", release);
        }
    }

    private static final class OwnListener implements CutoverListener {

        @Override
        public void on(CutoverEvent event) {
            // What is told does not matter here.
        }

        @Override
        public List<Permission> permissions(ReleaseSpec release) {
            return rights("listener", release);
        }
    }
}
