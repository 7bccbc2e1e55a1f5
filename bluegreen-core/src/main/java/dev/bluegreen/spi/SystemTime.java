package dev.bluegreen.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Real time. One timer thread hands due tasks to a cached pool, so that a task that blocks delays no other. Forked tasks run in
 * that pool too: a switch forks twenty, and to start a thread takes longer than most of them.
 */
final class SystemTime implements Time {

    private static final long IDLE_SECONDS = 1;
    private static final String IDLE = "bluegreen-task";

    private final ExecutorService pool;
    private final ScheduledThreadPoolExecutor timers;

    SystemTime() {
        pool = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> daemon(IDLE, task));
        timers = new ScheduledThreadPoolExecutor(1, task -> daemon("bluegreen-timer", task));
        timers.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timers.allowCoreThreadTimeOut(true);
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Future<?> scheduled =
                timers.schedule(() -> pool.execute(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void fork(String name, Runnable task) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        pool.execute(() -> run(name, loader, task));
    }

    @Override
    public Signal signal() {
        return new SemaphoreSignal();
    }

    /** As on a new thread: with this name, and with the class loader of the one that forked it. */
    private static void run(String name, ClassLoader loader, Runnable task) {
        Thread thread = Thread.currentThread();
        thread.setName(name);
        thread.setContextClassLoader(loader);
        try {
            task.run();
        } finally {
            thread.setName(IDLE);
        }
    }

    /** Threads of a pool: without inherited thread-locals, which would be those of the first caller. */
    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        return thread;
    }

    private static final class SemaphoreSignal implements Signal {

        private final Semaphore raised = new Semaphore(0);

        @Override
        public void raise() {
            raised.release();
        }

        @Override
        public boolean await(Duration timeout) throws InterruptedException {
            boolean woken = raised.tryAcquire(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
            raised.drainPermits();
            return woken;
        }
    }
}
