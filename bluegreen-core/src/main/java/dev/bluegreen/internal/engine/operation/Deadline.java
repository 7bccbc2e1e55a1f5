package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.time.Instant;

/** A moment by which something must have ended, on the monotonic clock. */
public final class Deadline {

    private static final Duration CENTURY = Duration.ofDays(36_525);

    private final Time time;
    private final long at;

    private Deadline(Time time, long at) {
        this.time = time;
        this.at = at;
    }

    /** Cap of durations: 292 years in nanoseconds would overflow. */
    static Deadline in(Time time, Duration duration) {
        Duration bounded = duration.compareTo(CENTURY) < 0 ? duration : CENTURY;
        return new Deadline(time, time.nanos() + bounded.toNanos());
    }

    /** Later by so much. */
    Deadline plus(Duration more) {
        return new Deadline(time, at + more.toNanos());
    }

    /** The later of this and a time from now. */
    public Deadline atLeast(Duration duration) {
        return remaining().compareTo(duration) < 0 ? in(time, duration) : this;
    }

    /** The moment by the wall clock of this machine, for a person. */
    Instant moment() {
        return time.now().plus(remaining());
    }

    public boolean passed() {
        return at - time.nanos() <= 0;
    }

    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, at - time.nanos()));
    }

    /** The shorter of a duration and what remains. */
    public Duration atMost(Duration duration) {
        Duration remaining = remaining();
        return remaining.compareTo(duration) < 0 ? remaining : duration;
    }
}
