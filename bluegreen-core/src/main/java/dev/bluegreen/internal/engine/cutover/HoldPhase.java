package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.ShiftStep;
import dev.bluegreen.internal.engine.proof.OngoingCutover;
import dev.bluegreen.internal.engine.proof.VerifyPhase;
import dev.bluegreen.internal.engine.proof.Watch;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.model.Wording;
import java.time.Duration;

/**
 * Between two steps of a schedule: proves the one that was made, gives the routers the time they may take to settle, and
 * only then counts the pause. Watches like a bake all the while, and longer while the cutover is paused, or releases are
 * stopped.
 */
record HoldPhase(Context context) {

    /** @throws Stop when the step is not proven, or does not hold: traffic has to go back */
    void run(ShiftStep made, OngoingCutover cutover) {
        Progress progress = cutover.progress();
        new VerifyPhase(context).prove(progress, context.verifyDeadline(), cutover::requireGoing);
        Duration time = progress.settleBound().plus(made.pause());
        context.waits("holds " + made.target() + " for " + Wording.of(time), context.deadline(time));
        watch(made, time, cutover);
        new VerifyPhase(context).awaitProof(progress, context.verifyDeadline(), cutover::requireGoing);
    }

    /** Traffic that must not go back and has not arrived stays split: manual intervention is required. */
    private static void watch(ShiftStep made, Duration time, OngoingCutover cutover) {
        try {
            new Watch(cutover, "the step " + made.target()).run(time, new StopHold(cutover)::holds);
        } catch (Stop e) {
            throw e.isFrozen()
                    ? Stop.staying(e.why() + "; traffic stays at " + made.target()
                            + " until recover(FINISH) or recover(ROLL_BACK)")
                    : e;
        }
    }
}
