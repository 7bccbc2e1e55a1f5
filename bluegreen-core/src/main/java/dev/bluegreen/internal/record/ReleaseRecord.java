package dev.bluegreen.internal.record;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.AuditHead;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.internal.record.InFlight.AnnouncedWrite;
import dev.bluegreen.internal.record.Traffic.Adopted;
import dev.bluegreen.internal.record.Traffic.Clock;
import dev.bluegreen.internal.record.intent.Intent;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.ObjectiveVerdict;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.ReleaseStatus.Standby;
import dev.bluegreen.result.Underway;
import dev.bluegreen.result.Unfinished;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of a release across processes, in parts that are read and written apart. A new part is a component here and a
 * {@link Section}, named in {@link RecordReader} and {@link RecordWriter}.
 *
 * @param traffic where traffic is
 * @param stacks what was done to the stacks
 * @param work what is being done
 * @param log what has ended, and who has to hear of it
 * @param origin what it was read from
 */
public record ReleaseRecord(Traffic traffic, Stacks stacks, Work work, Log log, Origin origin) {

    private static final ReleaseRecord EMPTY =
            new ReleaseRecord(Traffic.UNKNOWN, Stacks.UNTOUCHED, Work.NONE, Log.EMPTY, Origin.OURS);

    /**
     * Changes made to the stacks.
     *
     * @param staged the staged version
     * @param sizes sizes that were changed for a time
     * @param adopted the workload from which the release was adopted, until it is retired
     */
    public record Stacks(Staged staged, Sizes sizes, Optional<Adopted> adopted) {

        static final Stacks UNTOUCHED = new Stacks(Staged.NOTHING, Sizes.NONE, Optional.empty());

        private Stacks with(Staged next) {
            return new Stacks(next, sizes, adopted);
        }

        private Stacks with(Sizes next) {
            return new Stacks(staged, next, adopted);
        }

        private Stacks with(Optional<Adopted> next) {
            return new Stacks(staged, sizes, next);
        }
    }

    /**
     * Origin of a record that was read, beyond its own fields.
     *
     * @param schema the schema it was written in
     * @param leftovers what this version does not know of it
     */
    public record Origin(int schema, List<Leftover> leftovers) {

        /** Of a record that this version made. */
        static final Origin OURS = new Origin(RecordCodec.SCHEMA, List.of());

        /** Copies the list. */
        public Origin {
            leftovers = List.copyOf(leftovers);
        }

        /** True if a newer version wrote it. */
        public boolean isNewer() {
            return schema > RecordCodec.SCHEMA;
        }
    }

    /** The record of a release that was never switched. */
    public static ReleaseRecord empty() {
        return EMPTY;
    }

    /** The track that has the traffic; empty before the first cutover. */
    public Optional<Track> active() {
        return traffic.active();
    }

    /** The old track and until when it is kept. */
    public Optional<Standby> standby() {
        return traffic.standby();
    }

    /** The last reported activity of the holder's process; empty if the lock is free. */
    public Optional<Underway> operation() {
        return work.operation();
    }

    /** The operation to finish or undo after a crash; for a recovery, the operation it recovers. */
    public Optional<InFlight> inFlight() {
        return work.inFlight();
    }

    /** What was asked for by the cutover in flight. */
    public Optional<Intent> intent() {
        return work.intent();
    }

    /** The cancellation of the cutover in flight. */
    public Optional<Cancelled> cancelled() {
        return work.cancelled().filter(by -> inFlight().map(InFlight::id).equals(Optional.of(by.cutover())));
    }

    /** True if its cutover waits with the lock free. */
    public boolean isParked() {
        return waits().isPresent();
    }

    /** The wait of its cutover with the lock free. */
    public Optional<Intent.Parked> waits() {
        return inFlight().flatMap(now -> intent()).flatMap(Intent::parked);
    }

    /** The parked cutover as the reason of a refusal, with the remedies; empty if none is parked. */
    public Optional<String> parked() {
        return waits().flatMap(wait -> inFlight()
                .map(now -> now.name() + " to " + now.to() + " is parked and waits for " + wait.waitsFor()
                        + "; call cancel(\"" + now.id() + "\") to withdraw it, or resume() to go on with it"));
    }

    /** The way back, if it was closed. */
    public Optional<WayBackClosed> closedWayBack() {
        return traffic.closed();
    }

