package dev.bluegreen.result;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cutover that ended. Immutable. */
public final class PastCutover {

    private final String id;
    private final Operation operation;
    private final Track from;
    private final Track to;
    private final Outcome outcome;
    private final Instant at;
    private final String by;
    private final String reason;
    private final List<ObjectiveVerdict> objectives;

    private PastCutover(Builder made) {
        id = Wording.line(Input.given("cutover.id", made.id, "give one"));
        operation = Input.given("cutover.operation", made.operation, "give one");
        from = Input.given("cutover.from", made.from, "give one");
        to = Input.given("cutover.to", made.to, "give one");
        outcome = Input.given("cutover.outcome", made.outcome, "give one");
        at = Input.given("cutover.at", made.at, "give one");
        by = Wording.line(Input.given("cutover.by", made.by, "give an empty text for none"));
        reason = Wording.lines(Input.given("cutover.reason", made.reason, "give an empty text for none"));
        objectives = List.copyOf(Input.given("cutover.objectives", made.objectives, "give an empty one for none"));
    }

    /** A builder of an entry; for platforms, adapters and tests. */
    public static Builder builder(String id, Track from, Track to, Outcome outcome, Instant at) {
        return new Builder(id, from, to, outcome, at);
    }

    /** The unique id of the operation. */
    public String id() {
        return id;
    }

    /** A cutover or a rollback. */
    public Operation operation() {
        return operation;
    }

    /** The track that had traffic. */
    public Track from() {
        return from;
    }

    /** The track that was asked for. */
    public Track to() {
        return to;
    }

    /** The end it came to. */
    public Outcome outcome() {
        return outcome;
    }

    /** The moment of its end. */
    public Instant at() {
        return at;
    }

    /** The requester. */
    public String by() {
        return by;
    }

    /** The end it came to, for a person. */
    public String reason() {
        return reason;
    }

    /** The verdict on each objective; empty when none was watched. */
    public List<ObjectiveVerdict> objectives() {
        return objectives;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PastCutover that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return List.of(id, operation, from, to, outcome, at, by, reason, objectives);
    }

    @Override
    public String toString() {
        return operation + " " + id + " " + from + " -> " + to + ": " + outcome;
    }

    /** Builds an entry of a history; for one thread. */
    public static final class Builder {

        private final String id;
        private Operation operation = Operation.SWITCH;
        private final Track from;
        private final Track to;
        private final Outcome outcome;
        private final Instant at;
        private String by = "";
        private String reason = "";
        private List<ObjectiveVerdict> objectives = List.of();

        private Builder(String id, Track from, Track to, Outcome outcome, Instant at) {
            this.id = id;
            this.from = from;
            this.to = to;
            this.outcome = outcome;
            this.at = at;
        }

        /** Sets {@link PastCutover#operation()}; a cutover unless set. */
        public Builder operation(Operation operation) {
            this.operation = operation;
            return this;
        }

        /** Sets {@link PastCutover#by()}; empty unless set. */
        public Builder by(String by) {
            this.by = by;
            return this;
        }

        /** Sets {@link PastCutover#reason()}; empty unless set. */
        public Builder reason(String reason) {
            this.reason = reason;
            return this;
        }

        /** Sets {@link PastCutover#objectives()}; empty unless set. */
        public Builder objectives(List<ObjectiveVerdict> objectives) {
            this.objectives = objectives;
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public PastCutover build() {
            return new PastCutover(this);
        }
    }
}
