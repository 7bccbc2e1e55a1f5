package dev.bluegreen.testkit.time;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Virtual time in which exactly one thread runs at any moment, chosen by a seed: the same seed gives the same run, call by call. A
 * thread runs until it waits or ends; then one of the runnable threads is drawn. If there is none, time jumps to the next timer
 * or timeout.
 *
 * <p>Starts at 2026-01-01T00:00:00Z. For use by forked threads and one other, which counts like them: while it runs, nothing else does. It
 * therefore suits a platform in memory, not components with their own threads, such as an HTTP client. An interrupt takes
 * effect when the interrupted wait ends. Threads are pooled daemons, and end when idle.
 */
public final class SerialTime implements Time {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SerialThreads threads;
    private final Random random;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong((Event e) -> e.at).thenComparingLong(e -> e.sequence));
    private final List<SerialThreads.Strand> runnable = new ArrayList<>();
    private SerialThreads.Strand current = new SerialThreads.Strand();
    private long nanos;
    private long sequence;

    private SerialTime(SerialThreads threads, long seed) {
        this.threads = threads;
        this.random = new Random(seed);
    }

    /** Time with an order of threads drawn from a seed. */
    public static SerialTime seeded(long seed) {
        return new SerialTime(new SerialThreads(), seed);
    }

    /** Time restarted with another seed and nothing pending, on the same threads. */
    public SerialTime restarted(long seed) {
        return new SerialTime(threads, seed);
    }

    /**
     * Advances time and runs all that becomes due.
     *
     * @throws ConfigurationException if the duration is negative, or longer than 10 years
     */
    public void advance(Duration by) {
        Input.requireDuration("advance", by);
        block(new Wait(current), by);
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Event event = event(delay, () -> runnable.add(new SerialThreads.Strand(task)));
        return () -> events.remove(event);
    }

    @Override
    public void fork(String name, Runnable task) {
        runnable.add(new SerialThreads.Strand(task));
    }

    @Override
    public Signal signal() {
        return new SerialSignal();
    }

    private Event event(Duration delay, Runnable effect) {
        Event event = new Event(nanos + Math.max(0, delay.toNanos()), sequence++, effect);
        events.add(event);
        return event;
    }

    /** Lets other threads run until the wait is over. */
    private void block(Wait wait, Duration timeout) {
        Event expiry = event(timeout, wait::end);
        SerialThreads.Strand me = current;
        SerialThreads.Strand next = next();
        if (next != me) {
            current = next;
            threads.resume(next, this::afterEnd);
            me.await();
        }
        events.remove(expiry);
    }

    /** The strand to resume after the end of a thread's task. */
    private SerialThreads.Strand afterEnd() {
        current = next();
        return current;
    }

    private SerialThreads.Strand next() {
        while (runnable.isEmpty()) {
            Event event = events.poll();
            if (event == null) {
                throw new IllegalStateException("deadlock at " + now() + ": no runnable thread and no timer is left");
            }
            nanos = Math.max(nanos, event.at);
            event.effect.run();
        }
        return runnable.remove(runnable.size() == 1 ? 0 : random.nextInt(runnable.size()));
    }

    private record Event(long at, long sequence, Runnable effect) {

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** The wait of one thread. */
    private final class Wait {

        private final SerialThreads.Strand strand;
        private boolean over;
        private boolean woken;

        Wait(SerialThreads.Strand strand) {
            this.strand = strand;
        }

        void wake() {
            woken = true;
            end();
        }

        void end() {
            if (!over) {
                over = true;
                runnable.add(strand);
            }
        }
    }

    private final class SerialSignal implements Signal {

        private final Deque<Wait> waits = new ArrayDeque<>();
        private boolean raised;

        @Override
        public void raise() {
            Wait first = waits.poll();
            if (first == null) {
                raised = true;
            } else {
                first.wake();
            }
        }

        @Override
        public boolean await(Duration timeout) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before it waited");
            }
            if (raised) {
                raised = false;
                return true;
            }
            Wait wait = new Wait(current);
            waits.add(wait);
            block(wait, timeout);
            waits.remove(wait);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while it waited");
            }
            return wait.woken;
        }
    }
}
