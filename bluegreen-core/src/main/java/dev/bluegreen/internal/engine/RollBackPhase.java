package dev.bluegreen.internal.engine;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.internal.engine.Progress.Applied;
import dev.bluegreen.internal.record.ReleaseLock;
import dev.bluegreen.model.CutoverEvent.Kind;
import dev.bluegreen.model.Phase;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * ROLL_BACK: undoes the traffic writes of this operation in reverse, one write per router, and proves it. Needs nothing of
 * the new track; of the old one a single ready pod. Not to be aborted.
 */
final class RollBackPhase {

    private final Context context;
    private final TrafficWriter writer;
    private final VerifyPhase verify;

    RollBackPhase(Context context) {
        this.context = context;
        this.writer = new TrafficWriter(context);
        this.verify = new VerifyPhase(context);
    }

    /**
     * Sends traffic back.
     *
     * @return what was moved back, proven
     * @throws Stop when that is not possible, or not proven in time
     */
    Progress run(Progress forward, ReleaseLock lock, World world, Track back, String why) {
        context.enter(Phase.ROLL_BACK);
        context.tell(Kind.ROLL_BACK, "back to " + back + ": " + why);
        Deadline deadline = context.deadline(context.settings().deadlines().rollBack());
        World now = context.platform().workloads().refresh(world);
        requireReady(now, back);
        Progress backward = new Progress();
        List<Applied> undo = new ArrayList<>(forward.applied());
        Collections.reverse(undo);
        for (Applied write : undo) {
            Move move = new Move(
                    now,
                    write.after(),
                    write.move().before().split(),
                    1,
                    context.id() + "-back",
                    lock.token(),
                    write.move().requestedBy());
            backward.applied(writer.move(write.strategy(), move, lock, deadline));
        }
        verify.prove(backward, deadline, lock::requireHeld);
        return backward;
    }

    static void requireReady(World world, Track back) {
        if (world.workload(back).ready() == 0) {
            throw Stop.because(world.workload(back).name() + " has no ready pod, so traffic cannot go back to " + back
                    + "; bring one up and call rollBack()");
        }
    }
}
