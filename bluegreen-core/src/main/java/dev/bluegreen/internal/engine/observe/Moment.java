package dev.bluegreen.internal.engine.observe;

import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.time.Instant;

/** When something was read: for people, and to tell how long ago that is, however the clock was set meanwhile. */
public record Moment(Instant at, long nanos) {

    /** How long a read counts as of now. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    public static Moment now(Time time) {
        return new Moment(time.now(), time.nanos());
    }

    /** True if it is less than a second ago. */
    public boolean isFresh(Time time) {
        return time.nanos() - nanos < FRESH.toNanos();
    }
}
