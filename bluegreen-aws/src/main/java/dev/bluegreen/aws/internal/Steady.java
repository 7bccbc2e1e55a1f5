package dev.bluegreen.aws.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long something was seen to be as it is now, without a look that showed it otherwise. Thread-safe.
 *
 * @param <T> what is seen
 */
public final class Steady<T> {

    private Optional<T> last = Optional.empty();
    private Instant since = Instant.MIN;

    /** Nothing was seen yet. */
    public Steady() {}

    /** Takes one look. */
    public synchronized Duration saw(T now, Instant at) {
        if (!last.equals(Optional.of(now))) {
            last = Optional.of(now);
            since = at;
        }
        return Duration.between(since, at);
    }

    /** It is not as it should be: the time begins anew. */
    public synchronized void forget() {
        last = Optional.empty();
    }
}
