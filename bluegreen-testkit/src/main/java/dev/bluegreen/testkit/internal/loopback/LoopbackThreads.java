package dev.bluegreen.testkit.internal.loopback;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Daemon threads with small stacks for the many short connections of one data plane. */
public final class LoopbackThreads {

    private static final long STACK_BYTES = 128 * 1024;
    private static final long IDLE_SECONDS = 2;

    private LoopbackThreads() {}

    /** A pool that grows with the connections and shrinks when they are gone. */
    public static ExecutorService pool() {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                LoopbackThreads::daemon);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(null, task, "fake-dataplane", STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }
}
