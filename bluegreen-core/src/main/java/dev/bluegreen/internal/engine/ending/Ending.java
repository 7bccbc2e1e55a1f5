package dev.bluegreen.internal.engine.ending;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.ending.TrafficLocation.Location;
import dev.bluegreen.internal.engine.event.EventLog;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.write.AutoscalerPins;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.Traffic.Clock;
import dev.bluegreen.internal.record.intent.Intent.Parked;
import dev.bluegreen.internal.record.lock.LockLostException;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus.Standby;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Ends an operation that holds the lock: enters the result, frees the lock, reports. The lock is free before the end is published. */
public record Ending(Context context, Reporter reporter, ReleaseLock lock) {

    private static final Set<Outcome> KEEP_OLD_TRACK = Set.of(Outcome.SWITCHED, Outcome.FROZEN, Outcome.UNCHANGED);

    /** Traffic is on a track, proven. */
    public CutoverReport settled(Outcome outcome, Track active, String sentence, String reason, Progress progress) {
        Instant now = measured(progress);
        Optional<Standby> kept = KEEP_OLD_TRACK.contains(outcome) ? standby(active, progress, now) : Optional.empty();
        restorePins();
        Optional<String> shared = new CloneAway(context, lock, progress).run();
        if (shared.isPresent()) {
            return unresolved(shared.get(), progress);
        }
        Clock clock = new Clock(context.identity(), now);
        return write(
                        outcome,
                        sentence,
                        record -> record.routed(active, kept, progress.settledAt(), clock)
                                .end(outcome, reason, now, context.objectives().verdicts()))
                .map(failure -> reporter.attention(failure, new TrafficLocation(context).read(progress), progress))
                .orElseGet(() -> reporter.end(outcome, sentence, Optional.of(active), progress));
    }

    /** Nothing was moved. */
    public CutoverReport refused(String why, Progress progress) {
        restorePins();
        Optional<String> shared = new CloneAway(context, lock, progress).run();
        if (shared.isPresent()) {
            return unresolved(why + "; " + shared.get(), progress);
        }
        Location where = new TrafficLocation(context).seek(progress);
        write(
                Outcome.REFUSED,
                reporter.notMoved(why, where),
                record -> record.end(Outcome.REFUSED, why, context.time().now()));
        return reporter.refused(why, where, progress);
    }

    /** Nothing was moved: it waits with the lock free. */
    public CutoverReport parked(Parked wait, Progress progress) {
        return park(wait)
                .map(failure -> reporter.refused(failure, progress))
                .orElseGet(() -> reporter.parked(wait, progress));
    }

    /** The same, of one that was to be carried out, and could not for now. */
    public CutoverReport stillParked(Parked wait, String why, Progress progress) {
        return park(wait)
                .map(failure -> reporter.refused(failure, progress))
                .orElseGet(() -> reporter.waiting(why + "; cutover " + context.id() + " stays parked", progress));
    }

    /** Parks it; the problem, if it is not known to be parked. */
    public Optional<String> park(Parked wait) {
        restorePins();
        try {
            lock.release(record -> parked(record, wait));
            return Optional.empty();
        } catch (LockLostException | PlatformException e) {
            return Optional.of("cutover " + context.id() + " waits for " + wait.waitsFor()
                    + ", and is not known to be parked: " + e.getMessage()
                    + "; see status(), then call resume() or cancel(\""
                    + context.id() + "\")");
        }
    }

    /** With the write that frees the lock, and not before: a cutover whose process dies before that is not parked. */
    private ReleaseRecord parked(ReleaseRecord record, Parked wait) {
        context.intent().change(intent -> intent.parked(Optional.of(wait)));
        return record.park();
    }

    /** A dead operation that had not touched traffic is closed. */
    public CutoverReport abandoned(InFlight left, Progress progress) {
        String did = left.operation().isMove()
                ? left.name() + " had not touched traffic and was closed"
                : left.name() + " of " + left.to() + " had not ended and was closed";
        return unchanged(
                did,
                progress,
                record -> record.end(Outcome.ABANDONED, did, context.time().now()));
    }

    /** Nothing was left but the lock of an operation that fell silent. */
    public CutoverReport freed(Progress progress) {
        return unchanged("nothing was left unfinished, the lock is free", progress, record -> record);
    }

    private CutoverReport unchanged(String did, Progress progress, UnaryOperator<ReleaseRecord> result) {
        restorePins();
        Optional<String> shared = new CloneAway(context, lock, progress).run();
        if (shared.isPresent()) {
            return unresolved(did + "; " + shared.get(), progress);
        }
        Location where = new TrafficLocation(context).seek(progress);
        String sentence = reporter.name() + ": " + did + "; " + where.clause() + ".";
        write(Outcome.UNCHANGED, sentence, result);
        return reporter.end(Outcome.UNCHANGED, sentence, where.active(), progress);
    }

