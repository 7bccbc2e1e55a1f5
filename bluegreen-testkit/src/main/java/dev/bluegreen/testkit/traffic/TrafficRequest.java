package dev.bluegreen.testkit.traffic;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Track;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request and its result. Times are those of {@link System#nanoTime()}. Immutable. */
public final class TrafficRequest {

    private final long sentNanos;
    private final long endedNanos;
    private final @Nullable Track track;
    private final String version;
    private final String pod;
    private final @Nullable FailureKind failure;
    private final String detail;
    private final boolean injected;

    private TrafficRequest(Builder made) {
        sentNanos = made.sentNanos;
        endedNanos = made.endedNanos;
        track = made.track;
        version = Input.given("request.version", made.version, "give an empty text for none");
        pod = Input.given("request.pod", made.pod, "give an empty text for none");
        failure = made.failure;
        detail = Input.given("request.detail", made.detail, "give an empty text for none");
        injected = made.injected;
    }

    /** A builder of a request that neither track answered; for tests. */
    public static Builder builder(long sentNanos, long endedNanos) {
        return new Builder(sentNanos, endedNanos);
    }

    /** The moment of the first byte out, by {@link System#nanoTime()}. */
    public long sentNanos() {
        return sentNanos;
    }

    /** The moment of the last byte in, or of the failure, by {@link System#nanoTime()}. */
    public long endedNanos() {
        return endedNanos;
    }

    /** The track that responded; null if none of the two did. */
    public @Nullable Track track() {
        return track;
    }

    /** The version in the response; empty without a response. */
    public String version() {
        return version;
    }

    /** The pod that responded; empty if none did. */
    public String pod() {
        return pod;
    }

    /** The kind of failure; null if it was successful. */
    public @Nullable FailureKind failure() {
        return failure;
    }

    /** The exact failure; empty if there was none. */
    public String detail() {
        return detail;
    }

    @Override
    public String toString() {
        String answer = pod.isEmpty() ? "no pod" : pod + (version.isEmpty() ? "" : " (" + version + ")");
        return failure == null ? "answered by " + answer : failure + " from " + answer + ": " + detail;
    }

    /**
     * True if it failed because a test scripted that, by {@link dev.bluegreen.testkit.Behaviour#failing}: the answer
     * says so in the header {@code X-Testkit-Injected}.
     */
    public boolean injected() {
        return injected;
    }

    /** From the first byte out to the last byte in, or to the failure; a new connection's opening is included. */
    public Duration latency() {
        return Duration.ofNanos(endedNanos - sentNanos);
    }

    /** True if it failed. */
    public boolean failed() {
        return failure != null;
    }

    /** Builds a request; for one thread. */
    public static final class Builder {

        private final long sentNanos;
        private final long endedNanos;
        private @Nullable Track track;
        private String version = "";
        private String pod = "";
        private @Nullable FailureKind failure;
        private String detail = "";
        private boolean injected;

        private Builder(long sentNanos, long endedNanos) {
            this.sentNanos = sentNanos;
            this.endedNanos = endedNanos;
        }

        /** Sets {@link TrafficRequest#track()}; null unless set. */
        public Builder track(@Nullable Track track) {
            this.track = track;
            return this;
        }

        /** Sets {@link TrafficRequest#version()}; empty unless set. */
        public Builder version(String version) {
            this.version = version;
            return this;
        }

        /** Sets {@link TrafficRequest#pod()}; empty unless set. */
        public Builder pod(String pod) {
            this.pod = pod;
            return this;
        }

        /** Sets {@link TrafficRequest#failure()}; null unless set. */
        public Builder failure(@Nullable FailureKind failure) {
            this.failure = failure;
            return this;
        }

        /** Sets {@link TrafficRequest#detail()}; empty unless set. */
        public Builder detail(String detail) {
            this.detail = detail;
            return this;
        }

        /** Sets {@link TrafficRequest#injected()}; false unless set. */
        public Builder injected(boolean injected) {
            this.injected = injected;
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public TrafficRequest build() {
            return new TrafficRequest(this);
        }
    }
}
