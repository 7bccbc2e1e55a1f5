package dev.bluegreen.aws.internal;

import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long every look at one router has shown the same value: an observation of AWS, not of an operation. Thread-safe.
 */
public final class Steady<T> {

    private Optional<T> last = Optional.empty();
    private Instant since = Instant.MIN;

    /** Starts before the first look. */
    public Steady() {}

    /** Evidence from one look: confirmed once the value has been the same for long enough. */
    public synchronized Evidence look(T value, Instant at, Duration enough, Evidence confirmed) {
        if (!last.equals(Optional.of(value))) {
            last = Optional.of(value);
            since = at;
        }
        Duration seen = Duration.between(since, at);
        String sentence = confirmed.sentence() + ", seen so for " + Wording.of(seen);
        return seen.compareTo(enough) >= 0
                ? Evidence.confirmed(confirmed.kind(), confirmed.hop(), sentence)
                : Evidence.missing(confirmed.kind(), confirmed.hop(), sentence + " of " + Wording.of(enough));
    }

    /** Restarts the time, after a look with a wrong value. */
    public synchronized void forget() {
        last = Optional.empty();
    }
}
