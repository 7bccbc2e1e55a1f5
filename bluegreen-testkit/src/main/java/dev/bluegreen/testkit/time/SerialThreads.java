package dev.bluegreen.testkit.time;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads of which at most one runs: each waits until resumed, and resumes another before it stops. A thread whose task has
 * ended runs the next new task itself, because a thread switch costs more than most tasks.
 */
final class SerialThreads {

    private static final long IDLE_SECONDS = 5;

    private final Deque<Worker> idle = new ArrayDeque<>();

    /** A task not yet started, or a suspended thread. Passing the permit orders memory accesses. */
    static final class Strand {

        private final Semaphore permit = new Semaphore(0);
        private @Nullable Runnable task;

        /** The strand of a running thread. */
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
     * Resumes a strand; the caller must suspend itself, or end, right after.
     *
     * @param afterEnd supplies the strand to resume once this strand's task has ended
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

        /** Runs a job, then resumes another strand; returns the next job if this thread can run it. */
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

        /** Runs a task. An exception ends the task, not the thread, or no other strand could continue. */
        private void complete(Runnable task) {
            try {
                task.run();
            } catch (Throwable e) {
                getUncaughtExceptionHandler().uncaughtException(this, e);
            } finally {
                Thread.interrupted();
            }
        }

        /** Waits for a job for a limited time; an interrupt counts as a timeout. */
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

        /** Waits with a timeout; Maven, for example, interrupts idle threads after running a program. */
        private boolean isGivenInTime() {
            try {
                return given.tryAcquire(IDLE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        }

        /** False if a job is about to arrive. */
        private boolean isSuperfluous() {
            synchronized (idle) {
                return idle.remove(this);
            }
        }
    }
}
