package dev.bluegreen.event;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of an operation, identified by operation and number: a redelivered event has the same two. Immutable.
 */
public final class CutoverEvent {

    private final int number;
    private final Instant at;
    private final String release;
    private final String cutoverId;
    private final Phase phase;
    private final Kind kind;
    private final String sentence;
    private final boolean replayed;

    private CutoverEvent(Builder made) {
        number = made.number;
        at = Input.given("event.at", made.at, "give one");
        release = Wording.line(Input.given("event.release", made.release, "give one"));
        cutoverId = Wording.line(Input.given("event.cutoverId", made.cutoverId, "give one"));
        phase = Input.given("event.phase", made.phase, "give one");
        kind = Input.given("event.kind", made.kind, "give one");
        sentence = Wording.lines(Input.given("event.sentence", made.sentence, "give an empty text for none"));
        replayed = made.replayed;
    }

    /** A builder of an event; phase and kind have to be set. For platforms, adapters and tests. */
    public static Builder builder(String release, String cutoverId, int number, Instant at) {
        return new Builder(release, cutoverId, number, at);
    }

    /** A builder with all of this one, to change some of it. */
    public Builder toBuilder() {
        return new Builder(release, cutoverId, number, at)
                .phase(phase)
                .kind(kind)
                .sentence(sentence)
                .replayed(replayed);
    }

    /** The number of the event, from 1 within the operation. */
    public int number() {
        return number;
    }

    /** The moment at which it happened. */
    public Instant at() {
        return at;
    }

    /** The release. */
    public String release() {
        return release;
    }

    /** The unique id of the operation. */
    public String cutoverId() {
        return cutoverId;
    }

    /** The phase in which it happened. */
    public Phase phase() {
        return phase;
    }

    /** The kind of event. */
    public Kind kind() {
        return kind;
    }

    /** The event in a sentence, for a person. */
    public String sentence() {
        return sentence;
    }

    /**
     * True if it is told again, from the record: the process that it happened in may have died before its listeners
     * heard.
     */
    public boolean replayed() {
        return replayed;
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
        return toBuilder().replayed(true).build();
    }

    @Override
    public String toString() {
        return number + " " + at + " " + phase + " " + kind + " " + sentence + (replayed ? " (told again)" : "");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CutoverEvent that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return List.of(number, at, release, cutoverId, phase, kind, sentence, replayed);
    }

    /** Builds an event; for one thread. */
    public static final class Builder {

        private final int number;
        private final Instant at;
        private final String release;
        private final String cutoverId;
        private @Nullable Phase phase;
        private @Nullable Kind kind;
        private String sentence = "";
        private boolean replayed;

        private Builder(String release, String cutoverId, int number, Instant at) {
            this.release = release;
            this.cutoverId = cutoverId;
            this.number = number;
            this.at = at;
        }

        /** Sets {@link CutoverEvent#phase()}; has to be set. */
        public Builder phase(Phase phase) {
            this.phase = phase;
            return this;
        }

        /** Sets {@link CutoverEvent#kind()}; has to be set. */
        public Builder kind(Kind kind) {
            this.kind = kind;
            return this;
        }

        /** Sets {@link CutoverEvent#sentence()}; empty unless set. */
        public Builder sentence(String sentence) {
            this.sentence = sentence;
            return this;
        }

        /** Sets {@link CutoverEvent#replayed()}; false unless set. */
        public Builder replayed(boolean replayed) {
            this.replayed = replayed;
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public CutoverEvent build() {
            return new CutoverEvent(this);
        }
    }
}
