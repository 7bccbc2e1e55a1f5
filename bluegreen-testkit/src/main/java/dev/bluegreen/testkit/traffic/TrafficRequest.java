package dev.bluegreen.testkit.traffic;

import dev.bluegreen.model.Track;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request and what became of it. Times are those of {@link System#nanoTime()}.
 *
 * @param track who answered; null if nobody did, or nobody of the two tracks
 * @param version what the answerer called its version; empty if nobody answered
 * @param pod the answering pod; empty if nobody answered
 * @param failure null if it was answered as it should
 * @param detail what exactly failed; empty if nothing did
 * @param injected true if it failed because a test scripted that, by {@link dev.bluegreen.testkit.Behaviour#failing}: the
 *     answer says so in the header {@code X-Testkit-Injected}
 */
public record TrafficRequest(
        long sentNanos,
        long endedNanos,
        @Nullable Track track,
        String version,
        String pod,
        @Nullable FailureKind failure,
        String detail,
        boolean injected) {

    /** From the first byte out to the last byte in, or to the failure; a new connection's opening is included. */
    public Duration latency() {
        return Duration.ofNanos(endedNanos - sentNanos);
    }

    /** True if it failed. */
    public boolean failed() {
        return failure != null;
    }
}
