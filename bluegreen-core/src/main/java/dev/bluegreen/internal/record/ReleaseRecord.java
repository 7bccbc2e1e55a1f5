package dev.bluegreen.internal.record;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.ObjectiveVerdict;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.ReleaseStatus.Standby;
import dev.bluegreen.result.Underway;
import dev.bluegreen.result.Unfinished;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What is known of a release across processes.
 *
 * @param active the track that has the traffic; empty before the first cutover
 * @param operation what its process is doing, as far as it has said; empty when nobody has the lock
 * @param inFlight what has to be finished or undone if its process dies: of a recovery, what it recovers
 * @param standby the old track and until when it is kept
 * @param staged what was staged
 * @param trafficVerified when the data plane has followed the last move for sure
 * @param clock whose clock told the instants above; empty when nobody knows, or more than one did
 * @param routers the routers that the last cutover moved; empty when none is recorded
 * @param history ended cutovers, newest first, at most {@link #KEPT}
 * @param pending events that listeners may not have received
 * @param sizes sizes that were changed for a time
 * @param origin what it was read from
 */
public record ReleaseRecord(
        Optional<Track> active,
        Optional<Underway> operation,
        Optional<InFlight> inFlight,
        Optional<Standby> standby,
        Staged staged,
        Optional<Instant> trafficVerified,
        Optional<Clock> clock,
        List<String> routers,
        List<PastCutover> history,
        PendingEvents pending,
        Sizes sizes,
        Origin origin) {

    /** How many ended cutovers are kept, and the last that moved traffic besides. */
    static final int KEPT = 20;

    /** How many announced writes are kept: there may be a hundred steps, and a recovery that fails again and again. */
    static final int INTENTS = 50;

    /** Of how many objectives of one cutover a verdict is kept. */
    static final int OBJECTIVES = 20;

    /** How much of a reason or sentence is kept, in characters: the whole record has to fit into an annotation. */
    static final int LONGEST = 500;

    /** Copies the lists and drops what is too old. */
    public ReleaseRecord {
        routers = List.copyOf(routers.subList(0, Math.min(INTENTS, routers.size())));
        history = newest(history, KEPT);
    }

    /** The record of a release that was never switched. */
    public static ReleaseRecord empty() {
        return new Draft().done();
    }

    /**
     * A clock at the moment when instants were reckoned by it.
     *
     * @param of the identity of the process it belongs to
     * @param at what it showed
     */
    public record Clock(String of, Instant at) {}

    /**
     * An operation that is not to be forgotten before it has ended.
     *
     * @param id its id
     * @param operation which one
     * @param from the track that had traffic when it began
     * @param to the track it is for: that gets the traffic, or that is staged, retired or kept
     * @param phase the phase last recorded
     * @param started when it began
     * @param by who asked for it
     * @param intents traffic writes announced, in order, at most the last {@link #INTENTS}
     * @param stacks tracks whose workload was announced to be written: such a write may still be under way
     */
    public record InFlight(
            String id,
            Operation operation,
            Track from,
            Track to,
            Phase phase,
            Instant started,
            String by,
            List<Intent> intents,
            List<Track> stacks) {

        /** Copies the lists and drops what is too much. */
        public InFlight {
            intents = List.copyOf(intents.subList(Math.max(0, intents.size() - INTENTS), intents.size()));
            stacks = stacks.stream().distinct().toList();
        }

        /** The track that traffic goes back to if it is undone; a rollback is not undone. */
        public Track back() {
            return operation == Operation.ROLL_BACK ? to : from;
        }

        /** What it is called in a sentence, such as {@code cutover 7f3a}. */
        public String name() {
            return operation.noun() + " " + id;
        }

        InFlight with(Phase next, Intent intent) {
            List<Intent> all = new ArrayList<>(intents);
            all.add(intent);
            return new InFlight(id, operation, from, to, next, started, by, all, stacks);
        }

        InFlight in(Phase next) {
            return new InFlight(id, operation, from, to, next, started, by, intents, stacks);
        }

        InFlight touching(Track stack) {
            List<Track> all = Stream.concat(stacks.stream(), Stream.of(stack)).toList();
            return new InFlight(id, operation, from, to, phase, started, by, intents, all);
        }

        private Unfinished unfinished(Phase reached) {
            return Unfinished.builder(id, operation, from, to, reached)
                    .trafficIntent(!intents.isEmpty())
                    .build();
        }
    }

    /**
     * A write that is about to be made.
     *
     * @param router the object
     * @param from its value before
     * @param to its value after
     * @param at when it was announced
     */
    public record Intent(String router, String from, String to, Instant at) {}

    /** A copy that was read from something. */
    ReleaseRecord from(Origin read) {
        return with(draft -> draft.origin = read);
    }

    /** A copy with an operation under way. */
    public ReleaseRecord begin(InFlight begun) {
        return with(draft -> draft.inFlight = Optional.of(begun));
    }

    /** A copy with what the process at work says of itself. */
    ReleaseRecord doing(Underway now) {
        return with(draft -> draft.operation = Optional.of(now));
    }

    /** A copy for a free lock: nobody is at work. */
    ReleaseRecord resting() {
        return with(draft -> draft.operation = Optional.empty());
    }

    /** A copy with the operation in a phase whose traces have to be taken away if it dies there. */
    public ReleaseRecord enter(Phase phase) {
        return with(draft -> draft.inFlight = inFlight.map(now -> now.in(phase)));
    }

    /** A copy with one more write announced. */
    public ReleaseRecord intend(Phase phase, Intent intent) {
        return with(draft -> draft.inFlight = inFlight.map(now -> now.with(phase, intent)));
    }

    /** A copy with a write of a track's workload announced: whoever takes over fences it. */
    public ReleaseRecord touch(Track stack) {
        return with(draft -> draft.inFlight = inFlight.map(now -> now.touching(stack)));
    }

    /** A copy with the operation ended, and entered in the history if it is one that moves traffic. */
    public ReleaseRecord end(Outcome outcome, String reason, Instant at) {
        return end(outcome, reason, at, List.of());
    }

    /** The same with what was found of the objectives, of at most {@link #OBJECTIVES}. */
    public ReleaseRecord end(Outcome outcome, String reason, Instant at, List<ObjectiveVerdict> objectives) {
        List<PastCutover> all = new ArrayList<>(history);
        inFlight.filter(now -> now.operation().isMove())
                .map(now -> PastCutover.builder(now.id(), now.from(), now.to(), outcome, at)
                        .operation(now.operation())
                        .by(now.by())
                        .reason(Texts.shortened(reason, LONGEST))
                        .objectives(objectives.subList(0, Math.min(OBJECTIVES, objectives.size())))
                        .build())
                .ifPresent(past -> all.add(0, past));
        return with(draft -> {
            draft.inFlight = Optional.empty();
            draft.history = all;
        });
    }

    /** A copy without the operation and without an entry: it did nothing worth one. */
    public ReleaseRecord drop() {
        return with(draft -> draft.inFlight = Optional.empty());
    }

    /** A copy with traffic on a track. */
    public ReleaseRecord routed(Track track, Optional<Standby> kept, Optional<Instant> verified, Clock by) {
        return with(draft -> {
            draft.active = Optional.of(track);
            draft.standby = kept;
            draft.staged = staged.switched();
            draft.trafficVerified = verified;
            draft.clock = Optional.of(by);
            draft.routers = moved();
            draft.sizes = sizes.whole(track);
        });
    }

    private List<String> moved() {
        List<String> names = inFlight.map(InFlight::intents).orElse(List.of()).stream()
                .map(Intent::router)
                .distinct()
                .toList();
        return names.isEmpty() ? routers : names;
    }

    /** A copy with a track kept as standby, as somebody reckoned. */
    public ReleaseRecord keep(Standby kept, String by) {
        return with(draft -> {
            draft.standby = Optional.of(kept);
            draft.clock = clock.filter(known -> known.of().equals(by));
        });
    }

    /** A copy with a track about to be staged: from now on it is no standby, and no place to go back to. */
    public ReleaseRecord staged(Track track) {
        return with(draft -> {
            draft.standby = standby.filter(kept -> kept.track() != track);
            draft.staged = staged.begun(track);
        });
    }

    /** A copy with the fingerprint of what a track was staged with; an empty one where nobody knows it. */
    public ReleaseRecord stagedAs(Track track, String template) {
        return with(draft -> draft.staged = staged.as(track, template));
    }

    /** A copy with a track that was retired: without its standby, and with the pods that it had. */
    public ReleaseRecord retired(Track track, int pods) {
        return with(draft -> {
            draft.standby = standby.filter(kept -> kept.track() != track);
            draft.sizes = sizes.retired(track, pods);
            draft.staged = staged.retired(track);
        });
    }

    /** A copy with these events pending, in place of all that were. */
    public ReleaseRecord pending(List<CutoverEvent> events) {
        return with(draft -> draft.pending = pending.with(events));
    }

    /** A copy with events that some listeners have yet to acknowledge, or without. */
    public ReleaseRecord unacknowledged(boolean unacknowledged) {
        return with(
                draft -> draft.pending = new PendingEvents(pending.events(), unacknowledged, pending.undelivered()));
    }

    /** A copy with events that a listener had not received when this was written, or without. */
    public ReleaseRecord undelivered(boolean undelivered) {
        return undelivered == pending.undelivered()
                ? this
                : with(draft ->
                        draft.pending = new PendingEvents(pending.events(), pending.unacknowledged(), undelivered));
    }

    /** A copy with a track about to be made smaller than it needs to be under traffic. */
    public ReleaseRecord reduced(Track track, int full) {
        return with(draft -> draft.sizes = sizes.reduced(track, full));
    }

    /** A copy without a size entry for a track: it is of full size, or of none that matters any more. */
    public ReleaseRecord whole(Track track) {
        return with(draft -> draft.sizes = sizes.whole(track));
    }

    /** A copy with an autoscaler about to be pinned. */
    public ReleaseRecord pinned(Sizes.Pin pin) {
        return with(draft -> draft.sizes = sizes.with(pin));
    }

    /** A copy with the autoscaler of a track as it was. */
    public ReleaseRecord unpinned(Track track) {
        return with(draft -> draft.sizes = sizes.without(track));
    }

    /** The last move to another track that succeeded. */
    public Optional<PastCutover> lastSwitch() {
        return history.stream().filter(ReleaseRecord::isSwitch).findFirst();
    }

    /** What was left to be finished or undone, as users see it. */
    public Optional<Unfinished> unfinished() {
        return inFlight.map(now -> now.unfinished(operation
                .filter(doing -> doing.id().equals(now.id()))
                .map(Underway::phase)
                .orElse(now.phase())));
    }

    /** The newest entries; the last that moved traffic is never forgotten, because rollBack() needs it. */
    static List<PastCutover> newest(List<PastCutover> history, int count) {
        List<PastCutover> kept = new ArrayList<>(history.subList(0, Math.min(count, history.size())));
        if (kept.size() == count && kept.stream().noneMatch(ReleaseRecord::isSwitch)) {
            history.stream()
                    .filter(ReleaseRecord::isSwitch)
                    .findFirst()
                    .ifPresent(last -> kept.set(kept.size() - 1, last));
        }
        return List.copyOf(kept);
    }

    private static boolean isSwitch(PastCutover past) {
        return past.outcome() == Outcome.SWITCHED || past.outcome() == Outcome.FROZEN;
    }

    private ReleaseRecord with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.done();
    }

    /** A record while it is changed. */
    private static final class Draft {

        private Optional<Track> active = Optional.empty();
        private Optional<Underway> operation = Optional.empty();
        private Optional<InFlight> inFlight = Optional.empty();
        private Optional<Standby> standby = Optional.empty();
        private Staged staged = Staged.NOTHING;
        private Optional<Instant> trafficVerified = Optional.empty();
        private Optional<Clock> clock = Optional.empty();
        private List<String> routers = List.of();
        private List<PastCutover> history = List.of();
        private PendingEvents pending = PendingEvents.NOTHING;
        private Sizes sizes = Sizes.NONE;
        private Origin origin = Origin.OURS;

        private Draft() {}

        private Draft(ReleaseRecord from) {
            active = from.active;
            operation = from.operation;
            inFlight = from.inFlight;
            standby = from.standby;
            staged = from.staged;
            trafficVerified = from.trafficVerified;
            clock = from.clock;
            routers = from.routers;
            history = from.history;
            pending = from.pending;
            sizes = from.sizes;
            origin = from.origin;
        }

        private ReleaseRecord done() {
            return new ReleaseRecord(
                    active,
                    operation,
                    inFlight,
                    standby,
                    staged,
                    trafficVerified,
                    clock,
                    routers,
                    history,
                    pending,
                    sizes,
                    origin);
        }
    }
}
