package dev.bluegreen.testkit.killmatrix;

import dev.bluegreen.spi.Time;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Does runs on a few threads at once, in real time. */
final class Workers {

    private static final int THREADS = 2;

    private final Supplier<? extends KillScene> scenes;

    Workers(Supplier<? extends KillScene> scenes) {
        this.scenes = scenes;
    }

    /** @throws IllegalStateException when interrupted */
    List<KillRunResult> doAll(List<KillRun> runs) {
        Queue<KillRun> left = new ConcurrentLinkedQueue<>(runs);
        Queue<KillRunResult> results = new ConcurrentLinkedQueue<>();
        CountDownLatch ended = new CountDownLatch(THREADS);
        IntStream.range(0, THREADS)
                .forEach(number -> Time.system().fork("kill-matrix-" + number, () -> {
                    try {
                        work(left, results);
                    } finally {
                        ended.countDown();
                    }
                }));
        await(ended);
        return List.copyOf(results);
    }

    private void work(Queue<KillRun> left, Queue<KillRunResult> results) {
        for (KillRun run = left.poll(); run != null; run = left.poll()) {
            results.add(result(run));
        }
    }

    /** Whatever a run ends with that is not of the release is a failure of that run, and the others go on. */
    private KillRunResult result(KillRun run) {
        try {
            return run.on(scenes.get());
        } catch (RuntimeException | Error e) {
            return KillRunResult.broken(run, e);
        }
    }

    private static void await(CountDownLatch ended) {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the kill matrix runs", e);
        }
    }
}
