package dev.bluegreen.spi;

import dev.bluegreen.model.Subscription;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * Repeats short tasks, such as the renewals of all locks of a platform: one timer for all, and a few threads while tasks are
 * due. A task that hangs delays others by a second at most: then another thread joins. Thread-safe.
 */
final class Heartbeats {

    static final int THREADS = 4;
    static final Duration LATE = Duration.ofSeconds(1);

    private final Time time;
    private final long origin;
    private final PriorityQueue<Beat> waiting = new PriorityQueue<>(Comparator.comparingLong((Beat beat) -> beat.due));
    private Optional<Alarm> alarm = Optional.empty();
    private int working;

    Heartbeats(Time time) {
        this.time = time;
        this.origin = time.nanos();
    }

    private record Alarm(long at, Time.Timer timer) {}

    private static final class Beat {

        private final Supplier<Duration> task;
        private long due;
        private boolean ended;

        Beat(Supplier<Duration> task) {
            this.task = task;
        }
    }

    /** Runs a task after a delay, and again after each delay that it returns, until the subscription is closed. */
    Subscription repeat(Duration first, Supplier<Duration> task) {
        Beat beat = new Beat(task);
        again(beat, first);
        return () -> end(beat);
    }

    private synchronized void again(Beat beat, Duration in) {
        if (!beat.ended) {
            beat.due = now() + in.toNanos();
            waiting.add(beat);
            setAlarm();
        }
    }

    private synchronized void end(Beat beat) {
        beat.ended = true;
        waiting.remove(beat);
        setAlarm();
    }

    private void setAlarm() {
        Optional<Long> next = Optional.ofNullable(waiting.peek()).map(this::needsAThread);
        if (!next.equals(alarm.map(Alarm::at))) {
            alarm.ifPresent(set -> set.timer().cancel());
            alarm = next.map(at -> new Alarm(at, time.after(Duration.ofNanos(at - now()), this::ring)));
        }
    }

    /** The moment from which a task is worth a thread: once it is due, or late while enough threads are at work. */
    private long needsAThread(Beat beat) {
        return beat.due + (working < THREADS ? 0 : LATE.toNanos());
    }

    private void ring() {
        if (join()) {
            try {
                for (Optional<Beat> beat = due(); beat.isPresent(); beat = due()) {
                    again(beat.get(), beat.get().task.get());
                }
            } finally {
                leave();
            }
        }
    }

    private synchronized boolean join() {
        alarm = Optional.empty();
        Beat first = waiting.peek();
        boolean needed = first != null && needsAThread(first) <= now();
        working += needed ? 1 : 0;
        setAlarm();
        return needed;
    }

    private synchronized Optional<Beat> due() {
        Beat first = waiting.peek();
        return first != null && first.due <= now() ? Optional.of(waiting.remove()) : Optional.empty();
    }

    private synchronized void leave() {
        working--;
        setAlarm();
    }

    private long now() {
        return time.nanos() - origin;
    }
}
