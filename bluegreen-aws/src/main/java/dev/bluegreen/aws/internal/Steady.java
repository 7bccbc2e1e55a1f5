package dev.bluegreen.aws.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long every look has shown the same value. Thread-safe.
 *
 * @param <T> type of the value
 */
public final class Steady<T> {

    private Optional<T> last = Optional.empty();
    private Instant since = Instant.MIN;

    /** Starts before the first look. */
    public Steady() {}

    /** Records one look and returns how long the value has been the same. */
    public synchronized Duration saw(T now, Instant at) {
        if (!last.equals(Optional.of(now))) {
            last = Optional.of(now);
            since = at;
        }
        return Duration.between(since, at);
    }

    /** Restarts the time, after a look with a wrong value. */
    public synchronized void forget() {
        last = Optional.empty();
    }
}
