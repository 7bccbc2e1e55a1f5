package dev.bluegreen.spi.memory;

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
 * Time that moves only when nobody is busy: a release that waits four hours for an approval takes microseconds.
 *
 * <p>Busy is every forked thread that does not wait on a {@link Time.Signal}, every timer task that runs, and every
 * {@link #hold()} not yet given back. When nobody is busy, time jumps to the next timer or timeout: by itself while a
 * forked thread waits, or up to the given moment during {@link #advance}. {@link #manual()} switches the former off.
 *
 * <p>Starts at 2026-01-01T00:00:00Z. Thread-safe. Threads are pooled, daemons, and end when idle; a forked one has the name
 * it was given while it runs, and begins without an interrupt.
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

    /** Virtual time that flies while a forked thread waits. */
    public static VirtualTime create() {
        return new VirtualTime();
    }

    private VirtualTime() {}

    /** From now on time moves only by {@link #advance}. */
    public VirtualTime manual() {
        locked(() -> automatic = false);
        return this;
    }

    /** From now on time flies while a forked thread waits; so it is at the start. */
    public VirtualTime automatic() {
        locked(() -> {
            automatic = true;
            driveIfIdle();
        });
        return this;
    }

    /**
     * Moves time forward and runs all that becomes due, in order, each when what came before it has come to rest.
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
     * Moves time forward until nothing is left to become due, as {@link #advance}, but not further than given: what repeats
     * for ever is never idle.
     *
     * @return how far it moved
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
     * Waits in real time until nobody is busy and no more can happen by itself.
     *
     * @throws IllegalStateException if something stays busy for 30 s of real time
     */
    public void settle() {
        advance(Duration.ZERO);
    }

    /** Makes the world busy until the hold is closed: work that virtual time cannot see, such as a request in flight. */
    public Hold hold() {
        locked(() -> busy++);
        return new Hold(this::rest);
    }

    /** True if the calling thread was forked here, and so counts as busy while it does not wait on a signal. */
    public boolean isForked() {
        return forked.get();
    }

    /**
     * Counts a forked thread as waiting until the result is closed: it is known to be blocked in something that only
     * passing time will end, such as a request whose answer is delayed.
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

    /** Called with the lock held: what begins is busy from here on, before its thread really runs. */
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
     * Called with the lock held: at the very moment nobody is busy, the next event begins, and makes the world busy again
     * unless it woke nobody who counts.
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
        try {
            task.run();
        } finally {
            rest();
        }
    }

    /** The thread serves others afterwards, even if the task fails; the pool takes back an interrupt that is left. */
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
                            + " still busy after " + STUCK + "; a thread or hold was not given back");
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

    /** A change to who counts as busy, until it is closed. Thread-safe; closing it twice does nothing more. */
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

    /** Its effect happens with the lock held, and starts a thread for whatever may take long. */
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

        /** The waiter counts as busy from here on, before it has really woken. */
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
