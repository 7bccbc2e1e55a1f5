package dev.bluegreen.event;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of an operation, identified by operation and number: a redelivered event has the same two. Immutable.
 */
public sealed interface CutoverEvent {

    /** A builder of an event; phase and kind have to be set. For platforms, adapters and tests. */
    static Builder builder(String release, String cutoverId, int number, Instant at) {
        return new Builder(release, cutoverId, number, at);
    }

    /** A builder with the values of this event, to change some of them. */
    default Builder toBuilder() {
        return new Builder(release(), cutoverId(), number(), at())
                .phase(phase())
                .kind(kind())
                .sentence(sentence())
                .replayed(replayed());
    }

    /** The number of the event, from 1 within the operation. */
    int number();

    /** The moment at which it happened. */
    Instant at();

    /** The release. */
    String release();

    /** The unique id of the operation. */
    String cutoverId();

    /** The phase in which it happened. */
    Phase phase();

    /** The kind of event. */
    Kind kind();

    /** The event in a sentence, for a person. */
    String sentence();

    /** True if it is redelivered from the record: its process may have died before its listeners received it. */
    boolean replayed();

    /** Kind of an event. */
    enum Kind {
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
    default CutoverEvent again() {
        return toBuilder().replayed(true).build();
    }

    /** Builds an event; for one thread. */
    final class Builder {

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
            return new Made(
                    number,
                    at,
                    release,
                    cutoverId,
                    Input.given("event.phase", phase, "give one"),
                    Input.given("event.kind", kind, "give one"),
                    sentence,
                    replayed);
        }

        private record Made(
                int number,
                Instant at,
                String release,
                String cutoverId,
                Phase phase,
                Kind kind,
                String sentence,
                boolean replayed)
                implements CutoverEvent {

            Made {
                Input.given("event.at", at, "give one");
                release = Wording.line(Input.given("event.release", release, "give one"));
                cutoverId = Wording.line(Input.given("event.cutoverId", cutoverId, "give one"));
                sentence = Wording.lines(Input.given("event.sentence", sentence, "give an empty text for none"));
            }

            @Override
            public String toString() {
                return number + " " + at + " " + phase + " " + kind + " " + sentence
                        + (replayed ? " (redelivered)" : "");
            }
        }
    }
}
