package dev.bluegreen.testkit.time;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Time that advances only when no thread is busy: a four-hour wait for an approval takes microseconds.
 *
 * <p>Every forked thread, and every running timer task, that does not wait on a {@link Time.Signal} is busy, and so is every
 * open {@link #hold()}. If nothing is busy, time jumps to the next timer or timeout: automatically while a forked thread waits, or up
 * to the given moment during {@link #advance}. {@link #manual()} disables the former.
 *
 * <p>Starts at 2026-01-01T00:00:00Z. Thread-safe. Threads are pooled daemons, and end when idle; a forked one has its given name
 * while it runs, and starts without an interrupt.
 */
public final class VirtualTime implements Time {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration STUCK = Duration.ofSeconds(30);
    private static final long IDLE_SECONDS = 1;
    private static final String IDLE = "virtual-time";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rested = lock.newCondition();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong((Event e) -> e.at).thenComparingLong(e -> e.sequence));
    private final ThreadLocal<Boolean> forked = ThreadLocal.withInitial(() -> false);
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), VirtualTime::daemon);

    private volatile long nanos;
    private long sequence;
    private int busy;
    private int waitingForks;
    private boolean automatic = true;
    private boolean stopWhenIdle;
    private long advanceTo = Long.MIN_VALUE;

    /** Virtual time that advances automatically while a forked thread waits. */
    public static VirtualTime create() {
        return new VirtualTime();
    }

    private VirtualTime() {}

    /** Switches to manual mode: time advances only by {@link #advance}. */
    public VirtualTime manual() {
        locked(() -> automatic = false);
        return this;
    }

    /** Switches to automatic mode, the default: time advances while a forked thread waits. */
    public VirtualTime automatic() {
        locked(() -> {
            automatic = true;
            driveIfIdle();
        });
        return this;
    }

    /**
     * Advances time and runs all that becomes due, in order, each after the one before has come to rest.
     *
     * @throws ConfigurationException if the duration is negative, or longer than 10 years
     * @throws IllegalStateException if something stays busy for 30 s of real time
     */
    public void advance(Duration by) {
        Input.requireDuration("advance", by);
        locked(() -> {
            advanceTo = nanos + by.toNanos();
            driveIfIdle();
            awaitRest();
        });
    }

    /**
     * Advances time until nothing is pending, as {@link #advance}, but at most by the given time, as a repeating task never ends.
     *
     * @return the time advanced
     * @throws ConfigurationException if the duration is negative, or longer than 10 years
     * @throws IllegalStateException if something stays busy for 30 s of real time
     */
    public Duration advanceUntilIdle(Duration atMost) {
        long before = nanos;
        locked(() -> stopWhenIdle = true);
        try {
            advance(atMost);
        } finally {
            locked(() -> stopWhenIdle = false);
        }
        return Duration.ofNanos(nanos - before);
    }

    /**
     * Waits in real time until nothing is busy and nothing more can happen automatically.
     *
     * @throws IllegalStateException if something stays busy for 30 s of real time
     */
    public void settle() {
        advance(Duration.ZERO);
    }

    /** Marks time as busy until the hold is closed: for work that virtual time cannot see, such as a request in flight. */
    public Hold hold() {
        locked(() -> busy++);
        return new Hold(this::rest);
    }

    /** True if the calling thread was forked here or runs a timer task, so it counts as busy while it does not wait on a signal. */
    public boolean isForked() {
        return forked.get();
    }

    /**
     * Counts a forked thread as waiting until the result is closed: it is known to be blocked in something  that only passing time will end, such as a request with a delayed response.
     */
    public Hold pause() {
        locked(() -> waitingForks++);
        rest();
        return new Hold(this::resumed);
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
        lock.lock();
        try {
            Event event = event(delay, () -> begin(() -> runToRest(task)));
            driveIfIdle();
            return () -> cancel(event);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void fork(String name, Runnable task) {
        locked(() -> begin(() -> runForked(name, task)));
    }

    @Override
    public Signal signal() {
        return new VirtualSignal();
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    /** Called with the lock held. */
    private Event event(Duration delay, Runnable effect) {
        Event event = new Event(nanos + Math.max(0, delay.toNanos()), sequence++, effect);
        events.add(event);
        return event;
    }

    private void cancel(Event event) {
        locked(() -> events.remove(event));
    }

    /** Called with the lock held: the task counts as busy from here on, before its thread runs. */
    private void begin(Runnable run) {
        busy++;
        pool.execute(run);
    }

    private void resumed() {
        locked(() -> {
            waitingForks--;
            busy++;
        });
    }

    private void rest() {
        locked(() -> {
            busy--;
            driveIfIdle();
        });
    }

    /**
     * Called with the lock held: as soon as nothing is busy, the next event runs, and again until one makes a counted thread
     * busy.
     */
    private void driveIfIdle() {
        while (busy == 0 && mayMove()) {
            Event next = events.peek();
            if (next == null || (advanceTo != Long.MIN_VALUE && next.at > advanceTo)) {
                nanos = next == null && stopWhenIdle ? nanos : Math.max(nanos, advanceTo);
                advanceTo = Long.MIN_VALUE;
                rested.signalAll();
            } else {
                events.remove(next);
                nanos = Math.max(nanos, next.at);
                next.effect.run();
            }
        }
    }

    private boolean mayMove() {
        return advanceTo != Long.MIN_VALUE || (automatic && waitingForks > 0 && !events.isEmpty());
    }

    private void runToRest(Runnable task) {
        forked.set(true);
        try {
            task.run();
        } finally {
            forked.remove();
            rest();
        }
    }

    /** Runs a task on a pooled thread, which survives the task's failure; the pool clears a remaining interrupt. */
    private void runForked(String name, Runnable task) {
        Thread thread = Thread.currentThread();
        thread.setName(name);
        forked.set(true);
        try {
            task.run();
        } catch (Throwable e) {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        } finally {
            forked.remove();
            thread.setName(IDLE);
            rest();
        }
    }

    /** Called with the lock held. */
    private void awaitRest() {
        try {
            long left = STUCK.toNanos();
            while (advanceTo != Long.MIN_VALUE) {
                if (left <= 0) {
                    throw new IllegalStateException("virtual time is stuck at " + now() + ": " + busy
                            + " still busy after " + STUCK + "; a thread did not end, or a hold was not closed");
                }
                left = rested.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for virtual time at " + now(), e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, IDLE);
        thread.setDaemon(true);
        return thread;
    }

    /** A change of what counts as busy, until closed. Thread-safe; closing it again has no effect. */
    public static final class Hold implements AutoCloseable {

        private final AtomicReference<Runnable> end;

        private Hold(Runnable end) {
            this.end = new AtomicReference<>(end);
        }

        @Override
        public void close() {
            end.getAndSet(() -> {}).run();
        }
    }

    /** A scheduled event, whose effect runs with the lock held and starts a thread for anything slow. */
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

    private final class VirtualSignal implements Signal {

        private final Condition changed = lock.newCondition();
        private boolean raised;
        private boolean waiting;
        private boolean timedOut;

        @Override
        public void raise() {
            locked(() -> {
                if (!raised) {
                    raised = true;
                    resume();
                }
            });
        }

        @Override
        public boolean await(Duration timeout) throws InterruptedException {
            lock.lock();
            try {
                if (!raised) {
                    block(timeout);
                }
                boolean woken = raised;
                raised = false;
                return woken;
            } finally {
                lock.unlock();
            }
        }

        private void block(Duration timeout) throws InterruptedException {
            Event expiry = event(timeout, this::expire);
            timedOut = false;
            suspend();
            try {
                while (!raised && !timedOut) {
                    changed.await();
                }
            } finally {
                resume();
                events.remove(expiry);
            }
        }

        private void expire() {
            timedOut = true;
            resume();
        }

        private void suspend() {
            if (forked.get()) {
                waiting = true;
                waitingForks++;
                busy--;
            }
            driveIfIdle();
        }

        /** Resumes the waiter, which counts as busy from here on, before it has woken up. */
        private void resume() {
            if (waiting) {
                waiting = false;
                waitingForks--;
                busy++;
            }
            changed.signalAll();
        }
    }
}
