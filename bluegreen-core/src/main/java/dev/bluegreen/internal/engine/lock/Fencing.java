package dev.bluegreen.internal.engine.lock;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Failures;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.write.Announcement;
import dev.bluegreen.internal.engine.write.SmokeTestCleanup;
import dev.bluegreen.internal.engine.write.TrafficWriter;
import dev.bluegreen.internal.engine.write.WorkloadWriter;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.RouterState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Raises the token on all that a process may still write whose lock was taken over. */
final class Fencing {

    private final Context context;
    private final boolean goesBack;
    private final TrafficWriter writer;
    private final List<String> unfenced = new ArrayList<>();

    /** @param goesBack true if a router that cannot be written does not keep the others from going back */
    Fencing(Context context, boolean goesBack) {
        this.context = context;
        this.goesBack = goesBack;
        this.writer = new TrafficWriter(context);
    }

    List<String> unfenced() {
        return List.copyOf(unfenced);
    }

    /** @param left the record as the dead process left it */
    void after(ReleaseRecord left, Observation observation, ReleaseLock lock) {
        Deadline deadline = context.rollBackDeadline();
        try {
            unfenced.addAll(observation.unread());
            observation
                    .routers()
                    .forEach(routed -> fence(routed.strategy(), observation, lock, deadline)
                            .flatMap(now -> left.inFlight().flatMap(dead -> Announcement.settled(dead, now)))
                            .ifPresent(settled -> context.tell(Kind.WRITE, settled)));
            new WorkloadWriter(context, lock, deadline).fenceAnnounced();
        } catch (Throwable e) {
            lock.close();
            throw e;
        }
        sweep(left.inFlight());
    }

    private Optional<RouterState> fence(
            CutoverStrategy router, Observation observation, ReleaseLock lock, Deadline deadline) {
        try {
            return Optional.of(writer.fence(router, lock, deadline));
        } catch (Stop | PlatformException e) {
            if (!goesBack || observation.routers().size() == 1) {
                throw e;
            }
            unfenced.add(router.router() + " (" + Failures.sentence(e) + ")");
            return Optional.empty();
        }
    }

    private void sweep(Optional<InFlight> dead) {
        if (dead.filter(left -> left.phase() == Phase.TEST).isPresent()) {
            new SmokeTestCleanup(context).sweep();
        }
    }
}
