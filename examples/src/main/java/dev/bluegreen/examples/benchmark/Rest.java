package dev.bluegreen.examples.benchmark;

import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Waits: for a while, or for others. */
final class Rest {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private Rest() {}

    static void pause(Time time, Duration duration) {
        await(time.signal(), duration);
    }

    /** Runs all at once, each on a thread of its own, and waits for the last. */
    static void all(Time time, List<Runnable> tasks) {
        List<Time.Signal> ends = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        tasks.forEach(task -> {
            Time.Signal end = time.signal();
            ends.add(end);
            time.fork("benchmark", () -> {
                try {
                    task.run();
                } catch (Throwable e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                } finally {
                    end.raise();
                }
            });
        });
        ends.forEach(end -> await(end, LONGEST));
        synchronized (failures) {
            if (!failures.isEmpty()) {
                throw new IllegalStateException("a program of the benchmark failed", failures.get(0));
            }
        }
    }

    static void await(Time.Signal signal, Duration longest) {
        try {
            signal.await(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the benchmark was interrupted", e);
        }
    }
}
