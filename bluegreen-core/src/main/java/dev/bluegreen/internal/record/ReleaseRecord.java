package dev.bluegreen.internal.record;

import dev.bluegreen.model.CutoverEvent;
import dev.bluegreen.model.Outcome;
import dev.bluegreen.model.Phase;
import dev.bluegreen.model.ReleaseStatus;
import dev.bluegreen.model.ReleaseStatus.PastCutover;
import dev.bluegreen.model.ReleaseStatus.Standby;
import dev.bluegreen.model.ReleaseStatus.Unfinished;
import dev.bluegreen.model.Track;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of a release across processes.
 *
 * @param active the track that has the traffic; empty before the first cutover
 * @param inFlight the operation under way
 * @param standby the old track and until when it is kept
 * @param staged the track that was staged since the last cutover: it no longer runs what traffic was taken from
 * @param trafficVerified when the data plane has followed the last move for sure
 * @param clock whose clock told the instants above; empty when nobody knows, or more than one did
 * @param routers the routers that the last cutover moved; empty when none is recorded
 * @param history ended cutovers, newest first, at most {@link #KEPT}
 * @param told what listeners may not have heard
 * @param sizes sizes that were changed for a time
 */
public record ReleaseRecord(
        Optional<Track> active,
        Optional<InFlight> inFlight,
        Optional<Standby> standby,
        Optional<Track> staged,
        Optional<Instant> trafficVerified,
        Optional<Clock> clock,
        List<String> routers,
        List<PastCutover> history,
        Told told,
        Sizes sizes) {

    /** How many ended cutovers are kept. */
    static final int KEPT = 20;

    /** How many announced writes are kept: there may be a hundred steps, and a recovery that fails again and again. */
    static final int INTENTS = 50;

    /** How much of a reason or sentence is kept, in characters: the whole record has to fit into an annotation. */
    static final int LONGEST = 500;

    /** Copies the lists and drops what is too old. */
    public ReleaseRecord {
        routers = List.copyOf(routers);
        history = List.copyOf(history.subList(0, Math.min(KEPT, history.size())));
    }

    /** The record of a release that was never switched. */
    public static ReleaseRecord empty() {
        return new ReleaseRecord(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Told.NOTHING,
                Sizes.NONE);
    }

    /**
     * A clock at the moment when instants were reckoned by it.
     *
     * @param of the identity of the process it belongs to
     * @param at what it showed
     */
    public record Clock(String of, Instant at) {}

    /**
     * An operation under way.
     *
     * @param id its id
     * @param from the track that had traffic when it began
     * @param to the track asked for
     * @param phase the phase last recorded
     * @param started when it began
     * @param by who asked for it
     * @param intents traffic writes announced, in order, at most the last {@link #INTENTS}
     * @param stacks tracks whose workload was announced to be written: such a write may still be under way
     */
    public record InFlight(
            String id,
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
            stacks = List.copyOf(stacks);
        }

        InFlight with(Phase next, Intent intent) {
            List<Intent> all = new ArrayList<>(intents);
            all.add(intent);
            return new InFlight(id, from, to, next, started, by, all, stacks);
        }

        InFlight in(Phase next) {
            return new InFlight(id, from, to, next, started, by, intents, stacks);
        }

        InFlight touching(Track stack) {
            List<Track> all =
                    Stream.concat(stacks.stream(), Stream.of(stack)).distinct().toList();
            return new InFlight(id, from, to, phase, started, by, intents, all);
        }

        /** As users see it. */
        public Unfinished unfinished() {
            return new Unfinished(id, from, to, phase, !intents.isEmpty());
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

    /** The same with an operation under way. */
    public ReleaseRecord begin(InFlight operation) {
        return new ReleaseRecord(
                active, Optional.of(operation), standby, staged, trafficVerified, clock, routers, history, told, sizes);
    }

    /** The same with the operation in a phase whose traces have to be taken away if it dies there. */
    public ReleaseRecord enter(Phase phase) {
        return inFlight.map(now -> begin(now.in(phase))).orElse(this);
    }

    /** The same with one more write announced. */
    public ReleaseRecord intend(Phase phase, Intent intent) {
        return new ReleaseRecord(
                active,
                inFlight.map(now -> now.with(phase, intent)),
                standby,
                staged,
                trafficVerified,
                clock,
                routers,
                history,
                told,
                sizes);
    }

    /** The same with a write of a track's workload announced: whoever takes over fences it. */
    public ReleaseRecord touch(Track stack) {
        return new ReleaseRecord(
                active,
                inFlight.map(now -> now.touching(stack)),
                standby,
                staged,
                trafficVerified,
                clock,
                routers,
                history,
                told,
                sizes);
    }

    /** The same with the operation ended, and entered in the history. */
    public ReleaseRecord end(Outcome outcome, String reason, Instant at) {
        List<PastCutover> all = new ArrayList<>(history);
        inFlight.ifPresent(now ->
                all.add(0, new PastCutover(now.id(), now.from(), now.to(), outcome, at, now.by(), shortened(reason))));
        return new ReleaseRecord(
                active, Optional.empty(), standby, staged, trafficVerified, clock, routers, all, told, sizes);
    }

    /** The same with the operation dropped without an entry: it did nothing worth one. */
    public ReleaseRecord drop() {
        return new ReleaseRecord(
                active, Optional.empty(), standby, staged, trafficVerified, clock, routers, history, told, sizes);
    }

    /** The same with traffic on a track. */
    public ReleaseRecord routed(Track track, Optional<Standby> kept, Optional<Instant> verified, Clock by) {
        return new ReleaseRecord(
                Optional.of(track),
                inFlight,
                kept,
                Optional.empty(),
                verified,
                Optional.of(by),
                moved(),
                history,
                told,
                sizes.whole(track));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private List<String> moved() {
        List<String> names = inFlight.map(InFlight::intents).orElse(List.of()).stream()
                .map(Intent::router)
                .distinct()
                .toList();
        return names.isEmpty() ? routers : names;
    }

    /** The same with a track kept as standby, as somebody reckoned. */
    public ReleaseRecord keep(Standby kept, String by) {
        return new ReleaseRecord(
                active,
                inFlight,
                Optional.of(kept),
                staged,
                trafficVerified,
                clock.filter(known -> known.of().equals(by)),
                routers,
                history,
                told,
                sizes);
    }

    /** The same with a track about to be staged: from now on it is no standby, and no place to go back to. */
    public ReleaseRecord staged(Track track) {
        return new ReleaseRecord(
                active,
                inFlight,
                standby.filter(kept -> kept.track() != track),
                Optional.of(track),
                trafficVerified,
                clock,
                routers,
                history,
                told,
                sizes);
    }

    /** The same with a track that was retired: it is no standby any more, and its size is that of nothing. */
    public ReleaseRecord retired(Track track) {
        return new ReleaseRecord(
                active,
                inFlight,
                standby.filter(kept -> kept.track() != track),
                staged,
                trafficVerified,
                clock,
                routers,
                history,
                told,
                sizes.whole(track));
    }

    /** The same with these events to be told again if need be, in place of all that were kept. */
    public ReleaseRecord telling(List<CutoverEvent> events) {
        return with(told.with(events.stream().map(ReleaseRecord::shortened).toList()));
    }

    /** The same with events that are owed to listeners which send later, or are not. */
    public ReleaseRecord owing(boolean owed) {
        return with(new Told(told.events(), owed));
    }

    private ReleaseRecord with(Told next) {
        return new ReleaseRecord(
                active, inFlight, standby, staged, trafficVerified, clock, routers, history, next, sizes);
    }

    private static CutoverEvent shortened(CutoverEvent event) {
        return new CutoverEvent(
                event.number(),
                event.at(),
                event.release(),
                event.cutoverId(),
                event.phase(),
                event.kind(),
                shortened(event.sentence()),
                event.replayed());
    }

    /** The same with a track about to be made smaller than it needs to be under traffic. */
    public ReleaseRecord reduced(Track track, int full) {
        return with(sizes.reduced(track, full));
    }

    /** The same with a track of full size, or of none that matters any more. */
    public ReleaseRecord whole(Track track) {
        return with(sizes.whole(track));
    }

    /** The same with an autoscaler about to be pinned. */
    public ReleaseRecord pinned(Sizes.Pin pin) {
        return with(sizes.with(pin));
    }

    /** The same with the autoscaler of a track as it was. */
    public ReleaseRecord unpinned(Track track) {
        return with(sizes.without(track));
    }

    private ReleaseRecord with(Sizes next) {
        return new ReleaseRecord(
                active, inFlight, standby, staged, trafficVerified, clock, routers, history, told, next);
    }

    /** The last move to another track that succeeded. */
    public Optional<PastCutover> lastSwitch() {
        return history.stream()
                .filter(past -> past.outcome() == Outcome.SWITCHED || past.outcome() == Outcome.FROZEN)
                .findFirst();
    }

    /** The operation under way, as users see it. */
    public Optional<ReleaseStatus.Unfinished> unfinished() {
        return inFlight.map(InFlight::unfinished);
    }
}
