package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Longest;
import dev.bluegreen.internal.engine.proof.OngoingCutover;
import dev.bluegreen.internal.engine.proof.Watch;
import dev.bluegreen.internal.engine.proof.WeakenedTarget;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.intent.Reached;
import java.time.Duration;
import java.time.Instant;

/** BAKE: keeps looking at the proof and at the objectives, ready to go back by itself. */
record BakePhase(Context context) {

    void run(OngoingCutover cutover) {
        Duration bake = context.settings().bake().duration();
        Duration settling = settling(cutover.progress());
        if (bake.isZero() && settling.isZero()) {
            return;
        }
        Duration already = already();
        context.enter(Phase.BAKE);
        cutover.lock().beat();
        Duration left = Longest.of(bake.minus(already), settling);
        context.intent().counting(Reached::baked, already, bake, () -> new Watch(cutover, "the bake").run(left));
        new WeakenedTarget(cutover).finding().ifPresent(context.objectives()::found);
    }

    /** What another process has watched of it. */
    private Duration already() {
        return context.intent().now().map(intent -> intent.reached().baked()).orElse(Duration.ZERO);
    }

    /** Until traffic is verified, nothing may be taken from the old track. */
    private Duration settling(Progress progress) {
        Instant now = context.time().now();
        return progress.trafficVerifiedAt()
                .filter(until -> context.settings().standby().pods().isPresent())
                .map(until -> Duration.between(now, until))
                .filter(left -> !left.isNegative())
                .orElse(Duration.ZERO);
    }
}
