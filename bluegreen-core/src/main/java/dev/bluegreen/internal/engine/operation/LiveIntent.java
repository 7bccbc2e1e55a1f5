package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.intent.Intent;
import dev.bluegreen.internal.record.intent.Reached;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * What is intended by an operation, as each write of the record takes it along: also the heartbeat, so that it shows how long
 * traffic has been watched. Empty for an operation other than a cutover. Thread-safe.
 */
public final class LiveIntent {

    private final Time time;
    private Optional<Intent> intent = Optional.empty();
    private Optional<Watching> watching = Optional.empty();

    LiveIntent(Time time) {
        this.time = time;
    }

    /**
     * A time of watching.
     *
     * @param entry how it is entered
     * @param already time that was watched before
     * @param most the time that is to be watched
     * @param since when it began, on the monotonic clock
     */
    private record Watching(BiFunction<Reached, Duration, Reached> entry, Duration already, Duration most, long since) {

        Reached in(Reached reached, long now) {
            Duration watched = already.plusNanos(now - since);
            return entry.apply(reached, watched.compareTo(most) < 0 ? watched : most);
        }
    }

    /** From here on, this is what is intended. */
    public synchronized void begin(Intent begun) {
        intent = Optional.of(begun);
    }

    /** From here on, nothing is intended. */
    public synchronized void end() {
        intent = Optional.empty();
    }

    public synchronized void change(UnaryOperator<Intent> change) {
        intent = intent.map(change);
    }

    /** Enters how far the operation is. */
    public void reached(UnaryOperator<Reached> change) {
        change(now -> now.reached(change));
    }

    /**
     * Counts the time of a watch, and enters it as it goes on.
     *
     * @param entry how it is entered
     * @param already time that was watched before
     * @param most the time that is to be watched
     */
    public void counting(
            BiFunction<Reached, Duration, Reached> entry, Duration already, Duration most, Runnable watch) {
        enter(Optional.of(new Watching(entry, already, most, time.nanos())));
        try {
            watch.run();
        } finally {
            enter(Optional.empty());
        }
    }

    private synchronized void enter(Optional<Watching> next) {
        intent = now();
        watching = next;
    }

    public synchronized Optional<Intent> now() {
        return intent.map(begun -> watching.map(one -> begun.reached(reached -> one.in(reached, time.nanos())))
                .orElse(begun));
    }

    /** The record with it. */
    ReleaseRecord in(ReleaseRecord record) {
        Optional<Intent> current = now();
        return current.isPresent() ? record.intend(current) : record;
    }
}
