package dev.bluegreen.internal.engine.proof;

import dev.bluegreen.internal.engine.ending.RollBackReadiness;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;

/**
 * A cutover that holds the lock: what each of its phases works on.
 *
 * @param context of the operation
 * @param preflight what is to be done, and the world before it
 * @param lock of the release
 * @param progress how far traffic has moved, and what was found on the way
 * @param readiness true if traffic could go back
 * @param isDirect true if nothing lies between the lock and the first move
 */
public record OngoingCutover(
        Context context,
        PreflightResult preflight,
        ReleaseLock lock,
        Progress progress,
        RollBackReadiness readiness,
        boolean isDirect) {

    public OngoingCutover direct() {
        return new OngoingCutover(context, preflight, lock, progress, readiness, true);
    }

    public Track from() {
        return preflight.from();
    }

    public Track to() {
        return preflight.to();
    }

    /** The stacks before anything was moved. */
    public World world() {
        return preflight.observation().world();
    }

    /** The stacks as watched. */
    World seen() {
        return context.workloads().refresh(world());
    }

    /** A point at which it may be stopped, and stays while it is paused. */
    public void checkpoint() {
        context.checkpoint();
        requireWayBack();
    }

    /** A point at which it may be stopped, also while paused: moved traffic is still watched. */
    public void requireGoing() {
        context.requireNotAborted();
        requireWayBack();
    }

    private void requireWayBack() {
        lock.requireHeld();
        readiness.look();
    }
}
