package dev.bluegreen.internal.engine.write;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.RouterMove;
import dev.bluegreen.internal.engine.event.Told;
import dev.bluegreen.internal.engine.operation.Attempts;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.write.Progress.Applied;
import dev.bluegreen.internal.record.lock.LockLostException;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.internal.record.lock.Tokens;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.RouterState;
import java.util.Optional;

/** One write to one router, whose outcome is settled before it is believed. */
final class RouterWrite {

    private final Context context;
    private final CutoverStrategy strategy;
    private final ReleaseLock lock;
    private final Calls calls;
    private final Move move;
    private final Clearance clearance;

    RouterWrite(
            Context context,
            CutoverStrategy strategy,
            ReleaseLock lock,
            Deadline deadline,
            Move move,
            Clearance clearance) {
        this.context = context;
        this.strategy = strategy;
        this.lock = lock;
        this.calls = context.calls(deadline);
        this.move = move;
        this.clearance = clearance;
    }

    /**
     * The next thing to do.
     *
     * @param move to be made
     * @param made the router, if the move was found to be made
     */
    record Try(Move move, Optional<RouterState> made) {

        static Try of(Move move) {
            return new Try(move, Optional.empty());
        }
    }

    Applied make(Try next) {
        RouterState after = next.made().orElseGet(() -> shift(next.move()));
        context.tell(Told.of(
                Kind.WRITE,
                strategy.router() + " is " + after.routing(),
                new RouterMove(strategy.router(), next.move().before().split(), after.split())));
        return new Applied(strategy, next.move(), after, context.time().now());
    }

    private RouterState shift(Move next) {
        clearance.require(calls);
        lock.requireHeld();
        return strategy.shift(next);
    }

    /** The router after an error is either moved by us or fit to be moved. */
    Try afterError(Try tried, PlatformException e, int attempt) {
        context.tell(Kind.WRITE, strategy.router() + " not confirmed: " + e.getMessage());
        RouterState now = router(tried.move(), e, attempt);
        return carriesIt(now) ? new Try(tried.move(), Optional.of(now)) : Try.of(from(now, move));
    }

    private RouterState router(Move next, PlatformException e, int attempt) {
        return switch (e.kind()) {
            case CONFLICT -> checked(observe(), next);
            case TRANSIENT -> {
                requireTime(attempt, e);
                yield next.before();
            }
            case OUTCOME_UNKNOWN -> settled(next, e, attempt);
            case NOT_FOUND, FORBIDDEN, INVALID -> throw Stop.because(e);
        };
    }

    private void requireTime(int attempt, PlatformException e) {
        if (!calls.pause(attempt, e)) {
            throw Stop.because(strategy.router() + " was not written: " + e.getMessage());
        }
    }

    /** A write that did not arrive is repeated: once right away, then with pauses, while there is time. */
    private RouterState settled(Move next, PlatformException e, int attempt) {
        RouterState now = settle(next);
        if (attempt > 1 && !carriesIt(now)) {
            requireTime(attempt, e);
        }
        return now;
    }

    /** After a lost answer: a second compare-and-set on the same object makes the first visible or impossible. */
    private RouterState settle(Move next) {
        try {
            return Attempts.until(next, this::settleOnce, (tried, e, number) -> {
                if (!calls.pause(number, e)) {
                    throw unsettled(e.getMessage() + "; call recover() when the API answers again");
                }
                return tried;
            });
        } catch (LockLostException e) {
            throw unsettled(e.getMessage() + "; call recover()");
        }
    }

    private RouterState settleOnce(Move next, int attempt) {
        try {
            RouterState now = checked(observe(), next);
            if (carriesIt(now)) {
                return now;
            }
            lock.requireHeld();
            return strategy.fence(context.release(), now, next.token(), next.cutoverId() + "-" + attempt);
        } catch (Stop e) {
            throw e.afterLostAnswer();
        }
    }

    /** The lock must not be freed any more, even if it turns out to be ours still. */
    private Stop unsettled(String why) {
        return Stop.unresolved("whether " + strategy.router() + " was written could not be settled: " + why);
    }

    private RouterState observe() {
        return calls.read(() -> strategy.observe(context.release()));
    }

    private boolean carriesIt(RouterState now) {
        return now.cutoverId().equals(Optional.of(move.cutoverId()));
    }

    private RouterState checked(RouterState now, Move move) {
        if (carriesIt(now)) {
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

    private static Move from(RouterState now, Move move) {
        return Move.builder(move.world(), now, move.target())
                .minReadyPods(move.minReadyPods())
                .cutoverId(move.cutoverId())
                .token(move.token())
                .requestedBy(move.requestedBy())
                .routers(move.routers())
                .build();
    }
}
