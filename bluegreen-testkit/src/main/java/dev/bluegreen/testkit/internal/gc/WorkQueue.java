package dev.bluegreen.testkit.internal.gc;

import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Runs tasks one after the other on a time, outside the store's lock. Thread-safe. */
final class WorkQueue {

    private final Time time;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean scheduled;

    WorkQueue(Time time) {
        this.time = time;
    }

    synchronized void add(Runnable task) {
        tasks.add(task);
        if (!scheduled) {
            scheduled = true;
            time.after(Duration.ZERO, this::drain);
        }
    }

    private void drain() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = tasks.poll();
        scheduled = task != null;
        return task;
    }
}
