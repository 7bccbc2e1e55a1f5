package dev.bluegreen.internal.engine.rollback;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Attempts;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.NotDone;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.operation.Wait;
import dev.bluegreen.internal.record.ControlNote;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.RecordCodec;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.WayBackClosed;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.ReleaseStatus.ClosedWayBack;
import dev.bluegreen.result.Underway;
import dev.bluegreen.spi.StoredRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Closes the way back: by a note beside the record, so that it works whether or not an operation holds the lock. The note is a
 * compare-and-set on what was read: an operation that moves traffic back took the lock before it, or reads the note. A
 * cutover whose bake is under way need not write the record before it goes back, so it is waited for until it has taken the
 * note into the record, with its next renewal.
 */
public record CloseWayBackOperation(Context context, String reason) {

    private static final Set<Phase> MOVING = Set.of(Phase.SHIFT, Phase.VERIFY, Phase.ROLL_BACK);

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** A cutover that is not undone any more, and the track that traffic stays on. */
    private record Left(String cutover, Track on) {}

    /**
     * A note that was written, or was found.
     *
     * @param lease as it was left
     * @param bakes true if its cutover is under way
     */
    private record Noted(WayBackClosed closed, StoredRecord lease, boolean bakes) {}

    public ClosedWayBack run() {
        Calls calls = context.preflightCalls();
        Stored stored = new Observer(context).record(calls);
        try {
            Noted noted = Attempts.until(stored, (seen, number) -> close(seen, calls), (seen, e, number) -> {
                if (!calls.again(number, e)) {
                    throw e;
                }
                return new Observer(context).record(calls);
            });
            if (noted.bakes()) {
                requireHeard(noted);
            }
            return noted.closed().shown();
        } catch (Stop e) {
            throw new NotDone(context, stored.record().active().orElse(Track.BLUE))
                    .refused("the way back was not closed: " + e.why());
        }
    }

    private Noted close(Stored stored, Calls calls) {
        ReleaseRecord record = stored.record();
        Optional<Left> baking = baking(record);
        Left left = baking.orElseGet(() -> resting(record));
        Optional<WayBackClosed> before = record.closedWayBack(left.on);
        StoredRecord lease = stored.lease().orElseThrow();
        if (before.isPresent()) {
            return new Noted(before.get(), lease, baking.isPresent());
        }
        Stop.ifAny(baking.flatMap(now -> away(now.cutover, now.on)));
        WayBackClosed closed = new WayBackClosed(
                left.cutover,
                left.on,
                context.requestedBy(),
                reason,
                context.time().now(),
                calls.stacks().workload(left.on.other()).template());
        StoredRecord next = lease.toBuilder()
                .control(ControlNote.with(lease.control(), closed))
                .build();
        StoredRecord noted =
                context.platform().records().compareAndSet(context.release().name(), stored.lease(), next);
        context.tell(Kind.WAY_BACK, closed.clause());
        return new Noted(closed, noted, baking.isPresent());
    }

    /** Whoever does not renew its lock in this time writes nothing any more. */
    private void requireHeard(Noted noted) {
        Deadline patience = context.deadline(ReleaseLock.LEASE);
        Optional<StoredRecord> now = new Wait(context, patience, LOOK)
                .until(
                        Optional.of(noted.lease()),
                        found ->
                                found.filter(record -> isUnheard(record, noted)).isPresent() && !patience.passed()
                                        ? Optional.of("waits until cutover "
                                                + noted.closed().cutover() + " has heard of it")
                                        : Optional.empty(),
                        any -> new Observer(context)
                                .record(context.calls(patience))
                                .lease());
        ReleaseRecord left = new Observer(context).decode(now, RecordCodec::decode);
        requireNotBack(left, noted.closed());
        boolean isDropped = now.filter(CloseWayBackOperation::isTaken).isPresent()
                && left.closedWayBack(noted.closed().on()).isEmpty();
        if (isDropped) {
            throw wasGoingBack(noted.closed());
        }
        now.filter(record -> !isHeard(record, noted)).ifPresent(dead -> requireThere(dead, noted.closed()));
    }

    private void requireThere(StoredRecord unheard, WayBackClosed closed) {
        Optional<String> away = away(closed.cutover(), closed.on());
        if (away.isPresent() && !isTaken(unheard)) {
            withdraw(unheard);
        }
        Stop.ifAny(away);
    }

