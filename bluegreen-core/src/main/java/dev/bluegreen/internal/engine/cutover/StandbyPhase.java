package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.proof.OngoingCutover;
import dev.bluegreen.internal.engine.stack.IdleRules;
import dev.bluegreen.internal.engine.write.AutoscalerWriter;
import dev.bluegreen.internal.engine.write.WorkloadWriter;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Workload;

/**
 * Makes the old track as small as its standby is to be, when nothing sends it traffic any more. Its full size is in the
 * record before that. A cutover that is proven does not fail for it.
 */
record StandbyPhase(Context context) {

    void run(OngoingCutover cutover) {
        context.settings().standby().pods().ifPresent(pods -> scale(cutover, pods));
    }

    private void scale(OngoingCutover cutover, int pods) {
        ReleaseLock lock = cutover.lock();
        Deadline deadline = context.rollBackDeadline();
        try {
            Workload now = idle(cutover, deadline);
            if (now.desired() > pods) {
                lock.write(record -> record.reduced(cutover.from(), now.desired()));
                new AutoscalerWriter(context, lock, deadline).atMost(now, pods);
                new WorkloadWriter(context, lock, deadline).scale(() -> idle(cutover, deadline), pods);
            }
        } catch (Stop | PlatformException e) {
            if (Stop.of(e).isUnresolved() || Stop.of(e).isLeft()) {
                throw e;
            }
            context.tell(Kind.FINDING, cutover.from() + " is kept at full size: " + e.getMessage());
        }
    }

    private Workload idle(OngoingCutover cutover, Deadline deadline) {
        Observation now = new Observer(context)
                .readable(context.calls(deadline), cutover.preflight().strategies());
        IdleRules rules = new IdleRules(context, cutover.from());
        rules.requireNoTraffic(now);
        rules.requireNoFailingOpen(now);
        return now.world().workload(cutover.from());
    }
}
