package dev.bluegreen.internal.statistics;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Percentiles of durations, by nearest rank.
 *
 * @param sorted the durations, shortest first
 */
public record Percentiles(List<Duration> sorted) {

    public static Percentiles of(Collection<Duration> durations) {
        return new Percentiles(durations.stream().sorted().toList());
    }

    /**
     * The shortest duration that a share of all do not exceed; zero if there are none.
     *
     * @param percent above 0 to 100
     */
    public Duration at(double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.isEmpty() ? Duration.ZERO : sorted.get(Math.max(1, rank) - 1);
    }
}
