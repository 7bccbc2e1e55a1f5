package dev.bluegreen.internal.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.hipparchus.stat.inference.MannWhitneyUTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The test of Mann and Whitney beside published tables, and beside a library of statistics. */
class MannWhitneyTest {

    /** Mann and Whitney 1947, table I: the probability of at most U wins. */
    @ParameterizedTest
    @CsvSource({
        "3, 3, 0, 0.050",
        "3, 3, 1, 0.100",
        "3, 3, 2, 0.200",
        "3, 3, 3, 0.350",
        "4, 4, 0, 0.014",
        "4, 4, 1, 0.029",
        "4, 4, 2, 0.057",
        "4, 4, 3, 0.100",
        "4, 4, 4, 0.171",
        "5, 5, 0, 0.004",
        "5, 5, 1, 0.008",
        "5, 5, 2, 0.016",
        "5, 5, 3, 0.028",
        "5, 5, 4, 0.048",
        "5, 5, 5, 0.075"
    })
    void smallSamplesHaveThePublishedProbabilities(int first, int second, int wins, double published) {
        assertThat(rounded(MannWhitney.probability(odd(second), winning(first, second, wins))))
                .isEqualTo(published);
    }

    /** The usual table of critical values, one-sided at 0.01: the most wins that are still significant. */
    @ParameterizedTest
    @CsvSource({
        "5, 1", "6, 3", "7, 6", "8, 9", "9, 14", "10, 19", "11, 25", "12, 31", "13, 39", "14, 47", "15, 56", "16, 66",
        "17, 77", "18, 88", "19, 101", "20, 114"
    })
    void criticalValuesAreThePublishedOnes(int size, int critical) {
        assertThat(MannWhitney.probability(odd(size), winning(size, size, critical)))
                .isLessThanOrEqualTo(0.01);
        assertThat(MannWhitney.probability(odd(size), winning(size, size, critical + 1)))
                .isGreaterThan(0.01);
    }

    @Test
    void bothDirectionsTogetherAreWhatALibraryComputes() {
        Random random = new Random(1);
        MannWhitneyUTest library = new MannWhitneyUTest();
        for (int run = 0; run < 300; run++) {
            double shift = random.nextDouble();
            boolean isTied = run % 2 == 0;
            int most = isTied ? 80 : 25;
            double[] first = sample(random, 5 + random.nextInt(most - 4), shift, isTied);
            double[] second = sample(random, 5 + random.nextInt(most - 4), 0, isTied);

            double smaller = Math.min(MannWhitney.probability(first, second), MannWhitney.probability(second, first));

            assertThat(Math.min(1, 2 * smaller))
                    .as("run %d: %d and %d values", run, first.length, second.length)
                    .isCloseTo(
                            isMiddle(library, first, second) ? 1 : library.mannWhitneyUTest(first, second, !isTied),
                            within(1e-9));
        }
    }

    @Test
    void equalValuesDoNotDiffer() {
        double[] none = new double[40];

        assertThat(MannWhitney.probability(none, none)).isEqualTo(1);
    }

    @Test
    void aDifferenceBeyondDoubtHasNoProbability() {
        double[] high = IntStream.range(1_000, 1_060).asDoubleStream().toArray();
        double[] low = IntStream.range(0, 60).asDoubleStream().toArray();

        assertThat(MannWhitney.probability(high, low)).isZero();
        assertThat(MannWhitney.probability(low, high)).isEqualTo(1);
    }

    /** Where neither sample wins more, Hipparchus 3.1 calls exact probabilities of 1 nearly 0. */
    private static boolean isMiddle(MannWhitneyUTest library, double[] first, double[] second) {
        return library.mannWhitneyU(first, second) == first.length * second.length / 2.0;
    }

    private static double[] sample(Random random, int size, double shift, boolean isTied) {
        return random.doubles(size)
                .map(value -> value + shift)
                .map(value -> isTied ? Math.rint(value * 5) : value)
                .toArray();
    }

    private static double rounded(double probability) {
        return Math.round(probability * 1_000) / 1_000.0;
    }

    /** Values between odd numbers below twice the other size, that win this number of times against these. */
    private static double[] winning(int size, int other, int wins) {
        return IntStream.range(0, size)
                .mapToDouble(i -> 2 * Math.max(0, Math.min(other, wins - i * other)) + i / (2.0 * size))
                .toArray();
    }

    private static double[] odd(int size) {
        return IntStream.range(0, size).mapToDouble(i -> 2 * i + 1).toArray();
    }
}
