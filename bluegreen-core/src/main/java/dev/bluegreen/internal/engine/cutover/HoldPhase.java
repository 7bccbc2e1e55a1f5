package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Longest;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.ShiftStep;
import dev.bluegreen.internal.engine.proof.OngoingCutover;
import dev.bluegreen.internal.engine.proof.VerifyPhase;
import dev.bluegreen.internal.engine.proof.Watch;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.intent.Reached;
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
        VerifyPhase verify = new VerifyPhase(context);
        verify.prove(progress, context.verifyDeadline(), cutover::requireGoing);
        context.intent().reached(now -> now.proven(context.time().now()));
        Duration time = made.held(progress.settleBound());
        if (!time.isZero() || context.control().isPaused()) {
            hold(made, time, cutover);
        }
        verify.awaitProof(progress, context.verifyDeadline(), cutover::requireGoing);
    }

    private void hold(ShiftStep made, Duration time, OngoingCutover cutover) {
        Duration already = already();
        Duration left = Longest.of(Duration.ZERO, time.minus(already));
        context.waits("holds " + made.shown() + " for " + Wording.of(left), context.deadline(left));
        context.intent().counting(Reached::watched, already, time, () -> watch(made, left, cutover));
    }

    /** Of a step that was held for its time, by another process: whether it holds still. */
    void proveAgain(OngoingCutover cutover) {
        new VerifyPhase(context).prove(cutover.progress(), context.verifyDeadline(), cutover::requireGoing);
    }

    /** What another process has watched of it. */
    private Duration already() {
        return context.intent()
                .now()
                .map(intent -> intent.reached().step().watched())
                .orElse(Duration.ZERO);
    }

    /** Traffic that must not go back and has not arrived stays split: manual intervention is required. */
    private static void watch(ShiftStep made, Duration time, OngoingCutover cutover) {
        try {
            new Watch(cutover, "the step " + made.shown()).run(time, new StopHold(cutover)::holds);
        } catch (Stop e) {
            throw e.isFrozen()
                    ? Stop.staying(e.why() + "; traffic stays at " + made.shown()
                            + " until recover(FINISH) or recover(ROLL_BACK)")
                    : e;
        }
    }
}
