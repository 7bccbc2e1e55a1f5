package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.check.smoke.SmokeContext;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Threads of one smoke test beside its own, which waits for them; they end with it. */
final class TestWorkers {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Context context;
    private final Time.Signal changed;
    private final List<Worker> workers;

    TestWorkers(Context context, int count, Consumer<SmokeContext> work, TestedTrack parent) {
        this.context = context;
        this.changed = context.time().signal();
        this.workers = IntStream.range(0, count)
                .mapToObj(place -> new Worker(parent.beside(), work))
                .toList();
    }

    /**
     * Runs them to their ends.
     *
     * @throws RuntimeException of the first that failed
     */
    void run() {
        workers.forEach(worker ->
                context.time().fork("bluegreen-smoke-test-" + context.release().name(), worker));
        try {
            while (workers.stream().anyMatch(worker -> !worker.ended)) {
                boolean unused = changed.await(LOOK);
            }
        } catch (InterruptedException e) {
            throw Stop.because("the test was interrupted");
        } finally {
            workers.forEach(Worker::leave);
        }
        workers.forEach(Worker::requireEndedWell);
    }

    /** One thread with its own view of the test. */
    private final class Worker implements Runnable {

        private final TestedTrack own;
        private final Consumer<SmokeContext> work;
        private Optional<Thread> runs = Optional.empty();
        private volatile boolean ended;
        private volatile Optional<RuntimeException> failure = Optional.empty();

        Worker(TestedTrack own, Consumer<SmokeContext> work) {
            this.own = own;
            this.work = work;
        }

        @Override
        public void run() {
            runs(Optional.of(Thread.currentThread()));
            try {
                work.accept(own);
            } catch (RuntimeException e) {
                failure = Optional.of(e);
            } catch (Throwable e) {
                failure = Optional.of(new IllegalStateException(e.toString(), e));
            } finally {
                runs(Optional.empty());
                ended = true;
                changed.raise();
            }
        }

        private synchronized void runs(Optional<Thread> thread) {
            runs = thread;
        }

        void requireEndedWell() {
            failure.ifPresent(why -> {
                throw why;
            });
        }

        synchronized void leave() {
            own.leave();
            runs.ifPresent(Thread::interrupt);
        }
    }
}
