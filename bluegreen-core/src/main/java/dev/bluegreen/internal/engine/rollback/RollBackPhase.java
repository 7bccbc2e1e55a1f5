package dev.bluegreen.internal.engine.rollback;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.ending.OldTrack;
import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.proof.VerifyPhase;
import dev.bluegreen.internal.engine.write.BackwardWrites;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.engine.write.Progress.Applied;
import dev.bluegreen.internal.record.ReleaseLock;
import dev.bluegreen.model.ForeignWrites;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * ROLL_BACK: undoes the traffic writes of this operation in reverse, one write per router, and proves it. Needs nothing of
 * the new track; of the old one a single ready pod. Not to be aborted.
 */
public final class RollBackPhase {

    private final Context context;
    private final VerifyPhase verify;
    private final Reporter reporter;
    private final Progress forward;
    private final Progress backward;
    private final List<String> foreign = new ArrayList<>();

    /**
     * A way back.
     *
     * @param forward what was moved
     * @param backward what has been moved back, as it goes on
     */
    public RollBackPhase(Context context, Reporter reporter, Progress forward, Progress backward) {
        this.context = context;
        this.reporter = reporter;
        this.forward = forward;
        this.backward = backward;
        this.verify = new VerifyPhase(context);
    }

    /**
     * Sends traffic back, and proves it.
     *
     * @throws Stop when that is not possible, or not proven in time
     */
    public void run(ReleaseLock lock, World world, Track back, String why) {
        context.enter(Phase.ROLL_BACK);
        context.tell(Kind.ROLL_BACK, "back to " + back + ": " + why);
        Deadline deadline = context.rollBackDeadline();
        World now = current(world, deadline);
        OldTrack.ofCutover(context, reporter, back).take(now, lock.record().sizes());
        List<Applied> undo = new ArrayList<>(forward.applied());
        Collections.reverse(undo);
        BackwardWrites writes = new BackwardWrites(context, lock, deadline, backward);
        for (Applied write : undo) {
            Optional<String> overwritten = overwritten(write);
            overwritten.ifPresent(this::keep);
            if (overwritten.isEmpty()) {
                writes.move(write.strategy(), back(write, back, now, lock));
            }
        }
        writes.requireMoved();
        requireAllBack(back, deadline);
        verify.prove(backward, deadline, lock::requireHeld);
    }

    /** What was seen last is good enough where it may not be read. */
    private World current(World world, Deadline deadline) {
        try {
            return new Observer(context).current(context.calls(deadline), world);
        } catch (PlatformException e) {
            if (e.kind() != PlatformException.Kind.FORBIDDEN) {
                throw e;
            }
            return context.workloads().refresh(world);
        }
    }

    /** Not to be known is no reason to stay: the write is refused where somebody else has written. */
    private Optional<String> overwritten(Applied write) {
        try {
            return write.strategy().overwritten(write.move());
        } catch (PlatformException e) {
            context.tell(Kind.FINDING, e.getMessage() + "; it is moved all the same");
            return Optional.empty();
        }
    }

    private Move back(Applied write, Track back, World now, ReleaseLock lock) {
        return new Move(
                now,
                write.after(),
                TrafficSplit.all(back),
                1,
                context.id() + "-back",
                lock.token(),
                write.move().requestedBy());
    }

    /** What somebody else has written stays; whether the rest goes back is the user's to say. */
    private void keep(String what) {
        if (context.settings().foreignWrites() == ForeignWrites.HOLD) {
            throw Stop.foreign(what);
        }
        context.tell(Kind.ROLL_BACK, "foreign write: " + what + "; it is left as it is");
        foreign.add(what);
    }

    private void requireAllBack(Track back, Deadline deadline) {
        boolean isBack = foreign.isEmpty()
                || forward.applied().stream()
                        .map(write -> context.calls(deadline)
                                .read(() -> write.strategy().observe(context.release())))
                        .allMatch(state -> state.split().only().equals(Optional.of(back)));
        if (!isBack) {
            throw Stop.foreign(String.join("; ", foreign));
        }
    }
}
