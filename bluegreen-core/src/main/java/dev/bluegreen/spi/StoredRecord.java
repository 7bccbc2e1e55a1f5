package dev.bluegreen.spi;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record as it is stored: the lock, in the fields of a Lease, and the state of the release, as JSON. Immutable. */
public sealed interface StoredRecord {

    /** A builder of a record without a holder, last renewed when it was acquired; for stores and tests. */
    static Builder builder(Instant acquired, Duration duration, String json) {
        return new Builder(acquired, duration, json);
    }

    /** A builder with the values of this record but its source, to change some of them. */
    default Builder toBuilder() {
        return new Builder(acquired(), duration(), json())
                .holder(holder())
                .renewed(renewed())
                .token(token())
                .control(control())
                .version(version());
    }

    /** The holder of the lock; empty when there is none. */
    Optional<String> holder();

    /** The time at which the holder took it, by the holder's clock. */
    Instant acquired();

    /** The time at which the holder last confirmed it, by the holder's clock. */
    Instant renewed();

    /** The time after which a silent holder loses the lock. */
    Duration duration();

    /** A number that rises with every acquisition. */
    long token();

    /** The state of the release, as described in {@code docs/record.md}. */
    String json();

    /**
     * A note that others may write while the lock is held, as JSON: a store keeps it apart from the record, in the same object,
     * such as in an annotation of its own. Empty for none.
     */
    String control();

    /** Opaque version for compare-and-set; empty in one that was not stored yet. */
    String version();

    /** The last sign of life of the holder: what others leave in {@link #control()} changes the version, and not this. */
    default String signOfLife() {
        return renewed() + "/" + json().hashCode();
    }

    /** A copy with the version assigned by the store. */
    default StoredRecord withVersion(String stored) {
        return toBuilder().version(stored).build();
    }

    /**
     * The object that this was read from, from which the store that read it makes the next write. Opaque to all others, and
     * not compared.
     */
    Optional<Object> source();

    /** Builds a record; for one thread. */
    final class Builder {

        private Optional<String> holder = Optional.empty();
        private final Instant acquired;
        private Instant renewed;
        private final Duration duration;
        private long token;
        private final String json;
        private String control = "";
        private String version = "";
        private Optional<Object> source = Optional.empty();

        private Builder(Instant acquired, Duration duration, String json) {
            this.acquired = acquired;
            renewed = acquired;
            this.duration = duration;
            this.json = json;
        }

        /** Sets {@link StoredRecord#holder()}; empty unless set. */
        public Builder holder(Optional<String> holder) {
            this.holder = holder;
            return this;
        }

        /** Sets {@link StoredRecord#renewed()}; {@link StoredRecord#acquired()} unless set. */
        public Builder renewed(Instant renewed) {
            this.renewed = renewed;
            return this;
        }

        /** Sets {@link StoredRecord#token()}; 0 unless set. */
        public Builder token(long token) {
            this.token = token;
            return this;
        }

        /** Sets {@link StoredRecord#control()}; empty unless set. */
        public Builder control(String control) {
            this.control = control;
            return this;
        }

        /** Sets {@link StoredRecord#version()}; empty unless set. */
        public Builder version(String version) {
            this.version = version;
            return this;
        }

        /**
         * Sets {@link StoredRecord#source()}; empty unless set.
         *
         * @throws ConfigurationException if it is null
         */
        public Builder source(Object source) {
            this.source = Optional.of(Input.given("record.source", source, "leave it out for none"));
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public StoredRecord build() {
            return new Made(holder, acquired, renewed, duration, token, json, control, version, source);
        }

        private record Made(
                Optional<String> holder,
                Instant acquired,
                Instant renewed,
                Duration duration,
                long token,
                String json,
                String control,
                String version,
                Optional<Object> source)
                implements StoredRecord {

            Made {
                Input.given("record.holder", holder, "give an empty one for none");
                Input.given("record.acquired", acquired, "give one");
                Input.given("record.renewed", renewed, "give one");
                Input.given("record.duration", duration, "give one");
                Input.given("record.json", json, "give one");
                Input.given("record.control", control, "give an empty text for none");
                Input.given("record.version", version, "give an empty text for none");
            }

            @Override
            public boolean equals(@Nullable Object other) {
                return other instanceof Made that && compared().equals(that.compared());
            }

            @Override
            public int hashCode() {
                return compared().hashCode();
            }

            private List<Object> compared() {
                return List.of(holder, acquired, renewed, duration, token, json, control, version);
            }

            @Override
            public String toString() {
                return "record " + version + " of " + holder.orElse("nobody") + ", token " + token;
            }
        }
    }
}
