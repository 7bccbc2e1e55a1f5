package dev.bluegreen.integration;

import static dev.bluegreen.model.Track.BLUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.laws.killmatrix.KillMatrix;
import dev.bluegreen.laws.killmatrix.KillMatrixResult;
import dev.bluegreen.laws.killmatrix.KillOperation;
import dev.bluegreen.laws.killmatrix.scene.Blow;
import dev.bluegreen.laws.killmatrix.scene.CallFault;
import dev.bluegreen.laws.killmatrix.scene.ObjectScene;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Workloads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kill matrix of a strategy whose way back needs the new track: each blow to that track has to show it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Tag("exhaustive")
class KillMatrixCatchesTest {

    @ParameterizedTest
    @EnumSource(names = {"DELETED", "SCALED_TO_ZERO", "PAUSED", "FORBIDDEN"})
    void aWayBackThatNeedsTheNewTrackIsCaught(Blow blow) {
        KillMatrixResult result = matrix(NeedsGreen::new)
                .operations(KillOperation.ROLL_BACK)
                .calls(call -> call.verb().equals("get") && call.resource().equals("leases") && call.nth() == 1)
                .blows(blow)
                .run();

        assertThat(result.blows()).isEqualTo(2);
        assertThat(result.failures())
                .anyMatch(broken -> broken.contains("ROLL_BACK, get leases/bluegreen-shop, " + blow + ": law 4")
                        && broken.contains("nothing brings all traffic back to BLUE"));
    }

    @Test
    void aRecoveryThatNeedsTheNewTrackIsCaught() {
        KillMatrixResult result = matrix(NeedsGreen::new)
                .operations(KillOperation.RECOVER_UNDOING)
                .calls(call -> call.verb().equals("get") && call.resource().equals("leases") && call.nth() == 1)
                .blows(Blow.DELETED)
                .run();

        assertThat(result.failures()).anyMatch(broken -> broken.contains("law 4"));
    }

    @Test
    void aFaultySentenceIsCaught() {
        KillMatrixResult result = matrix(
                        (real, workloads) -> new NeedsGreen(real, workloads, Optional.of("settles in PT30S")))
                .operations(KillOperation.ROLL_BACK)
                .calls(call -> call.verb().equals("get") && call.resource().equals("leases") && call.nth() == 1)
                .callFaults(CallFault.KILLED_BEFORE)
                .run();

        assertThat(result.failures())
                .anyMatch(broken ->
                        broken.contains("has a duration as machines write it") && broken.contains("settles in PT30S"));
    }

    @Test
    void aSoundStrategyIsNotCaught() {
        KillMatrixResult result = matrix((real, workloads) -> real)
                .operations(KillOperation.ROLL_BACK)
                .calls(call -> call.verb().equals("get") && call.resource().equals("leases") && call.nth() == 1)
                .run();

        assertThat(result.failures()).isEmpty();
        assertThat(result.blows()).isEqualTo(2 * Blow.values().length);
    }

    private static KillMatrix matrix(BiFunction<CutoverStrategy, Workloads, CutoverStrategy> strategy) {
        return KillMatrix.of(() -> ObjectScene.services(
                        (client, time) -> Fabric8Platform.of(client).withTime(time),
                        (platform, service) -> strategy.apply(platform.selectorPatch(service), platform.workloads()),
                        2))
                .progress(line -> {});
    }

    /** Goes nowhere while GREEN is not there, has no pods, is paused or may not be read. */
    private record NeedsGreen(CutoverStrategy real, Workloads workloads, Optional<String> said)
            implements CutoverStrategy {

        NeedsGreen(CutoverStrategy real, Workloads workloads) {
            this(real, workloads, Optional.empty());
        }

        @Override
        public RouterState shift(Move move) {
            World now = workloads.read(move.world().release());
            if (move.target().equals(TrafficSplit.all(BLUE))
                    && (now.green().desired() == 0 || now.green().stalled())) {
                throw new PlatformException(PlatformException.Kind.INVALID, "GREEN is not as it was");
            }
            return real.shift(move);
        }

        @Override
        public Preflight preflight(Move move) {
            return real.preflight(move);
        }

        @Override
        public List<Evidence> verify(Move move, Instant applied) {
            Stream<Evidence> more = said.stream().map(sentence -> Evidence.confirmed("word", router(), sentence));
            return Stream.concat(real.verify(move, applied).stream(), more).toList();
        }

        @Override
        public Optional<Instant> unseenSince(ReleaseSpec release) {
            return real.unseenSince(release);
        }

        @Override
        public String router() {
            return real.router();
        }

        @Override
        public RouterState observe(ReleaseSpec release) {
            return real.observe(release);
        }

        @Override
        public RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
            return real.fence(release, before, token, attempt);
        }

        @Override
        public Subscription watch(ReleaseSpec release, Runnable onChange) {
            return real.watch(release, onChange);
        }

        @Override
        public Duration settleBound() {
            return real.settleBound();
        }
    }
}
