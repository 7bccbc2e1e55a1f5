package dev.bluegreen.internal.statistics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Compares two tracks by the values of one metric, a pair for each window. Each new pair is judged, as a clear difference need
 * not wait, but strictly until the end, where the test has its level: so the chance of a wrong alarm hardly exceeds that level,
 * however often it was judged before (Haybittle 1971, Peto 1976). Used by one thread.
 */
public final class Comparison {

    /** The number of pairs without which nothing is judged. */
    public static final int ENOUGH = 20;

    /** The number of last pairs that are judged; a shift by half a standard deviation is then found in over 60 % of cases. */
    public static final int MOST = 60;

    private static final double LEVEL = 0.01;
    private static final double EARLY = 0.001;

    private final Deque<Pair> pairs = new ArrayDeque<>();
    private boolean ended;

    /**
     * Values of the same window.
     *
     * @param worse the value that is suspected to be higher
     * @param better the other one
     */
    private record Pair(double worse, double better) {}

    /**
     * A judgment.
     *
     * @param isWorse true if the suspicion is confirmed
     * @param probability of such a difference by chance
     * @param level the probability below which it is confirmed
     */
    public record Judgment(boolean isWorse, double probability, double level) {}

    /** Adds the values of one more window, both finite; -0 is 0. */
    public void add(double worse, double better) {
        pairs.addLast(new Pair(worse + 0.0, better + 0.0));
        if (pairs.size() > MOST) {
            pairs.removeFirst();
        }
    }

    /** The number of pairs. */
    public int pairs() {
        return pairs.size();
    }

    /** True if there are enough pairs to judge. */
    public boolean isEnough() {
        return pairs.size() >= ENOUGH;
    }

    /**
     * Judges all pairs, of which there have to be enough.
     *
     * @param isEnd true if these are all; what comes later is judged strictly again
     */
    public Judgment judge(boolean isEnd) {
        double level = isEnd && !ended ? LEVEL : EARLY;
        ended = ended || isEnd;
        double probability = MannWhitney.probability(
                values(Pair::worse).toArray(), values(Pair::better).toArray());
        return new Judgment(probability < level, probability, level);
    }

    /** The median of the suspected values. */
    public double worse() {
        return median(values(Pair::worse));
    }

    /** The median of the other values. */
    public double better() {
        return median(values(Pair::better));
    }

    private DoubleStream values(ToDoubleFunction<Pair> side) {
        return pairs.stream().mapToDouble(side);
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
