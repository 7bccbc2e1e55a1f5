package dev.bluegreen.report.internal.html;

import dev.bluegreen.check.slo.Slo.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The numbers of objectives by their names; of many, the worst in each stretch of time. Thread-safe. */
public final class Series {

    private static final int MOST_KEPT = 4_000;

    private final Map<String, List<Point>> points = new LinkedHashMap<>();

    /**
     * One number.
     *
     * @param at when it was read
     * @param reading the number and its limit
     */
    record Point(Instant at, Reading reading) {

        boolean isBad() {
            return reading.above() ? reading.value() <= reading.limit() : reading.value() >= reading.limit();
        }

        private static Point worse(Point one, Point other) {
            return one.reading.isWorseThan(other.reading) ? one : other;
        }
    }

    /** Adds a number. */
    public synchronized void add(String objective, Instant at, Reading reading) {
        List<Point> all = points.computeIfAbsent(objective, name -> new ArrayList<>());
        all.add(new Point(at, reading));
        if (all.size() > MOST_KEPT) {
            points.put(objective, new ArrayList<>(atMost(MOST_KEPT / 2, all)));
        }
    }

    /** The numbers of one objective within a time, at most so many: a breach is never among those left out. */
    synchronized List<Point> of(String objective, Instant from, Instant to, int most) {
        List<Point> within = points.getOrDefault(objective, List.of()).stream()
                .filter(point -> !point.at.isBefore(from) && !point.at.isAfter(to))
                .toList();
        return atMost(most, within);
    }

    private static List<Point> atMost(int most, List<Point> all) {
        if (all.size() <= most) {
            return all;
        }
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            int begin = Math.toIntExact((long) i * all.size() / most);
            int end = Math.toIntExact((long) (i + 1) * all.size() / most);
            kept.add(all.subList(begin, end).stream().reduce(Point::worse).orElseThrow());
        }
        return kept;
    }
}
