package dev.bluegreen.result;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation that has not ended. Immutable. */
public final class Unfinished {

    private final String id;
    private final Operation operation;
    private final Track from;
    private final Track to;
    private final Phase phase;
    private final boolean trafficIntent;

    private Unfinished(Builder made) {
        id = Wording.line(Input.given("unfinished.id", made.id, "give one"));
        operation = Input.given("unfinished.operation", made.operation, "give one");
        from = Input.given("unfinished.from", made.from, "give one");
        to = Input.given("unfinished.to", made.to, "give one");
        phase = Input.given("unfinished.phase", made.phase, "give one");
        trafficIntent = made.trafficIntent;
    }

    /** A builder of an operation that announced no traffic write; for platforms, adapters and tests. */
    public static Builder builder(String id, Operation operation, Track from, Track to, Phase phase) {
        return new Builder(id, operation, from, to, phase);
    }

    /** The unique id of the operation. */
    public String id() {
        return id;
    }

    /** The kind of the operation. */
    public Operation operation() {
        return operation;
    }

    /** The track that had traffic. */
    public Track from() {
        return from;
    }

    /** The track it is for: that was to get the traffic, or that is staged, retired or kept. */
    public Track to() {
        return to;
    }

    /** The phase last recorded. */
    public Phase phase() {
        return phase;
    }

    /** True if a traffic write was announced: it may have been made. */
    public boolean trafficIntent() {
        return trafficIntent;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Unfinished that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return List.of(id, operation, from, to, phase, trafficIntent);
    }

    @Override
    public String toString() {
        return operation + " " + id + " " + from + " -> " + to + " in " + phase;
    }

    /** Builds an operation that has not ended; for one thread. */
    public static final class Builder {

        private final String id;
        private final Operation operation;
        private final Track from;
        private final Track to;
        private final Phase phase;
        private boolean trafficIntent;

        private Builder(String id, Operation operation, Track from, Track to, Phase phase) {
            this.id = id;
            this.operation = operation;
            this.from = from;
            this.to = to;
            this.phase = phase;
        }

        /** Sets {@link Unfinished#trafficIntent()}; false unless set. */
        public Builder trafficIntent(boolean trafficIntent) {
            this.trafficIntent = trafficIntent;
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public Unfinished build() {
            return new Unfinished(this);
        }
    }
}
