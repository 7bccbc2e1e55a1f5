package dev.bluegreen.event;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.model.Wording;
import java.time.Instant;

/**
 * One event of an operation, identified by operation and number: a redelivered event has the same two.
 *
 * @param number sequence number from 1 within the operation
 * @param at time of the event
 * @param release name of the release
 * @param cutoverId id of the operation
 * @param phase phase of the operation
 * @param kind kind of event
 * @param sentence description of the event
 * @param replayed true if it is redelivered from the record: the process may have died before its listeners got it
 */
public record CutoverEvent(
        int number,
        Instant at,
        String release,
        String cutoverId,
        Phase phase,
        Kind kind,
        String sentence,
        boolean replayed) {

    /** Reduces untrusted text to one line of plain text. */
    public CutoverEvent {
        release = Wording.line(release);
        cutoverId = Wording.line(cutoverId);
        sentence = Wording.lines(sentence);
    }

    /** Kind of an event. */
    public enum Kind {
        /** A phase began. */
        PHASE,
        /** A gate was evaluated. */
        GATE,
        /** A finding. */
        FINDING,
        /** The operation waits; the sentence says for what. */
        WAITING,
        /** A write is about to be made. */
        INTENT,
        /** A write was made, or was refused. */
        WRITE,
        /** An observation. */
        EVIDENCE,
        /** A milestone was reached. */
        MILESTONE,
        /** Rollback became impossible or weaker, or possible again. */
        WAY_BACK,
        /** A decision to roll back. */
        ROLL_BACK,
        /** The operation ended. */
        ENDED
    }

    /** A copy marked as redelivered. */
    public CutoverEvent again() {
        return new CutoverEvent(number, at, release, cutoverId, phase, kind, sentence, true);
    }

    @Override
    public String toString() {
        return number + " " + at + " " + phase + " " + kind + " " + sentence + (replayed ? " (told again)" : "");
    }
}
