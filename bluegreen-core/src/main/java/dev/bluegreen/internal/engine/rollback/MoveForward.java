package dev.bluegreen.internal.engine.rollback;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.Obstacles;
import dev.bluegreen.internal.engine.plan.Planner;
import dev.bluegreen.internal.engine.plan.ShiftStep;
import dev.bluegreen.internal.engine.write.Clearance;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.engine.write.TrafficWriter;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Moves the routers on that a cutover has left behind, if its target is ready for their traffic; may be aborted. */
final class MoveForward {

    private final Context context;
    private final InFlight left;
    private final ReleaseLock lock;
    private final Progress progress;
    private final Planner planner;
    private final TrafficWriter writer;

    /** @param progress where the writes are entered that were made */
    MoveForward(Context context, InFlight left, ReleaseLock lock, Progress progress) {
        this.context = context;
        this.left = left;
        this.lock = lock;
        this.progress = progress;
        this.planner = new Planner(context);
        this.writer = new TrafficWriter(context);
    }

    /**
     * Moves all of them.
     *
     * @param look looks again
     * @return false if it was aborted, or what was written cannot be proven
     */
    boolean everyRouter(Observation seen, Supplier<Observation> look) {
        Clearance clearance = clearance();
        return isThroughBoth(seen, look, clearance)
                && isMoved(planner.last(left.to()), progress.seen().orElse(seen), clearance);
    }

    /** The first of two writes, of routers that make before they break; false if that cannot be proven, or is aborted. */
    private boolean isThroughBoth(Observation seen, Supplier<Observation> look, Clearance clearance) {
        Optional<ShiftStep> both = planner.both()
                .filter(step -> seen.routers().stream().anyMatch(routed -> BothTracks.isDue(routed, left.from())));
        if (both.isEmpty()) {
            return true;
        }
        if (!isMoved(both.get(), seen, clearance)) {
            return false;
        }
        try {
            new BothTracks(context, lock).hold(both.get(), progress, context.verifyDeadline());
        } catch (Stop e) {
            if (!e.isPlain()) {
                throw e;
            }
            context.tell(Kind.FINDING, e.why());
            return false;
        }
        return look.get().unread().isEmpty();
    }

    /** False if it was aborted. */
    private boolean isMoved(ShiftStep step, Observation now, Clearance clearance) {
        if (isAborted()) {
            return false;
        }
        Deadline deadline = context.verifyDeadline();
        int wanted = context.settings().minReady().orElse(1);
        List<Routed> behind = now.routers().stream()
                .filter(routed -> step.isLast()
                        ? routed.state().split().sendsTo(left.from())
                        : BothTracks.isDue(routed, left.from()))
                .toList();
        behind.forEach(routed -> requireFit(now, routed, step, wanted));
        for (Routed routed : behind) {
            if (isAborted()) {
                return false;
            }
            Move move = planner.move(now, routed, step, wanted, lock.token());
            progress.applied(writer.finish(routed.strategy(), move, lock, deadline, clearance));
        }
        return true;
    }

    /** A process that is shut down leaves it as it is. */
    private boolean isAborted() {
        if (context.control().isLeft()) {
            context.requireNotAborted();
        }
        lock.record().cancelled().ifPresent(by -> context.control().abort(by.clause()));
        return context.control().aborted().isPresent();
    }

    /** The end of a way back is not stopped, whichever way the routers are moved for it. */
    private Clearance clearance() {
        return GoneTrack.isWayBack(left, lock.record()) ? Clearance.BACK : Clearance.finishing(context);
    }

    private void requireFit(Observation now, Routed routed, ShiftStep step, int wanted) {
        Move move = planner.move(now, routed, step, wanted, 0);
        Stop.ifAny(planner.obstacle(routed, move, context.preflightCalls())
                .map(finding -> Obstacles.worded(finding) + ", or call recover(ROLL_BACK)"));
    }
}