    /** The way back from a track, if it was closed. */
    public Optional<WayBackClosed> closedWayBack(Track from) {
        return traffic.closedFrom(from);
    }

    public Staged staged() {
        return stacks.staged();
    }

    public Sizes sizes() {
        return stacks.sizes();
    }

    /** The workload from which the release was adopted, until it is retired. */
    public Optional<Adopted> adopted() {
        return stacks.adopted();
    }

    /** Ended cutovers, newest first. */
    public List<PastCutover> history() {
        return log.history();
    }

    /** The last move to another track that succeeded. */
    public Optional<PastCutover> lastSwitch() {
        return log.lastSwitch();
    }

    /** The unfinished operation, for users. */
    public Optional<Unfinished> unfinished() {
        return work.unfinished(false);
    }

    /**
     * The same, by the state of the lock.
     *
     * @param isHeld true if it is held by somebody who may live
     */
    public Optional<Unfinished> unfinished(boolean isHeld) {
        return work.unfinished(isHeld);
    }

    /** A copy with an operation under way. */
    public ReleaseRecord begin(InFlight begun) {
        return with(work.with(Optional.empty()).with(Optional.of(begun)));
    }

    /** A copy with what is intended by the cutover in flight; the same if none is. */
    public ReleaseRecord intend(Optional<Intent> now) {
        return with(work.intending(now));
    }

    /** A copy with the cutover in flight cancelled, if it is that one. */
    public ReleaseRecord cancelled(Cancelled by) {
        return with(work.with(by));
    }

    /** A copy whose cutover waits with the lock free; nothing was moved, and no announced write was made. */
    public ReleaseRecord park() {
        return with(work.parked());
    }

    /** A copy for a lock that is held: its cutover is not parked. */
    public ReleaseRecord unparked() {
        return with(work.unparked());
    }

    /** A copy with what the process at work says of itself. */
    public ReleaseRecord doing(Underway now) {
        return with(work.doing(Optional.of(now)));
    }

    /** A copy for a free lock, without an operation. */
    public ReleaseRecord resting() {
        return with(work.doing(Optional.empty()));
    }

    /** A copy with the operation in a phase whose traces have to be taken away if it dies there. */
    public ReleaseRecord enter(Phase phase) {
        return with(work.with(inFlight().map(now -> now.in(phase))));
    }

    /** A copy with one more write announced. */
    public ReleaseRecord announce(Phase phase, AnnouncedWrite write) {
        return with(work.with(inFlight().map(now -> now.with(phase, write))));
    }

    /** A copy with an announced write of a track's workload, which a takeover fences. */
    public ReleaseRecord touch(Track stack) {
        return with(work.with(inFlight().map(now -> now.touching(stack))));
    }

    /** A copy with the operation ended, and entered in the history if it is one that moves traffic. */
    public ReleaseRecord end(Outcome outcome, String reason, Instant at) {
        return end(outcome, reason, at, List.of());
    }

    /** A copy with results of at most {@link Log#OBJECTIVES} objectives. */
    public ReleaseRecord end(Outcome outcome, String reason, Instant at, List<ObjectiveVerdict> objectives) {
        Log ended = inFlight()
                .filter(now -> now.operation().isMove())
                .map(now -> log.with(Log.past(
                        now,
                        outcome,
                        reason,
                        at,
                        objectives,
                        adopted().filter(Adopted::stands).map(Adopted::origin))))
                .orElse(log);
        return drop().with(ended);
    }

    /** A copy without the operation and without an entry: it did nothing worth one. */
    public ReleaseRecord drop() {
        return with(work.with(Optional.empty()));
    }

    /** A copy with traffic on a track. */
    public ReleaseRecord routed(Track track, Optional<Standby> kept, Optional<Instant> verified, Clock by) {
        List<String> moved = inFlight().map(InFlight::routers).orElse(List.of());
        List<String> routers = moved.isEmpty() ? traffic.routers() : moved;
        return with(new Traffic(
                        Optional.of(track), kept, verified, Optional.of(by), traffic.closedFrom(track), routers))
                .with(new Stacks(
                        staged().switched(), sizes().whole(track), adopted().map(origin -> origin.keeping(kept))));
    }

