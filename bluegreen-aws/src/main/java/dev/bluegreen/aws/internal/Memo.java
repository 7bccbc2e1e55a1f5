package dev.bluegreen.aws.internal;

import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A read that belongs to one observation of a router, and travels with it: the plan and the last check before the write rest
 * on it, as long as it counts. Thread-safe.
 */
public final class Memo<T> {

    /** As long as what was read before the lock counts after it. */
    private static final Duration COUNTS = Duration.ofSeconds(1);

    private final Time time;
    private Optional<Read<T>> last = Optional.empty();

    public Memo(Time time) {
        this.time = time;
    }

    private record Read<T>(long begun, T value) {}

    /** The value as read less than a second ago, or else as read now. */
    public synchronized T get(Supplier<T> read) {
        long now = time.nanos();
        Read<T> counts =
                last.filter(one -> now - one.begun() < COUNTS.toNanos()).orElseGet(() -> new Read<>(now, read.get()));
        last = Optional.of(counts);
        return counts.value();
    }
}
