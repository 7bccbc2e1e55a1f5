package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.internal.engine.ending.RollBackReadiness;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.plan.ShiftStep;
import dev.bluegreen.internal.engine.proof.VerifyPhase;
import dev.bluegreen.internal.engine.proof.Watch;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.ReleaseLock;
import dev.bluegreen.model.Wording;
import java.time.Duration;

/**
 * Between two steps of a schedule: proves the one that was made, gives the routers the time they may take to settle, and
 * only then counts the pause. Watches like a bake all the while, and longer while the cutover is paused.
 */
final class HoldPhase {

    private final Context context;
    private final VerifyPhase verify;

    HoldPhase(Context context) {
        this.context = context;
        this.verify = new VerifyPhase(context);
    }

    /** @throws Stop when the step is not proven, or does not hold: traffic has to go back */
    void run(
            ShiftStep made,
            PreflightResult preflight,
            Progress progress,
            ReleaseLock lock,
            RollBackReadiness readiness) {
        Runnable mayGoOn = () -> {
            context.requireNotAborted();
            lock.requireHeld();
            readiness.look();
        };
        verify.prove(progress, deadline(), mayGoOn);
        Duration time = progress.settleBound().plus(made.pause());
        context.waits("holds " + made.target() + " for " + Wording.of(time), context.deadline(time));
        watch(made, time, preflight, progress, lock, readiness);
        verify.awaitProof(progress, deadline(), mayGoOn);
    }

    /** What must not go back, and has not arrived, can only stay on the way: a person has to say how it ends. */
    private void watch(
            ShiftStep made,
            Duration time,
            PreflightResult preflight,
            Progress progress,
            ReleaseLock lock,
            RollBackReadiness readiness) {
        try {
            new Watch(context, "the step " + made.target())
                    .run(time, progress, lock, preflight.observation().world(), preflight.to(), readiness);
        } catch (Stop e) {
            throw e.isFrozen()
                    ? Stop.staying(e.why() + "; traffic stays at " + made.target()
                            + " until recover(FINISH) or recover(ROLL_BACK)")
                    : e;
        }
    }

    private Deadline deadline() {
        return context.verifyDeadline();
    }
}
