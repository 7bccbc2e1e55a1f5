package dev.bluegreen.aws.internal;

import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Age limit of the last look: it expires when three further looks should have succeeded. While AWS throttles, refuses or is
 * unreachable, earlier state may have changed unseen. Thread-safe.
 */
public final class Freshness {

    /** Three looks at an interval of 5 s with up to a fifth of jitter. */
    static final Duration LONGEST = Duration.ofSeconds(18);

    private final Time time;
    private final Runnable onSilence;
    private @Nullable Beat answered;
    private @Nullable Beat watched;
    private Duration limit = LONGEST;
    private Time.Timer alarm = () -> {};

    /** @param onSilence called when the state expires */
    public Freshness(Time time, Runnable onSilence) {
        this.time = time;
        this.onSilence = onSilence;
    }

    /** A moment on the wall clock and on the monotonic clock. */
    private record Beat(Instant at, long nanos) {}

    /** Starts: looks are made from now on. */
    public synchronized void begin() {
        watched = new Beat(time.now(), time.nanos());
        arm(LONGEST);
    }

    /** Stops: no more looks are made. */
    public synchronized void end() {
        watched = null;
        alarm.cancel();
    }

    /**
     * A read succeeded.
     *
     * @param took its duration: its state is up to that old
     * @param more extra time it counts, for looks that wait for the rate limit
     */
    public synchronized void answered(Duration took, Duration more) {
        answered = new Beat(time.now().minus(took), time.nanos() - took.toNanos());
        limit = LONGEST.plus(more);
        if (watched != null) {
            arm(limit.minus(took));
        }
    }

    private void arm(Duration in) {
        alarm.cancel();
        alarm = time.after(in, onSilence);
    }

    /** Time since which the last state is stale; empty while it is fresh, and before the first look. */
    public synchronized Optional<Instant> staleSince() {
        return answered == null || isYoung(answered) ? Optional.empty() : Optional.of(answered.at());
    }

    /** Time since which looks fail; empty while they succeed, and while none are made. */
    public synchronized Optional<Instant> unseenSince() {
        if (watched == null) {
            return Optional.empty();
        }
        return answered == null ? Optional.of(watched.at()) : staleSince();
    }

    private boolean isYoung(Beat beat) {
        return Duration.ofNanos(time.nanos() - beat.nanos()).compareTo(limit) < 0;
    }
}
