package dev.bluegreen.internal.engine.write;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.RollBackCause;
import dev.bluegreen.internal.engine.operation.Attempts;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.write.Progress.Applied;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.lock.LockLostException;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.util.function.Supplier;

/**
 * Makes one traffic write: announced in the record, compare-and-set, its outcome settled before it is believed. It never
 * repeats a write blindly: after a conflict it reads, after a lost answer it fences.
 */
public record TrafficWriter(Context context) {

    /**
     * Moves one router forward, away from a track, unless the cutover was cancelled by the time at which that is announced.
     * The way back is announced with it.
     *
     * @param clearance checked right before each attempt to write
     * @return the write that took effect
     * @throws Stop when it was not moved: a foreign write, an error, or no time left
     * @throws LockLostException if another operation has taken over
     */
    public Applied move(
            CutoverStrategy strategy, Move move, Track from, ReleaseLock lock, Deadline deadline, Clearance clearance) {
        Announcement announcement = Announcement.forward(context, move, from);
        if (announcement.isMade(context)) {
            ReleaseRecord unused = requireWanted(lock.record());
        } else {
            announce(announcement, lock);
        }
        return make(new RouterWrite(context, strategy, lock, deadline, move, clearance), move);
    }

    /** Moves one router on for a process that died. */
    public Applied finish(
            CutoverStrategy strategy, Move move, ReleaseLock lock, Deadline deadline, Clearance clearance) {
        announce(Announcement.oneWay(context, move), lock);
        return make(new RouterWrite(context, strategy, lock, deadline, move, clearance), move);
    }

    /**
     * Moves one router back, unless the way back was closed; see {@link #move}. Announced with the move that it undoes, it
     * begins with the write; if that fails, it is announced anew, so that another process would go back as well. The second of
     * two writes is announced: how long both tracks took traffic is read from the announcements. Once it has begun it is not
     * closed any more: some routers would be left where the others are not.
     *
     * @throws Stop also when it was closed
     */
    public Applied moveBack(CutoverStrategy strategy, Move move, Track back, ReleaseLock lock, Deadline deadline) {
        Announcement announcement = Announcement.back(context, move, back);
        boolean foretold = !move.before().split().equals(TrafficSplit.both()) && announcement.isForetold(context);
        ReleaseRecord unused = requireOpen(lock.record(), back);
        if (!foretold && !announcement.isMade(context)) {
            announce(announcement, lock);
        }
        lock.goBack();
        RouterWrite write = new RouterWrite(context, strategy, lock, deadline, move, Clearance.BACK);
        return Attempts.until(RouterWrite.Try.of(move), (next, number) -> write.make(next), (tried, e, number) -> {
            RouterWrite.Try next = write.afterError(tried, e, number);
            if (foretold && number == 1 && next.made().isEmpty()) {
                announce(announcement, lock);
            }
            return next;
        });
    }

    /**
     * The record, whose way back to a track is open.
     *
     * @throws Stop if it is closed
     */
    public static ReleaseRecord requireOpen(ReleaseRecord record, Track back) {
        record.closedWayBack(back.other()).ifPresent(closed -> {
            throw Stop.frozen(closed.clause());
        });
        return record;
    }

    static ReleaseRecord requireWanted(ReleaseRecord record) {
        record.cancelled().ifPresent(by -> {
            throw Stop.because("aborted: " + by.clause()).by(RollBackCause.ABORTED);
        });
        return record;
    }

    private static Applied make(RouterWrite write, Move move) {
        return Attempts.until(RouterWrite.Try.of(move), (next, number) -> write.make(next), write::afterError);
    }

    /** Raises the token on a router, so that every earlier write shows now or can never land. */
    public RouterState fence(CutoverStrategy strategy, ReleaseLock lock, Deadline deadline) {
        Calls calls = context.calls(deadline);
        Supplier<RouterState> look = () -> calls.read(() -> strategy.observe(context.release()));
        return Attempts.until(
                look.get(),
                (now, number) -> {
                    lock.requireHeld();
                    RouterState fenced =
                            strategy.fence(context.release(), now, lock.token(), context.writeId() + "-" + number);
                    context.tell(Kind.WRITE, strategy.router() + " fenced with token " + lock.token());
                    return fenced;
                },
                (now, e, number) -> {
                    if (!calls.again(number, e)) {
                        throw Stop.unresolved(strategy.router() + " could not be fenced: " + e.getMessage());
                    }
                    return look.get();
                });
    }

    private void announce(Announcement announcement, ReleaseLock lock) {
        lock.write(record -> announcement.in(record).pending(context.eventLog().pendingWith(0, announcement.told())));
        announcement.tell(context);
    }
}
