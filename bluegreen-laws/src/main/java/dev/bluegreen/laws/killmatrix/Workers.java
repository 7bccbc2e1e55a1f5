package dev.bluegreen.laws.killmatrix;

import dev.bluegreen.spi.Time;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Does pieces of work on a few threads at once, in real time. */
final class Workers {

    private static final int THREADS = 2;

    private Workers() {}

    /**
     * Does all, unless one fails: then the others are given up, and it fails with what that failed with.
     *
     * @return the results, in the order in which they came
     * @throws IllegalStateException when interrupted
     */
    static <T, R> List<R> doAll(List<T> pieces, Function<T, R> work) {
        Queue<T> left = new ConcurrentLinkedQueue<>(pieces);
        Queue<R> results = new ConcurrentLinkedQueue<>();
        Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
        CountDownLatch ended = new CountDownLatch(THREADS);
        IntStream.range(0, THREADS)
                .forEach(number -> Time.system().fork("kill-matrix-" + number, () -> {
                    try {
                        for (T piece = left.poll(); piece != null; piece = left.poll()) {
                            results.add(work.apply(piece));
                        }
                    } catch (RuntimeException e) {
                        failures.add(e);
                        left.clear();
                    } finally {
                        ended.countDown();
                    }
                }));
        await(ended);
        RuntimeException failed = failures.peek();
        if (failed != null) {
            throw failed;
        }
        return List.copyOf(results);
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
