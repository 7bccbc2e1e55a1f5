package dev.bluegreen.spi;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is stored: the lock, in the fields of a Lease, and what is known of the release, as JSON. Immutable.
 */
public final class StoredRecord {

    private final Optional<String> holder;
    private final Instant acquired;
    private final Instant renewed;
    private final Duration duration;
    private final long token;
    private final String json;
    private final String version;
    private final Optional<Object> source;

    private StoredRecord(Builder made) {
        holder = Input.given("record.holder", made.holder, "give an empty one for none");
        acquired = Input.given("record.acquired", made.acquired, "give one");
        renewed = Input.given("record.renewed", made.renewed, "give one");
        duration = Input.given("record.duration", made.duration, "give one");
        token = made.token;
        json = Input.given("record.json", made.json, "give one");
        version = Input.given("record.version", made.version, "give an empty text for none");
        source = made.source;
    }

    /** A builder of a record without a holder, last renewed when it was acquired; for stores and tests. */
    public static Builder builder(Instant acquired, Duration duration, String json) {
        return new Builder(acquired, duration, json);
    }

    /** A builder with all of this one but its source, to change some of it. */
    public Builder toBuilder() {
        return new Builder(acquired, duration, json)
                .holder(holder)
                .renewed(renewed)
                .token(token)
                .version(version);
    }

    /** The holder of the lock; empty when there is none. */
    public Optional<String> holder() {
        return holder;
    }

    /** The time at which the holder took it, by the holder's clock. */
    public Instant acquired() {
        return acquired;
    }

    /** The time at which the holder last confirmed it, by the holder's clock. */
    public Instant renewed() {
        return renewed;
    }

    /** The longest that a holder may stay silent. */
    public Duration duration() {
        return duration;
    }

    /** A number that rises with every acquisition. */
    public long token() {
        return token;
    }

    /** The known state of the release, as {@code docs/architecture.md} has it. */
    public String json() {
        return json;
    }

    /** Opaque version for compare-and-set; empty in one that was not stored yet. */
    public String version() {
        return version;
    }

    /** A copy with the version assigned by the store. */
    public StoredRecord withVersion(String stored) {
        return toBuilder().version(stored).build();
    }

    /**
     * The object that this was read from, for the store that read it: what is written over it starts from it. Opaque to all
     * others, and not compared.
     */
    public Optional<Object> source() {
        return source;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredRecord that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return List.of(holder, acquired, renewed, duration, token, json, version);
    }

    @Override
    public String toString() {
        return "record " + version + " of " + holder.orElse("nobody") + ", token " + token;
    }

    /** Builds a record; for one thread. */
    public static final class Builder {

        private Optional<String> holder = Optional.empty();
        private final Instant acquired;
        private Instant renewed;
        private final Duration duration;
        private long token;
        private final String json;
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
            return new StoredRecord(this);
        }
    }
}
