package dev.bluegreen.integration;

import dev.bluegreen.laws.schedule.RandomSchedules;
import dev.bluegreen.laws.schedule.SchedulesResult;
import dev.bluegreen.laws.schedule.SchedulesResult.Counts;
import dev.bluegreen.spi.Time;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Any number of random schedules, on all processors: no two share anything, so that a seed says it all. Keeps counts
 * only; what broke a law is printed as soon as it is known, and now and then how far it is.
 */
final class ManySchedules {

    private static final int AT_A_TIME = 25;

    /** A schedule hands over from thread to thread, and its processor idles until the next one wakes: another fills the gap. */
    private static final int EACH = 2;

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

    private final PrintStream out;
    private final String what;
    private final long seeds;
    private final Time time;
    private final long begun;
    private final AtomicLong next = new AtomicLong();
    private long told;
    private Counts total = Counts.NONE;

    /**
     * None have run yet.
     *
     * @param what is tried, for a person
     * @param time says when it is time to print how far it is
     */
    ManySchedules(PrintStream out, String what, long seeds, Time time) {
        this.out = out;
        this.what = what;
        this.seeds = seeds;
        this.time = time;
        this.begun = time.nanos();
        this.told = begun;
    }

    /**
     * Runs them all.
     *
     * @param kinds makes the schedules of one worker
     * @throws IllegalStateException when interrupted
     */
    Counts run(Supplier<RandomSchedules> kinds) {
        int workers = Runtime.getRuntime().availableProcessors() * EACH;
        CountDownLatch ended = new CountDownLatch(workers);
        for (int worker = 0; worker < workers; worker++) {
            time.fork("schedules-" + worker, () -> {
                try {
                    work(kinds.get());
                } finally {
                    ended.countDown();
                }
            });
        }
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while schedules run", e);
        }
        return total();
    }

    private void work(RandomSchedules schedules) {
        for (long first = take(); first < seeds; first = take()) {
            add(some(schedules, first, (int) Math.min(AT_A_TIME, seeds - first)));
        }
    }

    private long take() {
        return next.getAndAdd(AT_A_TIME);
    }

    /** An error that is not of the release is a failure too, and the other schedules go on. */
    private static SchedulesResult some(RandomSchedules schedules, long first, int count) {
        try {
            return schedules.run(first, count);
        } catch (RuntimeException | Error e) {
            String why = "seeds " + first + " to " + (first + count - 1) + " could not be run: " + e;
            return new SchedulesResult(new Counts(count, 0, 0, 0, 1), List.of(why));
        }
    }

    private synchronized Counts total() {
        return total;
    }

    private synchronized void add(SchedulesResult some) {
        some.failures().forEach(out::println);
        total = total.plus(some.counts());
        long now = time.nanos();
        if (now - told >= BETWEEN_LINES.toNanos()) {
            told = now;
            long seconds = Duration.ofNanos(now - begun).toSeconds();
            out.println(what + ": " + total.schedules() + " of " + seeds + " schedules, " + total.schedules() / seconds
                    + " a second, " + total.failed() + " broken");
        }
    }
}
