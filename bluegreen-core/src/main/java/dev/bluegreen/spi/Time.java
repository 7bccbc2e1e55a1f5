package dev.bluegreen.spi;

import java.time.Duration;
import java.time.Instant;

/**
 * The one clock, scheduler and source of threads of a platform: bluegreen reads clocks, sleeps and starts threads only
 * through it, so that a test can run a day in milliseconds.
 *
 * <p>Implementations are thread-safe. {@link #system()} is the real one; the testkit's {@code VirtualTime} is the one for
 * tests.
 */
public interface Time {

    /** Real time on its own daemon threads, which end when idle. */
    static Time system() {
        return new SystemTime();
    }

    /** Wall-clock time, for records and messages; may jump. */
    Instant now();

    /** Monotonic time in nanoseconds from an arbitrary origin, for deadlines. */
    long nanos();

    /**
     * Runs a task once after a delay, on a thread of this time.
     *
     * @param delay zero or more; a negative one counts as zero
     */
    Timer after(Duration delay, Runnable task);

    /**
     * Runs a task at once on a thread of its own. Virtual time does not move while such a thread runs, only while it waits on a
     * {@link Signal}.
     */
    void fork(String name, Runnable task);

    /** A new signal, not raised. */
    Signal signal();

    /** A task that was scheduled. */
    interface Timer {

        /** Keeps the task from starting; does nothing to one that runs or has run. */
        void cancel();
    }

    /** Wakes one waiting thread; a raise before the wait is remembered, several count as one. Thread-safe. */
    interface Signal {

        /** Wakes the waiting thread, or the next one to wait. */
        void raise();

        /**
         * Waits for a raise, and takes it back.
         *
         * @return false when the timeout passed first
         */
        boolean await(Duration timeout) throws InterruptedException;
    }
}
