package dev.bluegreen.internal.engine.write;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.operation.Attempts;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.write.Progress.Applied;
import dev.bluegreen.internal.record.InFlight.AnnouncedWrite;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.lock.LockLostException;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Makes one traffic write: announced in the record, compare-and-set, its outcome settled before it is believed. It never
 * repeats a write blindly: after a conflict it reads, after a lost answer it fences.
 */
public record TrafficWriter(Context context) {

    /**
     * Moves one router forward, unless the cutover was cancelled by the time at which that is announced.
     *
     * @param clearance checked right before each attempt to write
     * @return the write that took effect
     * @throws Stop when it was not moved: a foreign write, an error, or no time left
     * @throws LockLostException if another operation has taken over
     */
    public Applied move(CutoverStrategy strategy, Move move, ReleaseLock lock, Deadline deadline, Clearance clearance) {
        announce(strategy, move, lock, TrafficWriter::requireWanted);
        return make(new RouterWrite(context, strategy, lock, deadline, move, clearance), move);
    }

    /**
     * Moves one router back, unless the way back was closed by the time at which that is announced; see {@link #move}.
     *
     * @throws Stop also when it was
     */
    public Applied moveBack(CutoverStrategy strategy, Move move, Track back, ReleaseLock lock, Deadline deadline) {
        announce(strategy, move, lock, record -> requireOpen(record, back));
        return make(new RouterWrite(context, strategy, lock, deadline, move, Clearance.BACK), move);
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

    private static ReleaseRecord requireWanted(ReleaseRecord record) {
        record.cancelled().ifPresent(by -> {
            throw Stop.because("aborted: " + by.clause());
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

    /** @param check of the record, with what others have said by the time of the write */
    private void announce(CutoverStrategy strategy, Move move, ReleaseLock lock, UnaryOperator<ReleaseRecord> check) {
        String before = move.before().split().toString();
        AnnouncedWrite write = new AnnouncedWrite(
                strategy.router(),
                before,
                move.target().toString(),
                context.time().now());
        String sentence = strategy.router() + " " + before + " -> " + move.target();
        lock.write(record -> check.apply(record)
                .announce(context.eventLog().phase(), write)
                .pending(context.eventLog().pendingWith(Kind.INTENT, sentence)));
        context.tell(Kind.INTENT, sentence);
    }
}
