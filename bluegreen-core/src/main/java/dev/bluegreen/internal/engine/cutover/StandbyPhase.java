package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.stack.IdleRules;
import dev.bluegreen.internal.engine.write.AutoscalerWriter;
import dev.bluegreen.internal.engine.write.WorkloadWriter;
import dev.bluegreen.internal.record.ReleaseLock;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;

/**
 * Makes the old track as small as its standby is to be, when nothing sends it traffic any more. Its full size is in the
 * record before that. A cutover that is proven does not fail for it.
 */
final class StandbyPhase {

    private final Context context;
    private final Track old;
    private final Observer observer;

    StandbyPhase(Context context, Track old) {
        this.context = context;
        this.old = old;
        this.observer = new Observer(context);
    }

    void run(PreflightResult preflight, ReleaseLock lock) {
        context.settings().standby().pods().ifPresent(pods -> scale(preflight, lock, pods));
    }

    private void scale(PreflightResult preflight, ReleaseLock lock, int pods) {
        Deadline deadline = context.rollBackDeadline();
        try {
            Workload now = idle(preflight, deadline);
            if (now.desired() > pods) {
                lock.write(record -> record.reduced(old, now.desired()));
                new AutoscalerWriter(context, lock, deadline).atMost(now, pods);
                new WorkloadWriter(context, lock, deadline).scale(() -> idle(preflight, deadline), pods);
            }
        } catch (Stop | PlatformException e) {
            if (Stop.of(e).isUnresolved()) {
                throw e;
            }
            context.tell(Kind.FINDING, old + " is kept at full size: " + e.getMessage());
        }
    }

    private Workload idle(PreflightResult preflight, Deadline deadline) {
        Observation now = observer.readable(context.calls(deadline), preflight.strategies());
        IdleRules rules = new IdleRules(context, old);
        rules.requireNoTraffic(now);
        rules.requireNoFailingOpen(now);
        return now.world().workload(old);
    }
}