    /** A copy with the way back of a cutover closed: of the one in flight, or of the last one that moved traffic. */
    ReleaseRecord closed(WayBackClosed closed) {
        boolean isOurs = Stream.concat(
                        inFlight().map(InFlight::id).stream(), lastSwitch().map(PastCutover::id).stream())
                .anyMatch(closed.cutover()::equals);
        return isOurs ? with(traffic.closed(closed)) : this;
    }

    /** A copy with a track kept as standby. */
    public ReleaseRecord keep(Standby kept, String by) {
        return with(traffic.keeping(kept, by))
                .with(stacks.with(adopted().map(origin -> origin.keeping(Optional.of(kept)))));
    }

    /** A copy with a track about to be staged: from now on it is no standby, and no place to go back to. */
    public ReleaseRecord staged(Track track) {
        return with(traffic.withoutStandby(track))
                .with(stacks.with(staged().begun(track)))
                .leaving(track);
    }

    /** A copy with the fingerprint of what a track was staged with; empty if unknown. */
    public ReleaseRecord stagedAs(Track track, String template) {
        return with(stacks.with(staged().as(track, template)));
    }

    /** A copy with a track that was retired: without its standby, and with the pods that it had. */
    public ReleaseRecord retired(Track track, int pods) {
        return with(traffic.withoutStandby(track))
                .with(new Stacks(staged().retired(track), sizes().retired(track, pods), adopted()));
    }

    /** A copy with an origin. */
    public ReleaseRecord adopting(Adopted adopted) {
        return with(stacks.with(Optional.of(adopted)));
    }

    /** A copy whose origin does not stand for a track that gets a workload of its own: traffic does not go back to it. */
    public ReleaseRecord leaving(Track track) {
        return with(stacks.with(adopted().map(origin -> origin.without(track))));
    }

    /** A copy without an origin: it was retired. */
    public ReleaseRecord originRetired() {
        return with(stacks.with(Optional.<Adopted>empty()));
    }

    /** A copy in which the track that the origin is looked at as is kept as long as the origin. */
    public ReleaseRecord ofOrigin(Track as) {
        Optional<Standby> kept = adopted().flatMap(Adopted::until).map(until -> new Standby(as, until));
        return with(traffic.keeping(kept));
    }

    /** A copy with these events pending, in place of all that were. */
    public ReleaseRecord pending(List<CutoverEvent> events) {
        return with(log.pending(events));
    }

    /** A copy with events that some listeners have yet to confirm, or without. */
    public ReleaseRecord unacknowledged(boolean unacknowledged) {
        return with(log.unacknowledged(unacknowledged));
    }

    /** A copy with events that a listener had not received when this was written, or without. */
    public ReleaseRecord undelivered(boolean undelivered) {
        return with(log.undelivered(undelivered));
    }

    /** A copy with what listeners that deliver later have confirmed. */
    public ReleaseRecord sinks(List<Log.Sink> sinks) {
        return with(log.sinks(sinks));
    }

    /** A copy with the last lines of audit files. */
    public ReleaseRecord audited(List<AuditHead> heads) {
        return with(log.audited(heads));
    }

    /** A copy with a track about to be made smaller than it needs to be under traffic. */
    public ReleaseRecord reduced(Track track, int full) {
        return with(stacks.with(sizes().reduced(track, full)));
    }

    /** A copy without a size entry for a track: it is of full size, or of none that matters any more. */
    public ReleaseRecord whole(Track track) {
        return with(stacks.with(sizes().whole(track)));
    }

    /** A copy with an autoscaler about to be pinned. */
    public ReleaseRecord pinned(Sizes.Pin pin) {
        return with(stacks.with(sizes().with(pin)));
    }

    /** A copy with the autoscaler of a track as it was. */
    public ReleaseRecord unpinned(Track track) {
        return with(stacks.with(sizes().without(track)));
    }

    private ReleaseRecord with(Traffic next) {
        return new ReleaseRecord(next, stacks, work, log, origin);
    }

    private ReleaseRecord with(Stacks next) {
        return new ReleaseRecord(traffic, next, work, log, origin);
    }

    private ReleaseRecord with(Work next) {
        return new ReleaseRecord(traffic, stacks, next, log, origin);
    }

    private ReleaseRecord with(Log next) {
        return new ReleaseRecord(traffic, stacks, work, next, origin);
    }
}
