package dev.bluegreen.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.laws.killmatrix.KillMatrix;
import dev.bluegreen.laws.killmatrix.KillOperation;
import dev.bluegreen.laws.killmatrix.scene.AlbArns;
import dev.bluegreen.laws.killmatrix.scene.AwsProcess;
import dev.bluegreen.laws.killmatrix.scene.AwsScene;
import dev.bluegreen.laws.killmatrix.scene.CallFault;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kill matrix of strategies that are broken on purpose: what is wrong has to be noticed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Tag("exhaustive")
class AwsKillMatrixCatchesTest {

    @Test
    void aTrackThatARecordMayFailOpenToAndIsRetiredIsCaught() {
        KillMatrix matrix = KillMatrix.of(() -> AwsScene.failoverRecords(
                        AwsKillScenes::platform, process -> new Forgetful(AwsKillScenes.failover(process), false)))
                .operations(KillOperation.RETIRE)
                .calls(call -> call.verb().equals("ListResourceRecordSets") && call.nth() == 1)
                .callFaults(CallFault.THROTTLED);

        assertThat(matrix.run().failures()).anyMatch(broken -> broken.contains("may fail open to"));
    }

    @Test
    void aLateWriteThatStatusAndRecoverDoNotTellIsCaught() {
        assertThat(withAProcessThatTrustsTheRecord("inspector").run().failures())
                .anyMatch(broken -> broken.contains("a late write moved traffic, and status() tells only"))
                .anyMatch(broken -> broken.contains("a late write moved traffic, and recover() tells only"));
    }

    @Test
    void aRetirementAfterALateWriteIsCaught() {
        assertThat(withAProcessThatTrustsTheRecord("retirer").run().failures())
                .anyMatch(broken -> broken.contains("GREEN was retired after a late write"))
                .anyMatch(broken -> broken.contains("sends traffic 0/100"));
    }

    private static KillMatrix withAProcessThatTrustsTheRecord(String name) {
        return KillMatrix.of(() -> AwsScene.targetGroups(
                        AwsKillScenes::platform, (process, arns) -> List.of(trusting(name, process, arns))))
                .operations(KillOperation.SWITCH)
                .calls(call -> call.verb().equals("ModifyListener"))
                .callFaults(CallFault.DELIVERED_LATE);
    }

    private static CutoverStrategy trusting(String name, AwsProcess<Fabric8Platform> process, AlbArns arns) {
        return new Forgetful(
                AwsKillScenes.listener(process, arns), process.accessKeyId().equals(name));
    }

    /**
     * Forgets that its router may fail open, and may take it for granted, without looking, that traffic is on BLUE, as the
     * record says after a late write to GREEN.
     */
    private record Forgetful(CutoverStrategy real, boolean trusts) implements CutoverStrategy {

        @Override
        public Optional<String> mayFailOpen(ReleaseSpec release, Track idle) {
            return Optional.empty();
        }

        @Override
        public RouterState observe(ReleaseSpec release) {
            RouterState now = real.observe(release);
            return trusts
                    ? RouterState.builder(now.router(), TrafficSplit.all(Track.BLUE))
                            .routing("as recorded")
                            .token(now.token())
                            .cutoverId(now.cutoverId())
                            .version(now.version())
                            .writer(now.writer())
                            .build()
                    : now;
        }

        @Override
        public String router() {
            return real.router();
        }

        @Override
        public Preflight preflight(Move move) {
            return real.preflight(move);
        }

        @Override
        public RouterState shift(Move move) {
            return real.shift(move);
        }

        @Override
        public RouterState fence(ReleaseSpec release, RouterState before, long token, String attempt) {
            return real.fence(release, before, token, attempt);
        }

        @Override
        public List<Evidence> verify(Move move, Instant applied) {
            return trusts
                    ? List.of(Evidence.confirmed("routing", real.router(), "it is as recorded"))
                    : real.verify(move, applied);
        }

        @Override
        public Subscription watch(ReleaseSpec release, Runnable onChange) {
            return real.watch(release, onChange);
        }

        @Override
        public Duration settleBound() {
            return real.settleBound();
        }

        @Override
        public Duration provenWithin() {
            return real.provenWithin();
        }

        @Override
        public boolean staysUnproven() {
            return real.staysUnproven();
        }
    }
}
