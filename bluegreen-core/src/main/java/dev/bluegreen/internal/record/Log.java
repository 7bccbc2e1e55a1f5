package dev.bluegreen.internal.record;

import dev.bluegreen.event.AuditHead;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.internal.result.PastCutoverData;
import dev.bluegreen.result.ObjectiveVerdict;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ended operations, and their pending events.
 *
 * @param history ended cutovers, newest first, at most {@link #KEPT}
 * @param pending events of the operations that wrote last, their writes and their end, at most the newest {@link #EVENTS}: kept
 *     so that they can be redelivered
 * @param unacknowledged true if listeners that deliver later have not acknowledged the pending events yet
 * @param undelivered true if a listener had not received all of them, because it blocked
 * @param audit the last lines of audit files, the newest last, at most {@link #FILES}
 */
public record Log(
        List<PastCutover> history,
        List<CutoverEvent> pending,
        boolean unacknowledged,
        boolean undelivered,
        List<AuditHead> audit) {

    /** Maximum number of ended cutovers that are kept, in addition to the last that moved traffic. */
    static final int KEPT = 20;

    /** Maximum number of pending events that are kept. */
    static final int EVENTS = 50;

    /** Of how many objectives of one cutover a verdict is kept. */
    static final int OBJECTIVES = 20;

    /** Of how many audit files the last line is kept. */
    static final int FILES = 10;

    static final Log EMPTY = new Log(List.of(), List.of(), false, false, List.of());

    /** Copies the lists and drops what is too old. */
    public Log {
        history = newest(history, KEPT);
        pending = List.copyOf(pending.subList(Math.max(0, pending.size() - EVENTS), pending.size()));
        audit = List.copyOf(audit.subList(Math.max(0, audit.size() - FILES), audit.size()));
    }

    static PastCutover past(
            InFlight ended, Outcome outcome, String reason, Instant at, List<ObjectiveVerdict> objectives) {
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
                objectives.subList(0, Math.min(OBJECTIVES, objectives.size())));
    }

    Log with(PastCutover newest) {
        List<PastCutover> all = new ArrayList<>(history);
        all.add(0, newest);
        return new Log(all, pending, unacknowledged, undelivered, audit);
    }

    Log pending(List<CutoverEvent> events) {
        return new Log(history, events.stream().map(Log::shortened).toList(), unacknowledged, undelivered, audit);
    }

    Log unacknowledged(boolean now) {
        return new Log(history, pending, now, undelivered, audit);
    }

    Log undelivered(boolean now) {
        return new Log(history, pending, unacknowledged, now, audit);
    }

    Log audited(List<AuditHead> heads) {
        List<AuditHead> all = new ArrayList<>(audit);
        heads.forEach(head -> {
            all.removeIf(known -> known.file().equals(head.file()));
            all.add(head);
        });
        return new Log(history, pending, unacknowledged, undelivered, all);
    }

    private static CutoverEvent shortened(CutoverEvent event) {
        return event.toBuilder()
                .sentence(Texts.shortened(event.sentence(), Texts.LONGEST))
                .build();
    }

    /** Events that a listener has not received, or has not confirmed. */
    public List<CutoverEvent> unconfirmed() {
        return unacknowledged || undelivered ? pending : List.of();
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
}
