package dev.bluegreen.spi.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads of which at most one runs: each waits until it is resumed, and hands on before it stops. A thread whose task has
 * ended takes up the next new task itself, because a change of threads costs more than most tasks.
 */
final class SerialThreads {

    private static final long IDLE_SECONDS = 5;

    private final Deque<Worker> idle = new ArrayDeque<>();

    /** A sequence of steps: a task not yet begun, or a thread that stands still. Passing the permit orders the memory. */
    static final class Strand {

        private final Semaphore permit = new Semaphore(0);
        private @Nullable Runnable task;

        /** That of a thread that exists and runs. */
        Strand() {}

        Strand(Runnable task) {
            this.task = task;
        }

        void await() {
            permit.acquireUninterruptibly();
        }

        private @Nullable Runnable begin() {
            Runnable begun = task;
            task = null;
            return begun;
        }
    }

    /**
     * Lets a strand go on; the caller has to stand still, or end, right after.
     *
     * @param afterEnd whom to resume when the strand's task has ended
     */
    void resume(Strand strand, Supplier<Strand> afterEnd) {
        Runnable task = strand.begin();
        if (task == null) {
            strand.permit.release();
        } else {
            idleWorker().give(new Job(task, afterEnd));
        }
    }

    private Worker idleWorker() {
        Worker worker;
        synchronized (idle) {
            worker = idle.poll();
        }
        if (worker == null) {
            worker = new Worker();
            worker.setDaemon(true);
            worker.start();
        }
        return worker;
    }

    private record Job(Runnable task, Supplier<Strand> afterEnd) {}

    private final class Worker extends Thread {

        private final Semaphore given = new Semaphore(0);
        private @Nullable Job job;

        Worker() {
            super("serial-time");
        }

        void give(Job next) {
            job = next;
            given.release();
        }

        @Override
        public void run() {
            while (awaitJob()) {
                Job next = job;
                while (next != null) {
                    next = work(next);
                }
            }
        }

        /** Does a job, and hands on; the next job, if it is one that this thread may do as well. */
        private @Nullable Job work(Job now) {
            job = null;
            complete(now.task);
            Strand next = now.afterEnd.get();
            Runnable task = next.begin();
            if (task != null) {
                return new Job(task, now.afterEnd);
            }
            synchronized (idle) {
                idle.push(this);
            }
            next.permit.release();
            return null;
        }

        /** What a task throws ends the task, and not the thread, or nobody could ever go on. */
        private void complete(Runnable task) {
            try {
                task.run();
            } catch (Throwable e) {
                getUncaughtExceptionHandler().uncaughtException(this, e);
            } finally {
                Thread.interrupted();
            }
        }

        /** Waits for a job, but not for ever; an interrupt is as good as having waited. */
        private boolean awaitJob() {
            if (isGivenInTime()) {
                return true;
            }
            if (isSuperfluous()) {
                return false;
            }
            given.acquireUninterruptibly();
            return true;
        }

        /** Whoever ends all threads, as Maven does after a program that it ran, interrupts the idle ones. */
        private boolean isGivenInTime() {
            try {
                return given.tryAcquire(IDLE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        }

        /** Not when a job is about to be given. */
        private boolean isSuperfluous() {
            synchronized (idle) {
                return idle.remove(this);
            }
        }
    }
}
