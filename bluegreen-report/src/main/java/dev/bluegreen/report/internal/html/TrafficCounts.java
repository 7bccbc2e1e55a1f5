package dev.bluegreen.report.internal.html;

import dev.bluegreen.model.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Requests by stretches of time, which double in length when there are too many of them. Thread-safe. */
public final class TrafficCounts {

    private static final long FIRST_WIDTH = 100;

    private final TreeMap<Long, Counts> counts = new TreeMap<>();
    private long width = FIRST_WIDTH;

    /**
     * Requests in one stretch of time.
     *
     * @param at its beginning
     * @param blue answered by BLUE
     * @param green answered by GREEN
     * @param failed failed
     */
    record Counts(Instant at, long blue, long green, long failed) {

        private Counts plus(Counts other) {
            return new Counts(at, blue + other.blue, green + other.green, failed + other.failed);
        }
    }

    /** Counts an answer. */
    public void answered(Instant at, Track track) {
        add(at, new Counts(at, track == Track.BLUE ? 1 : 0, track == Track.GREEN ? 1 : 0, 0));
    }

    /** Counts a failure. */
    public void failed(Instant at) {
        add(at, new Counts(at, 0, 0, 1));
    }

    private synchronized void add(Instant at, Counts one) {
        put(at, one);
        while (counts.size() > Charts.MOST_POINTS || spread() > Charts.MOST_POINTS) {
            width *= 2;
            List<Counts> all = List.copyOf(counts.values());
            counts.clear();
            all.forEach(each -> put(each.at, each));
        }
    }

    private void put(Instant at, Counts one) {
        long begin = at.toEpochMilli() - Math.floorMod(at.toEpochMilli(), width);
        Counts moved = new Counts(Instant.ofEpochMilli(begin), one.blue, one.green, one.failed);
        counts.merge(begin, moved, Counts::plus);
    }

    /** The number of stretches from the first to the last, empty ones included. */
    private long spread() {
        return (counts.lastKey() - counts.firstKey()) / width + 1;
    }

    synchronized Map<Long, Counts> all() {
        return new TreeMap<>(counts);
    }

    synchronized Duration width() {
        return Duration.ofMillis(width);
    }

    synchronized long sum(ToLongFunction<Counts> part) {
        return counts.values().stream().mapToLong(part).sum();
    }
}
