package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Longest;
import dev.bluegreen.internal.engine.proof.OngoingCutover;
import dev.bluegreen.internal.engine.proof.Watch;
import dev.bluegreen.internal.engine.proof.WeakenedTarget;
import dev.bluegreen.internal.engine.write.Progress;
import java.time.Duration;
import java.time.Instant;

/** BAKE: keeps looking at the proof and at the objectives, ready to go back by itself. */
record BakePhase(Context context) {

    void run(OngoingCutover cutover) {
        Duration duration = Longest.of(context.settings().bake().duration(), settling(cutover.progress()));
        if (duration.isZero()) {
            return;
        }
        context.enter(Phase.BAKE);
        cutover.lock().beat();
        new Watch(cutover, "the bake").run(duration);
        new WeakenedTarget(cutover).finding().ifPresent(context.objectives()::found);
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
