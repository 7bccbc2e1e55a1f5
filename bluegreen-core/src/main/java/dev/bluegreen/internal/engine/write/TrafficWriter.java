package dev.bluegreen.internal.engine.write;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.write.Progress.Applied;
import dev.bluegreen.internal.record.InFlight.Intent;
import dev.bluegreen.internal.record.LockLostException;
import dev.bluegreen.internal.record.ReleaseLock;
import dev.bluegreen.internal.record.Tokens;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.RouterState;
import java.util.Optional;

/**
 * Makes one traffic write: announced in the record, compare-and-set, its outcome settled before it is believed. It never
 * repeats a write blindly: after a conflict it reads, after a lost answer it fences.
 */
public final class TrafficWriter {

    private final Context context;

    public TrafficWriter(Context context) {
        this.context = context;
    }

    /**
     * Moves one router.
     *
     * @return the write that took effect
     * @throws Stop when it was not moved: a foreign write, an error, or no time left
     * @throws LockLostException when somebody else has taken over
     */
    public Applied move(CutoverStrategy strategy, Move move, ReleaseLock lock, Deadline deadline) {
        announce(strategy, move, lock);
        Move next = move;
        for (int attempt = 1; ; attempt++) {
            lock.requireHeld();
            try {
                return done(strategy, next, strategy.shift(next));
            } catch (PlatformException e) {
                context.tell(Kind.WRITE, strategy.router() + " not confirmed: " + e.getMessage());
                RouterState now = afterError(strategy, next, lock, deadline, e, attempt);
                if (carries(now, move)) {
                    return done(strategy, next, now);
                }
                next = from(now, move);
            }
        }
    }

    /** Raises the token on a router, so that every earlier write shows now or can never land. */
    public RouterState fence(CutoverStrategy strategy, ReleaseLock lock, Deadline deadline) {
        Calls calls = context.calls(deadline);
        for (int attempt = 1; ; attempt++) {
            RouterState now = calls.read(() -> strategy.observe(context.release()));
            try {
                lock.requireHeld();
                RouterState fenced = strategy.fence(context.release(), now, lock.token(), context.id() + "-" + attempt);
                context.tell(Kind.WRITE, strategy.router() + " fenced with token " + lock.token());
                return fenced;
            } catch (PlatformException e) {
                requireRetry(strategy, e, calls, attempt);
            }
        }
    }

    private void announce(CutoverStrategy strategy, Move move, ReleaseLock lock) {
        String before = move.before().split().toString();
        Intent intent = new Intent(
                strategy.router(),
                before,
                move.target().toString(),
                context.time().now());
        String sentence = strategy.router() + " " + before + " -> " + move.target();
        lock.write(record -> record.intend(context.eventLog().phase(), intent)
                .pending(context.eventLog().pendingWith(Kind.INTENT, sentence)));
        context.tell(Kind.INTENT, sentence);
    }

    private Applied done(CutoverStrategy strategy, Move move, RouterState after) {
        context.tell(Kind.WRITE, strategy.router() + " is " + after.routing());
        return new Applied(strategy, move, after, context.time().now());
    }

    /** The router after an error, either moved by us or fit to be moved. */
    private RouterState afterError(
            CutoverStrategy strategy,
            Move move,
            ReleaseLock lock,
            Deadline deadline,
            PlatformException e,
            int attempt) {
        return switch (e.kind()) {
            case CONFLICT -> checked(observe(strategy, deadline), move);
            case TRANSIENT -> {
                if (!context.calls(deadline).pause(attempt, e)) {
                    throw Stop.because(strategy.router() + " was not written: " + e.getMessage());
                }
                yield move.before();
            }
            case OUTCOME_UNKNOWN -> settled(strategy, move, lock, deadline, e, attempt);
            case NOT_FOUND, FORBIDDEN, INVALID -> throw Stop.because(e);
        };
    }

    /** What did not arrive is written again: once right away, then with pauses, while there is time. */
    private RouterState settled(
            CutoverStrategy strategy,
            Move move,
            ReleaseLock lock,
            Deadline deadline,
            PlatformException e,
            int attempt) {
        RouterState now = settle(strategy, move, lock, deadline);
        if (attempt > 1 && !carries(now, move) && !context.calls(deadline).pause(attempt, e)) {
            throw Stop.because(strategy.router() + " was not written: " + e.getMessage());
        }
        return now;
    }

    /** After a lost answer: a second compare-and-set on the same object makes the first visible or impossible. */
    private RouterState settle(CutoverStrategy strategy, Move move, ReleaseLock lock, Deadline deadline) {
        Calls calls = context.calls(deadline);
        for (int attempt = 1; ; attempt++) {
            try {
                RouterState now = checked(observe(strategy, deadline), move);
                if (carries(now, move)) {
                    return now;
                }
                lock.requireHeld();
                return strategy.fence(context.release(), now, move.token(), move.cutoverId() + "-" + attempt);
            } catch (PlatformException e) {
                if (!calls.pause(attempt, e)) {
                    throw unsettled(strategy, e.getMessage() + "; call recover() when the API answers again");
                }
            } catch (LockLostException e) {
                throw unsettled(strategy, e.getMessage() + "; call recover()");
            } catch (Stop e) {
                throw e.afterLostAnswer();
            }
        }
    }

    /** The lock must not be freed any more, even if it turns out to be ours still. */
    private static Stop unsettled(CutoverStrategy strategy, String why) {
        return Stop.unresolved("whether " + strategy.router() + " was written could not be settled: " + why);
    }

    private RouterState observe(CutoverStrategy strategy, Deadline deadline) {
        return context.calls(deadline).read(() -> strategy.observe(context.release()));
    }

    private RouterState checked(RouterState now, Move move) {
        if (carries(now, move)) {
            return now;
        }
        if (now.token() > move.token() && Tokens.isReachable(now.token(), move.token())) {
            throw Stop.because(
                    "lock lost: " + now.router() + " carries token " + now.token() + ", ours is " + move.token());
        }
        if (isOurs(move.before())) {
            ForeignWrite.requireNone(move.before(), now);
        } else {
            ForeignWrite.requireSameValue(move.before(), now);
        }
        return now;
    }

    /** Whether a write of this operation left it so: every write of it carries the operation's id, or one that begins with it. */
    private boolean isOurs(RouterState state) {
        return state.cutoverId()
                .filter(id -> id.equals(context.id()) || id.startsWith(context.id() + "-"))
                .isPresent();
    }

    private void requireRetry(CutoverStrategy strategy, PlatformException e, Calls calls, int attempt) {
        boolean again = e.kind() == PlatformException.Kind.CONFLICT
                || e.kind() == PlatformException.Kind.TRANSIENT
                || e.kind() == PlatformException.Kind.OUTCOME_UNKNOWN;
        if (!again || !calls.pause(attempt, e)) {
            throw Stop.unresolved(strategy.router() + " could not be fenced: " + e.getMessage());
        }
    }

    private static boolean carries(RouterState now, Move move) {
        return now.cutoverId().equals(Optional.of(move.cutoverId()));
    }

    private static Move from(RouterState now, Move move) {
        return Move.builder(move.world(), now, move.target())
                .wanted(move.wanted())
                .cutoverId(move.cutoverId())
                .token(move.token())
                .requestedBy(move.requestedBy())
                .build();
    }
}
