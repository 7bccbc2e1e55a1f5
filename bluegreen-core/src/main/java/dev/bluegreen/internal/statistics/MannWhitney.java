package dev.bluegreen.internal.statistics;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The one-sided test of Mann and Whitney (1947): whether values of one population tend to be higher than those of another. Exact
 * for small samples without ties; otherwise by the normal distribution, corrected for ties and continuity.
 */
final class MannWhitney {

    /** The largest sample of the exact test; the number of orders of two of them is exact in a double. */
    private static final int SMALL = 25;

    private final int first;
    private final int second;
    private double ranks;
    private double tied;

    /** Ranks the values of both samples together; equal ones have the mean of their ranks. */
    private MannWhitney(double[] higher, double[] lower) {
        this.first = higher.length;
        this.second = lower.length;
        double[] all = DoubleStream.concat(Arrays.stream(higher), Arrays.stream(lower))
                .sorted()
                .toArray();
        double[] own = Arrays.stream(higher).sorted().toArray();
        int next = 0;
        for (int from = 0, to; from < all.length; from = to) {
            double value = all[from];
            for (to = from; to < all.length && Double.compare(all[to], value) == 0; to++) {}
            double equal = to - from;
            tied += equal * equal * equal - equal;
            for (; next < own.length && Double.compare(own[next], value) == 0; next++) {
                ranks += (from + 1 + to) / 2.0;
            }
        }
    }

    /**
     * The probability that samples of one population differ in this direction at least as much.
     *
     * @param higher the sample suspected to be higher, finite values, at least one
     * @param lower the other one
     */
    static double probability(double[] higher, double[] lower) {
        MannWhitney test = new MannWhitney(higher, lower);
        return test.tied == 0 && Math.max(test.first, test.second) <= SMALL ? test.exact() : test.approximate();
    }

    /** The number of pairs of values in which the suspected one is higher; half of a tie. */
    private double wins() {
        return ranks - first * (first + 1) / 2.0;
    }

    /**
     * Counts the orders of both samples by their wins: the coefficients of the product of (1 - q^(second + i)) / (1 - q^i) for i up
     * to the size of the first. They are symmetric, so that as many wins or more are as likely as as many losses or fewer.
     */
    private double exact() {
        double[] orders = new double[first * second + 1];
        orders[0] = 1;
        for (int i = 1; i <= first; i++) {
            for (int wins = orders.length - 1; wins >= second + i; wins--) {
                orders[wins] -= orders[wins - second - i];
            }
            for (int wins = i; wins < orders.length; wins++) {
                orders[wins] += orders[wins - i];
            }
        }
        int losses = (int) (first * second - wins());
        return Arrays.stream(orders, 0, losses + 1).sum()
                / Arrays.stream(orders).sum();
    }

    private double approximate() {
        double size = first + second;
        double variance = first * second / 12.0 * (size + 1 - tied / (size * (size - 1)));
        return variance > 0 ? above((wins() - first * second / 2.0 - 0.5) / Math.sqrt(variance)) : 1;
    }

    /** The standard normal distribution above a value, by Marsaglia's series (2004). */
    private static double above(double z) {
        if (Math.abs(z) > 8) {
            return z > 0 ? 0 : 1;
        }
        double sum = z;
        double term = z;
        for (int i = 3; sum + term * z * z / i != sum; i += 2) {
            term *= z * z / i;
            sum += term;
        }
        return 0.5 - sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }
}
