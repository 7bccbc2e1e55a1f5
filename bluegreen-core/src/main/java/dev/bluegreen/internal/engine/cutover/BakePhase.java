package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.internal.engine.ending.RollBackReadiness;
import dev.bluegreen.internal.engine.ending.WeakenedTarget;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Longest;
import dev.bluegreen.internal.engine.proof.Watch;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.ReleaseLock;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import java.time.Duration;
import java.time.Instant;

/** BAKE: keeps looking at the proof and at the objectives, ready to go back by itself. */
final class BakePhase {

    private final Context context;

    BakePhase(Context context) {
        this.context = context;
    }

    void run(Progress progress, ReleaseLock lock, World world, Track active, RollBackReadiness readiness) {
        Duration duration = Longest.of(context.settings().bake().duration(), settling(progress));
        if (duration.isZero()) {
            return;
        }
        context.enter(Phase.BAKE);
        lock.beat();
        new Watch(context, "the bake").run(duration, progress, lock, world, active, readiness);
        new WeakenedTarget(context, progress, world, active).finding().ifPresent(context.objectives()::found);
    }

    /** Until traffic is verified, nothing may be taken from the old track. */
    private Duration settling(Progress progress) {
        Instant now = context.time().now();
        return progress.trafficVerifiedAt()
                .filter(until -> context.settings().standby().pods().isPresent())
                .map(until -> Duration.between(now, until))
                .orElse(Duration.ZERO);
    }
}