    /** A way back begins with its write: that of a process that died right after it is in no record. */
    private Optional<String> away(String cutover, Track on) {
        Observation now = new Observer(context).reachable(context.preflightCalls(), Optional.of(on));
        return now.isOn(on)
                ? Optional.empty()
                : Optional.of("cutover " + cutover + " is not on " + on + " any more: " + now.whereTrafficIs()
                        + "; see status(), and call recover() if its process is dead");
    }

    private void withdraw(StoredRecord noted) {
        StoredRecord unused = context.platform()
                .records()
                .compareAndSet(
                        context.release().name(),
                        Optional.of(noted),
                        noted.toBuilder()
                                .control(ControlNote.withoutClosing(noted.control()))
                                .build());
    }

    private static boolean isUnheard(StoredRecord now, Noted noted) {
        return isHeldAsBefore(now, noted) && !isTaken(now);
    }

    private static boolean isHeard(StoredRecord now, Noted noted) {
        return isHeldAsBefore(now, noted) && isTaken(now);
    }

    private static boolean isHeldAsBefore(StoredRecord now, Noted noted) {
        return now.holder().isPresent()
                && now.holder().equals(noted.lease().holder())
                && now.token() == noted.lease().token();
    }

    private static boolean isTaken(StoredRecord now) {
        return ControlNote.rest(now.control()).equals(now.control());
    }

    /** It may have begun to go back before it heard. */
    private static void requireNotBack(ReleaseRecord now, WayBackClosed closed) {
        boolean isGoingBack = now.operation()
                        .filter(doing -> doing.id().equals(closed.cutover()) && doing.phase() == Phase.ROLL_BACK)
                        .isPresent()
                || hasFailedToGoBack(now, closed);
        boolean isBack = now.history().stream()
                .anyMatch(past -> past.id().equals(closed.cutover()) && past.outcome() == Outcome.ROLLED_BACK);
        if (isBack) {
            throw Stop.because("cutover " + closed.cutover() + " went back before it heard of it; see status()");
        }
        if (isGoingBack) {
            throw wasGoingBack(closed);
        }
    }

    /** Who goes back drops the note: a way back that has begun is not closed half-way, even if it fails. */
    private static Stop wasGoingBack(WayBackClosed closed) {
        return Stop.because("cutover " + closed.cutover() + " was going back before it heard of it; see status()");
    }

    private static boolean hasFailedToGoBack(ReleaseRecord now, WayBackClosed closed) {
        return now.inFlight()
                .filter(left -> left.id().equals(closed.cutover()) && left.phase() == Phase.ROLL_BACK)
                .isPresent();
    }

    /** The cutover whose bake is under way, or was when its process ended. */
    private static Optional<Left> baking(ReleaseRecord record) {
        Optional<InFlight> now = record.inFlight().filter(InFlight::mayHaveMoved);
        if (now.isEmpty()) {
            return Optional.empty();
        }
        InFlight move = now.get();
        Phase phase = record.unfinished().orElseThrow().phase();
        boolean isUndone = record.operation()
                .filter(doing -> !doing.id().equals(move.id()))
                .isPresent();
        if (move.operation() != Operation.SWITCH || phase != Phase.BAKE || isUndone) {
            throw Stop.because(move.name() + " to " + move.to() + " has not ended, in " + phase
                    + "; close it when traffic is on " + move.to() + ", or call recover() if its process is dead");
        }
        return Optional.of(new Left(move.id(), move.to()));
    }

    private static Left resting(ReleaseRecord record) {
        record.operation().filter(CloseWayBackOperation::moves).ifPresent(now -> {
            throw Stop.because(now.operation().noun() + " " + now.id() + " is in " + now.phase()
                    + "; wait for its end, and see status()");
        });
        Optional<PastCutover> last = record.lastSwitch();
        return last.filter(done -> record.active().equals(Optional.of(done.to())))
                .map(done -> new Left(done.id(), done.to()))
                .orElseThrow(() -> Stop.because(
                        last.isEmpty()
                                ? "no cutover is recorded, so there is no way back to close"
                                : "traffic is back on " + last.get().from() + " already"));
    }

    private static boolean moves(Underway now) {
        return now.operation() == Operation.ROLL_BACK
                || now.operation() == Operation.RECOVER
                || (now.operation() == Operation.SWITCH && MOVING.contains(now.phase()));
    }
}
