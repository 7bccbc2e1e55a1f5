package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.plan.ScaleUp;
import dev.bluegreen.internal.engine.proof.OngoingCutover;
import dev.bluegreen.internal.engine.stack.StageWait;
import dev.bluegreen.internal.engine.write.AutoscalerWriter;
import dev.bluegreen.internal.engine.write.WorkloadWriter;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import java.time.Duration;

/** SCALE: brings the target to the size it needs under traffic, and waits for its pods. */
record ScalePhase(Context context) {

    /** The same time as for a staged track. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    void run(OngoingCutover cutover) {
        ScaleUp scaleUp = cutover.preflight().scaleUp();
        if (!scaleUp.isDue()) {
            return;
        }
        context.checkpoint();
        context.enter(Phase.SCALE);
        Deadline deadline = context.deadline(PATIENCE);
        new AutoscalerWriter(context, cutover.lock(), deadline).atLeast(scaleUp.workload(), scaleUp.pods());
        new WorkloadWriter(context, cutover.lock(), deadline).scale(() -> idle(cutover.to(), deadline), scaleUp.pods());
        new StageWait(context, cutover.to(), PATIENCE).await(scaleUp.pods(), deadline);
    }

    /** The target, freshly read: it is scaled up even if a foreign write has moved traffic there meanwhile. */
    private Workload idle(Track to, Deadline deadline) {
        context.requireNotAborted();
        return context.calls(deadline).stacks().workload(to);
    }
}