    /** A person has to look: the record keeps showing the operation as unfinished. */
    public CutoverReport attention(String why, Progress progress) {
        return attention(why, progress, record -> record);
    }

    /** The same after a failed rollback, which a recovery continues. */
    public CutoverReport notGoneBack(String why, Progress progress) {
        return attention(why, progress, record -> record.enter(Phase.ROLL_BACK));
    }

    private CutoverReport attention(String why, Progress progress, UnaryOperator<ReleaseRecord> result) {
        Instant unused = measured(progress);
        Optional<Observation> now = new TrafficLocation(context).read(progress);
        write(Outcome.NEEDS_ATTENTION, reporter.needsAttention(why, now, progress), result);
        return reporter.attention(why, now, progress);
    }

    /**
     * It stays where it is, for another process to go on. Before traffic has moved it is parked; after that it counts as left by
     * a dead process, so that {@code recover()} goes on with it too.
     */
    public CutoverReport left(String why, Progress progress) {
        EventLog.Activity now = context.eventLog().activity();
        InFlight left = lock.record().inFlight().orElseThrow();
        if (!left.mayHaveMoved()) {
            restorePins();
        }
        Location where = new TrafficLocation(context).seek(progress);
        String sentence = reporter.left(left.in(now.phase()), why, where);
        Optional<String> failure = write(Outcome.LEFT, sentence, record -> left(record, now));
        return reporter.end(
                Outcome.LEFT,
                sentence
                        + failure.map(what -> " Its lock runs out by itself: " + what + ".")
                                .orElse(""),
                where.active(),
                progress);
    }

    private ReleaseRecord left(ReleaseRecord record, EventLog.Activity now) {
        boolean isParked = !record.inFlight().orElseThrow().mayHaveMoved();
        return (isParked ? parked(record, Parked.of(now.waitsFor(), now.until())) : record).enter(now.phase());
    }

    /** A write may still land: the lock is left to expire, so that a takeover fences first. */
    public CutoverReport unresolved(String why, Progress progress) {
        lock.close();
        return reporter.attention(why, new TrafficLocation(context).read(progress), progress);
    }

    /** The record was lost: what the routers show is entered, and the other track kept as after a cutover. */
    public CutoverReport rebuilt(Track active, Progress progress) {
        progress.verified(context.time().now());
        String did = "its record was lost and was rebuilt from the routers";
        return settled(
                Outcome.UNCHANGED,
                active,
                reporter.name() + ": " + did + "; traffic is on " + active + ".",
                did,
                progress);
    }

    /** Enters how long both tracks took traffic, up to now. */
    private Instant measured(Progress progress) {
        Instant now = context.time().now();
        progress.mixed(lock.record().inFlight().flatMap(left -> left.mixed(now)));
        return now;
    }

    private void restorePins() {
        try {
            new AutoscalerPins(context, lock).restore();
        } catch (LockLostException e) {
            context.tell(Kind.FINDING, "autoscalers stay pinned: " + e.getMessage());
        }
    }

    /** Enters how it ends, so that listeners can be told even if this process dies before it tells them. */
    private Optional<String> write(Outcome outcome, String sentence, UnaryOperator<ReleaseRecord> result) {
        try {
            lock.release(record -> result.apply(record)
                    .audited(context.settings().auditHeads())
                    .pending(reporter.pendingWithEnd(outcome, sentence)));
            return Optional.empty();
        } catch (LockLostException | PlatformException e) {
            return Optional.of("the result could not be entered in the record: " + e.getMessage());
        }
    }

    private Optional<Standby> standby(Track active, Progress progress, Instant now) {
        Instant from = progress.trafficVerifiedAt().orElse(now);
        if (isIntroduction(active, progress)) {
            return Optional.empty();
        }
        return Optional.of(new Standby(
                active.other(), from.plus(context.settings().standby().duration())));
    }

    /** The very first release is asked for without a standby; a track that a person has deleted meanwhile was asked for one. */
    private boolean isIntroduction(Track active, Progress progress) {
        ReleaseRecord record = lock.record();
        boolean asksForNone = record.intent()
                .filter(intent -> intent.terms().standby().duration().isZero())
                .isPresent();
        return asksForNone
                && record.active().isEmpty()
                && progress.seen()
                        .filter(seen -> seen.world().workload(active.other()).isNone())
                        .isPresent();
    }
}
