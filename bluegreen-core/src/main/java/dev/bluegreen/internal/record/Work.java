package dev.bluegreen.internal.record;

import dev.bluegreen.internal.record.intent.Intent;
import dev.bluegreen.internal.result.UnfinishedData;
import dev.bluegreen.result.Underway;
import dev.bluegreen.result.Unfinished;
import dev.bluegreen.result.Unfinished.State;
import java.util.Optional;

/**
 * The current work.
 *
 * @param operation last reported activity of the holder's process; empty if the lock is free
 * @param inFlight what has to be finished or undone if its process dies: of a recovery, what it recovers
 * @param intent what was asked for by the cutover in flight; empty for other operations, and in records of older versions
 * @param cancelled the cancellation of the cutover in flight
 */
public record Work(
        Optional<Underway> operation,
        Optional<InFlight> inFlight,
        Optional<Intent> intent,
        Optional<Cancelled> cancelled) {

    static final Work NONE = new Work(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    Work doing(Optional<Underway> now) {
        return new Work(now, inFlight, intent, cancelled);
    }

    Work with(Optional<InFlight> now) {
        return new Work(operation, now, now.flatMap(one -> intent), now.flatMap(one -> cancelled));
    }

    Work intending(Optional<Intent> now) {
        return new Work(operation, inFlight, inFlight.flatMap(one -> now), cancelled);
    }

    /** The same, if it is the cutover in flight that was cancelled. */
    Work with(Cancelled by) {
        boolean isOurs = inFlight.filter(now -> now.id().equals(by.cutover())).isPresent();
        return isOurs ? new Work(operation, inFlight, intent, Optional.of(by)) : this;
    }

    /** Waits with the lock free: what was announced was not written. */
    Work parked() {
        return new Work(operation, inFlight.map(InFlight::parked), intent, cancelled);
    }

    Work unparked() {
        return new Work(operation, inFlight, intent.map(now -> now.parked(Optional.empty())), cancelled);
    }

    /**
     * The unfinished operation, in the phase that its own process reported last.
     *
     * @param isHeld true if the lock is held by somebody who may live
     */
    Optional<Unfinished> unfinished(boolean isHeld) {
        return inFlight.map(now -> {
            Optional<Underway> own = operation.filter(doing -> doing.id().equals(now.id()));
            UnfinishedData left = now.unfinished(own.map(Underway::phase).orElse(now.phase()))
                    .waiting(own.flatMap(Underway::waitsFor), own.flatMap(Underway::until));
            if (isHeld) {
                return left.in(State.RUNNING);
            }
            return intent.flatMap(Intent::parked)
                    .map(parked -> left.waiting(Optional.of(parked.waitsFor()), parked.until())
                            .in(State.PARKED))
                    .orElse(left);
        });
    }
}
