package dev.bluegreen.internal.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** How often a comparison is wrong: over many seeded runs, with values as error rates and latencies have them. */
class ComparisonTest {

    private static final int RUNS = 10_000;

    @Test
    void equalSamplesOfTheLeastSizeRarelyAlarm() {
        assertThat(alarms(Comparison.ENOUGH, 0, RUNS, false)).isLessThanOrEqualTo(0.015);
    }

    @Test
    void equalTracksRarelyAlarmThoughTheyAreJudgedAfterEachPair() {
        assertThat(alarms(Comparison.MOST, 0, RUNS / 5, false)).isLessThanOrEqualTo(0.015);
    }

    @Test
    void equalTracksRarelyAlarmThoughMostValuesAreTheSame() {
        assertThat(alarms(Comparison.MOST, 0, RUNS / 10, true)).isLessThanOrEqualTo(0.015);
    }

    @Test
    void aShiftByHalfAStandardDeviationIsMostlyFoundInAllPairs() {
        assertThat(alarms(Comparison.MOST, 0.5, RUNS / 10, false)).isGreaterThanOrEqualTo(0.6);
    }

    /** The figures of docs/objectives.md. */
    @Test
    void theLeastNumberOfPairsFindsAWholeStandardDeviationRatherThanAHalf() {
        assertThat(alarms(Comparison.ENOUGH, 0.5, RUNS / 10, false)).isBetween(0.15, 0.25);
        assertThat(alarms(Comparison.ENOUGH, 1, RUNS / 10, false)).isBetween(0.7, 0.8);
    }

    /** 91 losses of 400: at most 88 are significant at 0.001, and 114 at 0.01. */
    @Test
    void aModerateDifferenceCountsAtTheEndOnly() {
        Comparison comparison = new Comparison();
        for (int i = 0; i < Comparison.ENOUGH; i++) {
            assertThat(comparison.isEnough()).isFalse();
            comparison.add(i + 7, i + 0.5);
        }

        assertThat(comparison.judge(false).isWorse()).isFalse();
        assertThat(comparison.judge(true).isWorse()).isTrue();
        assertThat(comparison.judge(true).isWorse()).as("after the end").isFalse();
    }

    @Test
    void ofManyPairsTheLastOnesCount() {
        Random random = new Random(1);
        Comparison comparison = new Comparison();
        for (int i = 0; i < 5 * Comparison.MOST; i++) {
            comparison.add(random.nextGaussian(), random.nextGaussian());
        }
        assertThat(comparison.judge(true).isWorse()).isFalse();

        for (int i = 0; i < Comparison.MOST; i++) {
            comparison.add(random.nextGaussian() + 2, random.nextGaussian());
        }

        assertThat(comparison.judge(true).isWorse()).isTrue();
        assertThat(comparison.pairs()).isEqualTo(Comparison.MOST);
    }

    /** The share of runs in which the new track was called worse, at any of the pairs. */
    private static double alarms(int pairs, double shift, int runs, boolean isMostlyZero) {
        Random random = new Random(19);
        int alarms = 0;
        for (int run = 0; run < runs; run++) {
            Comparison comparison = new Comparison();
            boolean isWorse = false;
            for (int pair = 1; pair <= pairs && !isWorse; pair++) {
                comparison.add(value(random, isMostlyZero) + shift, value(random, isMostlyZero));
                isWorse =
                        comparison.isEnough() && comparison.judge(pair == pairs).isWorse();
            }
            alarms += isWorse ? 1 : 0;
        }
        return (double) alarms / runs;
    }

    private static double value(Random random, boolean isMostlyZero) {
        double value = random.nextGaussian();
        return isMostlyZero ? Math.max(0, Math.rint(value)) : value;
    }
}
