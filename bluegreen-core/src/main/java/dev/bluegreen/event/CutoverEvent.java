package dev.bluegreen.event;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.model.Wording;
import java.time.Instant;

/**
 * One thing that happened in an operation. Operation and number together tell which: an event that is told again has the
 * same two.
 *
 * @param number counts from 1 within the operation
 * @param at when
 * @param release which release
 * @param cutoverId which operation
 * @param phase in which phase
 * @param kind what kind of thing
 * @param sentence what happened, for a person
 * @param replayed true if it is told again, from the record: the process that it happened in may have died before its
 *     listeners heard
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

    /** Shows what others wrote as one line of plain text. */
    public CutoverEvent {
        release = Wording.line(release);
        cutoverId = Wording.line(cutoverId);
        sentence = Wording.lines(sentence);
    }

    /** What kind of thing happened. */
    public enum Kind {
        /** A phase began. */
        PHASE,
        /** A gate answered. */
        GATE,
        /** Something wrong or risky was found. */
        FINDING,
        /** It waits, and for what. */
        WAITING,
        /** A write is about to be made. */
        INTENT,
        /** A write was made, or was refused. */
        WRITE,
        /** Something was observed. */
        EVIDENCE,
        /** A milestone was reached. */
        MILESTONE,
        /** Going back has become impossible or weaker, or is possible again. */
        WAY_BACK,
        /** A decision to go back. */
        ROLL_BACK,
        /** The operation ended. */
        ENDED
    }

    /** The same, told again. */
    public CutoverEvent again() {
        return new CutoverEvent(number, at, release, cutoverId, phase, kind, sentence, true);
    }

    @Override
    public String toString() {
        return number + " " + at + " " + phase + " " + kind + " " + sentence + (replayed ? " (told again)" : "");
    }
}
