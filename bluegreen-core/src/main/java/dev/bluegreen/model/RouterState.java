package dev.bluegreen.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where one router sends production traffic, as read at one moment. Immutable. */
public sealed interface RouterState {

    /** A builder of the state of a router; for strategies, platforms and tests. */
    static Builder builder(String router, TrafficSplit split) {
        return new Builder(router, split);
    }

    /** The router, such as {@code Service/checkout-svc}. */
    String router();

    /** The shares that it sends to each track. */
    TrafficSplit split();

    /** Its routing value as the API shows it, for a person, such as {@code {app=checkout, track=blue}}. */
    String routing();

    /** The highest fencing token written to it, 0 when none was. */
    long token();

    /** The cutover that wrote it last; empty when none did. */
    Optional<String> cutoverId();

    /** Opaque version for compare-and-set. */
    String version();

    /** The writer of the present routing value, where the platform knows it. */
    Optional<String> writer();

    /**
     * The time for which the data plane may still act on this state after a verified write over it, where the router itself
     * has such a bound, like a TTL; empty where {@code CutoverStrategy.settleBound()} holds.
     */
    Optional<Duration> settleBound();

    /**
     * The object that this was read from, from which the strategy that read it makes the next write. Opaque to all others,
     * and not compared.
     */
    Optional<Object> source();

    /** Builds a state; for one thread. */
    final class Builder {

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
            return new Made(router, split, routing, token, cutoverId, version, writer, settleBound, source);
        }

        private record Made(
                String router,
                TrafficSplit split,
                String routing,
                long token,
                Optional<String> cutoverId,
                String version,
                Optional<String> writer,
                Optional<Duration> settleBound,
                Optional<Object> source)
                implements RouterState {

            Made {
                Input.given("router.router", router, "give one");
                Input.given("router.split", split, "give one");
                Input.given("router.routing", routing, "give an empty text for none");
                Input.given("router.cutoverId", cutoverId, "give an empty one for none");
                Input.given("router.version", version, "give an empty text for none");
                Input.given("router.writer", writer, "give an empty one for none");
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
                return List.of(router, split, routing, token, cutoverId, version, writer, settleBound);
            }

            @Override
            public String toString() {
                return router + " " + split + " token " + token
                        + cutoverId.map(id -> " by " + id).orElse("");
            }
        }
    }
}
