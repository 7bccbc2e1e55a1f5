package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.plan.Growth;
import dev.bluegreen.internal.engine.plan.Prepared;
import dev.bluegreen.internal.engine.stack.StageWait;
import dev.bluegreen.internal.engine.write.AutoscalerWriter;
import dev.bluegreen.internal.engine.write.WorkloadWriter;
import dev.bluegreen.internal.record.ReleaseLock;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import java.time.Duration;

/** SCALE: brings the target to the size it needs under traffic, and waits for its pods. */
final class ScalePhase {

    /** As long as a staged track gets. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Context context;

    ScalePhase(Context context) {
        this.context = context;
    }

    void run(Prepared prepared, ReleaseLock lock) {
        Growth growth = prepared.growth();
        if (!growth.isDue()) {
            return;
        }
        context.checkpoint();
        context.enter(Phase.SCALE);
        Deadline deadline = context.deadline(PATIENCE);
        new AutoscalerWriter(context, lock, deadline).atLeast(growth.workload(), growth.pods());
        new WorkloadWriter(context, lock, deadline).scale(() -> idle(prepared, deadline), growth.pods());
        new StageWait(context, prepared.to(), PATIENCE).await(growth.pods(), deadline);
    }

    /** The target as read now: traffic that somebody else has moved there in the meantime is no reason not to grow. */
    private Workload idle(Prepared prepared, Deadline deadline) {
        context.requireNotAborted();
        Track to = prepared.to();
        return context.calls(deadline)
                .read(() -> context.platform().workloads().readable(context.release()))
                .workload(to);
    }
}
