package dev.bluegreen.internal.record;

import dev.bluegreen.event.AuditHead;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.internal.result.PastCutoverData;
import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.result.ObjectiveVerdict;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.ReleaseStatus.Confirmed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Ended operations, and their pending events.
 *
 * @param history ended cutovers, newest first, at most {@link #KEPT}
 * @param pending events of the operations that wrote last, their writes and their end, at most the newest {@link #EVENTS}: kept
 *     so that they can be redelivered
 * @param unacknowledged true if a listener that delivers later has not confirmed all pending events yet
 * @param undelivered true if a listener had not received all of them, because it blocked
 * @param audit the last lines of audit files, the newest last, at most {@link #FILES}
 * @param sinks the listeners that deliver later, those of the last operation last
 */
public record Log(
        List<PastCutover> history,
        List<CutoverEvent> pending,
        boolean unacknowledged,
        boolean undelivered,
        List<AuditHead> audit,
        List<Sink> sinks) {

    /** Maximum number of ended cutovers that are kept, in addition to the last that moved traffic. */
    static final int KEPT = 20;

    /** Maximum number of pending events that are kept. */
    static final int EVENTS = 50;

    /** Of how many objectives of one cutover a verdict is kept. */
    static final int OBJECTIVES = 20;

    /** Of how many audit files the last line is kept. */
    static final int FILES = 10;

    static final Log EMPTY = new Log(List.of(), List.of(), false, false, List.of(), List.of());

    /** Copies the lists and drops what is too old. */
    public Log {
        history = newest(history, KEPT);
        pending = List.copyOf(pending.subList(Math.max(0, pending.size() - EVENTS), pending.size()));
        audit = List.copyOf(audit.subList(Math.max(0, audit.size() - FILES), audit.size()));
        sinks = List.copyOf(sinks.subList(Math.max(0, sinks.size() - Sink.MOST), sinks.size()));
    }

    /** @param origin the workload that stands for one of its tracks */
    static PastCutover past(
            InFlight ended,
            Outcome outcome,
            String reason,
            Instant at,
            List<ObjectiveVerdict> objectives,
            Optional<Origin> origin) {
        return new PastCutoverData(
                ended.id(),
                ended.operation(),
                ended.from(),
                ended.to(),
                outcome,
                at,
                ended.by(),
                Texts.shortened(reason, Texts.LONGEST),
                ended.mixed(at),
                objectives.subList(0, Math.min(OBJECTIVES, objectives.size())),
                origin);
    }

    Log with(PastCutover newest) {
        List<PastCutover> all = new ArrayList<>(history);
        all.add(0, newest);
        return new Log(all, pending, unacknowledged, undelivered, audit, sinks);
    }

    Log pending(List<CutoverEvent> events) {
        return new Log(
                history, events.stream().map(Log::shortened).toList(), unacknowledged, undelivered, audit, sinks);
    }

    Log unacknowledged(boolean now) {
        return new Log(history, pending, now, undelivered, audit, sinks);
    }

    Log undelivered(boolean now) {
        return new Log(history, pending, unacknowledged, now, audit, sinks);
    }

    Log audited(List<AuditHead> heads) {
        List<AuditHead> all = new ArrayList<>(audit);
        heads.forEach(head -> {
            all.removeIf(known -> known.file().equals(head.file()));
            all.add(head);
        });
        return new Log(history, pending, unacknowledged, undelivered, all, sinks);
    }

    private static CutoverEvent shortened(CutoverEvent event) {
        return event.toBuilder()
                .sentence(Texts.shortened(event.sentence(), Texts.LONGEST))
                .build();
    }

    /**
     * The listeners that deliver later, once an operation begins that has some. One that was not there before gets what
     * happens from then on.
     *
     * @param names those of the operation
     * @param anyway true if a process has died, whose events a new one gets as well
     */
    public List<Sink> joined(List<String> names, boolean anyway) {
        boolean getsAll = anyway || (unacknowledged && sinks.isEmpty());
        Stream<Sink> others = sinks.stream()
                .filter(sink -> !names.contains(sink.name()) && sink.idle() + 1 < Sink.MOST_IDLE)
                .map(sink -> sink.idleFor(sink.idle() + 1));
        Stream<Sink> ours = names.stream()
                .map(name -> sinks.stream()
                        .filter(sink -> sink.name().equals(name))
                        .findFirst()
                        .map(sink -> anyway || unacknowledged ? sink : sink.upTo(pending))
                        .orElseGet(() -> getsAll ? Sink.of(name) : Sink.of(name).upTo(pending)))
                .map(sink -> sink.idleFor(0));
        return Stream.concat(others, ours).toList();
    }

    Log sinks(List<Sink> now) {
        return new Log(history, pending, unacknowledged, undelivered, audit, now);
    }

    /** Events that a listener has not received, or has not confirmed. */
    public List<CutoverEvent> unconfirmed() {
        if (undelivered || (unacknowledged && sinks.isEmpty())) {
            return pending;
        }
        return sinks.stream()
                .map(this::unconfirmedBy)
                .max(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    /** Events that a listener which delivers later has not confirmed. */
    public List<CutoverEvent> unconfirmedBy(Sink sink) {
        return unacknowledged ? sink.unconfirmed(pending) : List.of();
    }

    Optional<PastCutover> lastSwitch() {
        return history.stream().filter(Log::isSwitch).findFirst();
    }

    /** The newest entries; the last that moved traffic is never forgotten, because rollBack() needs it. */
    static List<PastCutover> newest(List<PastCutover> history, int count) {
        List<PastCutover> kept = new ArrayList<>(history.subList(0, Math.min(count, history.size())));
        if (kept.size() == count && kept.stream().noneMatch(Log::isSwitch)) {
            history.stream().filter(Log::isSwitch).findFirst().ifPresent(last -> kept.set(kept.size() - 1, last));
        }
        return List.copyOf(kept);
    }

    private static boolean isSwitch(PastCutover past) {
        return past.outcome() == Outcome.SWITCHED || past.outcome() == Outcome.FROZEN;
    }

    /**
     * What a listener that delivers later has confirmed of the pending events: all up to one of them. What is not pending any more
     * needs no confirmation.
     *
     * @param name of the listener, unique among those of a release
     * @param last the last event it has confirmed; empty if it has confirmed none
     * @param problem why its last attempt to deliver failed; empty if it did not
     * @param idle number of operations since the last one that had such a listener
     */
    public record Sink(String name, Optional<Confirmed> last, Optional<String> problem, int idle) {

        /** Of how many listeners the state is kept. */
        static final int MOST = 10;

        /** Number of operations without a listener after which it counts as removed: none of the events it lacks is kept then. */
        static final int MOST_IDLE = 20;

        /** Maximum length of a name; longer ones are cut before they are compared. */
        public static final int LONGEST = 60;

        /** One that has confirmed nothing. */
        public static Sink of(String name) {
            return new Sink(name, Optional.empty(), Optional.empty(), 0);
        }

        /** The events that it has not confirmed. */
        public List<CutoverEvent> unconfirmed(List<CutoverEvent> pending) {
            for (int place = pending.size() - 1; place >= 0; place--) {
                if (last.equals(Optional.of(id(pending.get(place))))) {
                    return pending.subList(place + 1, pending.size());
                }
            }
            return pending;
        }

        /** A copy that has confirmed the events which follow one another from the first unconfirmed one on. */
        public Sink confirming(List<CutoverEvent> pending, Predicate<CutoverEvent> isConfirmed) {
            Optional<Confirmed> next = unconfirmed(pending).stream()
                    .takeWhile(isConfirmed)
                    .reduce((one, other) -> other)
                    .map(Sink::id);
            return new Sink(name, next.or(() -> last), problem, idle);
        }

        /** A copy that has confirmed all of them. */
        Sink upTo(List<CutoverEvent> pending) {
            return confirming(pending, event -> true);
        }

        /** A copy with the reason why it does not deliver, or without. */
        public Sink failing(Optional<String> reason) {
            return new Sink(name, last, reason, idle);
        }

        Sink idleFor(int operations) {
            return new Sink(name, last, problem, operations);
        }

        private static Confirmed id(CutoverEvent event) {
            return new Confirmed(event.cutoverId(), event.number(), event.at());
        }
    }
}
