package dev.bluegreen.result;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Activity of the process that holds the lock. It enters this with the writes it makes anyway, at the latest with its
 * next sign of life after 10 s: a look from elsewhere may be that old. Immutable.
 */
public final class Underway {

    private final Operation operation;
    private final String id;
    private final String by;
    private final Instant started;
    private final Phase phase;
    private final Optional<String> waitsFor;
    private final Optional<Instant> until;

    private Underway(Builder made) {
        operation = Input.given("underway.operation", made.operation, "give one");
        id = Wording.line(Input.given("underway.id", made.id, "give one"));
        by = Wording.line(Input.given("underway.by", made.by, "give an empty text for none"));
        started = Input.given("underway.started", made.started, "give one");
        phase = Input.given("underway.phase", made.phase, "give one");
        waitsFor = Input.given("underway.waitsFor", made.waitsFor, "give an empty one for none")
                .map(Wording::lines);
        until = Input.given("underway.until", made.until, "give an empty one for none");
    }

    /** A builder of the state of an operation that does not wait; for platforms, adapters and tests. */
    public static Builder builder(Operation operation, String id, Instant started, Phase phase) {
        return new Builder(operation, id, started, phase);
    }

    /** The kind of the operation. */
    public Operation operation() {
        return operation;
    }

    /** The unique id of the operation. */
    public String id() {
        return id;
    }

    /** The requester. */
    public String by() {
        return by;
    }

    /** The moment of its start, by its own clock. */
    public Instant started() {
        return started;
    }

    /** The phase that it is in. */
    public Phase phase() {
        return phase;
    }

    /** The condition that it waits for; empty when it does not wait. */
    public Optional<String> waitsFor() {
        return waitsFor;
    }

    /** The end of its waiting, by its own clock; empty when it does not wait, or has no limit. */
    public Optional<Instant> until() {
        return until;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Underway that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return List.of(operation, id, by, started, phase, waitsFor, until);
    }

    @Override
    public String toString() {
        return operation + " " + id + " in " + phase;
    }

    /** Builds what is under way; for one thread. */
    public static final class Builder {

        private final Operation operation;
        private final String id;
        private String by = "";
        private final Instant started;
        private final Phase phase;
        private Optional<String> waitsFor = Optional.empty();
        private Optional<Instant> until = Optional.empty();

        private Builder(Operation operation, String id, Instant started, Phase phase) {
            this.operation = operation;
            this.id = id;
            this.started = started;
            this.phase = phase;
        }

        /** Sets {@link Underway#by()}; empty unless set. */
        public Builder by(String by) {
            this.by = by;
            return this;
        }

        /** Sets {@link Underway#waitsFor()}; empty unless set. */
        public Builder waitsFor(Optional<String> waitsFor) {
            this.waitsFor = waitsFor;
            return this;
        }

        /** Sets {@link Underway#until()}; empty unless set. */
        public Builder until(Optional<Instant> until) {
            this.until = until;
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public Underway build() {
            return new Underway(this);
        }
    }
}
