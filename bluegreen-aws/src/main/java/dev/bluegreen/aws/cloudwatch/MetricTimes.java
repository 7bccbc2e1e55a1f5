package dev.bluegreen.aws.cloudwatch;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Time range of the values that are judged: complete periods only. The sum of the current minute is too low, and so may be
 * that of the last one while samples still arrive.
 *
 * @param window how far back the latest value is looked for
 * @param lag minimum age of a complete period
 */
record MetricTimes(Duration period, Duration window, Duration lag) {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** High-resolution periods of the API, in seconds; longer periods are whole minutes. */
    private static final Set<Long> SHORT = Set.of(1L, 5L, 10L, 20L, 30L);

    static final MetricTimes USUAL = new MetricTimes(MINUTE, Duration.ofMinutes(5), MINUTE);

    MetricTimes {
        Input.requirePositive("period", period);
        Input.requirePositive("within", window);
        Input.requireDuration("lag", lag);
        boolean minutes = period.toSeconds() > 0 && period.toSeconds() % 60 == 0;
        if (period.toNanosPart() != 0 || !(minutes || SHORT.contains(period.toSeconds()))) {
            throw new ConfigurationException("period: " + Wording.of(period)
                    + "; give whole minutes, or 1, 5, 10, 20 or 30 s for a metric of high resolution");
        }
        if (lag.compareTo(Duration.ofDays(1)) > 0) {
            throw new ConfigurationException("lag: " + Wording.of(lag) + "; give 0 s to 24 h");
        }
        if (window.compareTo(period) < 0 || window.compareTo(Duration.ofDays(1)) > 0) {
            throw new ConfigurationException("within: " + Wording.of(window) + "; give one period or more, "
                    + Wording.of(period) + " here, and at most 24 h");
        }
    }

    /** Finding if no value judged during the bake covers the time after the move alone. */
    Optional<Finding> risk(Objective metric, Duration watched) {
        Duration takes = period.plus(lag);
        return metric.slow(
                takes,
                watched,
                "has its first value of the new track alone after " + Wording.of(takes)
                        + " at the earliest (a period of " + Wording.of(period) + ", read " + Wording.of(lag)
                        + " after its end)",
                "bake longer, or set a shorter period(...) or lag(...)");
    }

    /** The exclusive end of the last complete period. */
    Instant end(Instant now) {
        long seconds = now.minus(lag).getEpochSecond();
        return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, period.toSeconds()));
    }

    /** The start of the window, aligned to a period. */
    Instant start(Instant now) {
        long periods = Math.max(1, window.toSeconds() / period.toSeconds());
        return end(now).minus(period.multipliedBy(periods));
    }
}
