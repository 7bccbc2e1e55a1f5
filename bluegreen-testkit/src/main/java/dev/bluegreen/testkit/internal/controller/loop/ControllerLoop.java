package dev.bluegreen.testkit.internal.controller.loop;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of all controllers of one cluster, one piece after the other in the order it came up, each piece once however
 * often it was asked for meanwhile. Pending work is a timer of {@link Time}, so virtual time sees it. Thread-safe.
 */
public final class ControllerLoop {

    private static final Logger LOG = LoggerFactory.getLogger(ControllerLoop.class);

    private record Work(Reconciler reconciler, ResourceKey key) implements Runnable {

        @Override
        public void run() {
            reconciler.reconcile(key);
        }
    }

    private final Time time;
    private final Deque<Runnable> urgent = new ArrayDeque<>();
    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private final Map<Work, Time.Timer> delayed = new HashMap<>();
    private boolean running;
    private boolean closed;

    public ControllerLoop(Time time) {
        this.time = time;
    }

    /** Does the work as soon as what came before is done. */
    public synchronized void add(Reconciler reconciler, ResourceKey key) {
        waiting.add(new Work(reconciler, key));
        wake();
    }

    /** Runs an action before all work that waits. */
    public synchronized void addUrgent(Runnable action) {
        urgent.add(action);
        wake();
    }

    /** Does the work after a delay, instead of after any delay asked for before. */
    public synchronized void addAfter(Duration delay, Reconciler reconciler, ResourceKey key) {
        Work work = new Work(reconciler, key);
        Time.Timer earlier = delayed.put(work, time.after(delay, () -> add(reconciler, key)));
        if (earlier != null) {
            earlier.cancel();
        }
    }

    /** Forgets work that was to be done after a delay. */
    public synchronized void forget(Reconciler reconciler, ResourceKey key) {
        Time.Timer timer = delayed.remove(new Work(reconciler, key));
        if (timer != null) {
            timer.cancel();
        }
    }

    /** Does nothing more. */
    public synchronized void close() {
        closed = true;
        urgent.clear();
        waiting.clear();
        delayed.values().forEach(Time.Timer::cancel);
        delayed.clear();
    }

    private void wake() {
        if (!running && !closed) {
            running = true;
            time.after(Duration.ZERO, this::drain);
        }
    }

    private void drain() {
        for (Runnable next = next(); next != null; next = next()) {
            run(next);
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = urgent.poll();
        if (next == null && !waiting.isEmpty()) {
            next = waiting.iterator().next();
            waiting.remove(next);
        }
        running = next != null;
        return next;
    }

    /** Like a real controller it survives a piece of work it cannot do. */
    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("a controller of the fake cluster failed at {}", work, e);
        }
    }
}
