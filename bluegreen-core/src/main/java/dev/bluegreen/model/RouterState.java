package dev.bluegreen.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where one router sends production traffic, as read at one moment. Immutable. */
public final class RouterState {

    private final String router;
    private final TrafficSplit split;
    private final String routing;
    private final long token;
    private final Optional<String> cutoverId;
    private final String version;
    private final Optional<String> writer;
    private final Optional<Duration> settleBound;
    private final Optional<Object> source;

    private RouterState(Builder made) {
        router = Input.given("router.router", made.router, "give one");
        split = Input.given("router.split", made.split, "give one");
        routing = Input.given("router.routing", made.routing, "give an empty text for none");
        token = made.token;
        cutoverId = Input.given("router.cutoverId", made.cutoverId, "give an empty one for none");
        version = Input.given("router.version", made.version, "give an empty text for none");
        writer = Input.given("router.writer", made.writer, "give an empty one for none");
        settleBound = made.settleBound;
        source = made.source;
    }

    /** A builder of the state of a router; for strategies, platforms and tests. */
    public static Builder builder(String router, TrafficSplit split) {
        return new Builder(router, split);
    }

    /** The router, such as {@code Service/checkout-svc}. */
    public String router() {
        return router;
    }

    /** The shares that it sends to each track. */
    public TrafficSplit split() {
        return split;
    }

    /** Its routing value as it stands there, for a person, such as {@code {app=checkout, track=blue}}. */
    public String routing() {
        return routing;
    }

    /** The highest fencing token written to it, 0 when none was. */
    public long token() {
        return token;
    }

    /** The cutover that wrote it last; empty when none did. */
    public Optional<String> cutoverId() {
        return cutoverId;
    }

    /** Opaque version for compare-and-set. */
    public String version() {
        return version;
    }

    /** The writer of the routing value as it is, where the platform knows. */
    public Optional<String> writer() {
        return writer;
    }

    /**
     * The time after a verified write over this state during which the data plane may still act on it, where the router itself
     * says so, such as by its TTL; empty where {@code CutoverStrategy.settleBound()} holds.
     */
    public Optional<Duration> settleBound() {
        return settleBound;
    }

    /**
     * The object that this was read from, for the strategy that read it: what is written over this state starts from it. Opaque
     * to all others, and not compared.
     */
    public Optional<Object> source() {
        return source;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RouterState that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return List.of(router, split, routing, token, cutoverId, version, writer, settleBound);
    }

    @Override
    public String toString() {
        return router + " " + split + " token " + token
                + cutoverId.map(id -> " by " + id).orElse("");
    }

    /** Builds a state; for one thread. */
    public static final class Builder {

        private final String router;
        private final TrafficSplit split;
        private String routing = "";
        private long token;
        private Optional<String> cutoverId = Optional.empty();
        private String version = "";
        private Optional<String> writer = Optional.empty();
        private Optional<Duration> settleBound = Optional.empty();
        private Optional<Object> source = Optional.empty();

        private Builder(String router, TrafficSplit split) {
            this.router = router;
            this.split = split;
        }

        /** Sets {@link RouterState#routing()}; empty unless set. */
        public Builder routing(String routing) {
            this.routing = routing;
            return this;
        }

        /** Sets {@link RouterState#token()}; 0 unless set. */
        public Builder token(long token) {
            this.token = token;
            return this;
        }

        /** Sets {@link RouterState#cutoverId()}; empty unless set. */
        public Builder cutoverId(Optional<String> cutoverId) {
            this.cutoverId = cutoverId;
            return this;
        }

        /** Sets {@link RouterState#version()}; empty unless set. */
        public Builder version(String version) {
            this.version = version;
            return this;
        }

        /** Sets {@link RouterState#writer()}; empty unless set. */
        public Builder writer(Optional<String> writer) {
            this.writer = writer;
            return this;
        }

        /**
         * Sets {@link RouterState#settleBound()}; empty unless set.
         *
         * @throws ConfigurationException if it is negative or longer than 10 years
         */
        public Builder settleBound(Duration settleBound) {
            this.settleBound = Optional.of(Input.requireDuration("router.settleBound", settleBound));
            return this;
        }

        /**
         * Sets {@link RouterState#source()}; empty unless set.
         *
         * @throws ConfigurationException if it is null
         */
        public Builder source(Object source) {
            this.source = Optional.of(Input.given("router.source", source, "leave it out for none"));
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public RouterState build() {
            return new RouterState(this);
        }
    }
}
