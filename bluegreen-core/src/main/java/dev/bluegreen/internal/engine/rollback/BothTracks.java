package dev.bluegreen.internal.engine.rollback;

import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Wait;
import dev.bluegreen.internal.engine.plan.ShiftStep;
import dev.bluegreen.internal.engine.proof.VerifyPhase;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.Optional;

/** The time between the two writes of routers that make before they break, outside of a cutover's own steps. */
record BothTracks(Context context, ReleaseLock lock) {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** True if a router is to go through both tracks on its way from one. */
    static boolean isDue(Routed routed, Track from) {
        return routed.strategy().overlap().isPresent() && routed.state().split().equals(TrafficSplit.all(from));
    }

    /**
     * Waits until the first writes are proven, and for the time that the routers ask for.
     *
     * @throws dev.bluegreen.internal.engine.operation.Stop when they are not proven in time
     */
    void hold(ShiftStep both, Progress progress, Deadline deadline) {
        new VerifyPhase(context).awaitProof(progress, deadline, lock::requireHeld);
        Deadline end = context.deadline(both.pause());
        String what = "holds both tracks for " + Wording.of(both.pause());
        new Wait(context, end, LOOK).until(end, until -> left(until, what), same -> same);
    }

    private Optional<String> left(Deadline end, String what) {
        lock.requireHeld();
        return end.passed() ? Optional.empty() : Optional.of(what);
    }
}
