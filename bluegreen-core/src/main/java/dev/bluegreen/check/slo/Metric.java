package dev.bluegreen.check.slo;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A number from a monitoring system, such as the share of failed requests. Implementations are thread-safe.
 *
 * <p>{@code below}, {@code above}, {@code burningSlowerThan} and {@code noWorseThanBefore} make an objective of it.
 */
@FunctionalInterface
public interface Metric {

    /** The default window: 5 minutes. */
    Duration WINDOW = Duration.ofMinutes(5);

    /**
     * Reads it over a window. An exception means that the monitoring system does not respond.
     *
     * @param until end of the window
     * @param window its length
     * @return empty if there is no data; a number that is not finite counts as no data, too
     */
    OptionalDouble read(Instant until, Duration window);

    /** Its name in messages. */
    default String name() {
        return "the metric";
    }

    /** Its whole query to the monitoring system; empty for a function, which cannot be distinguished from another one. */
    default Optional<String> asks() {
        return Optional.empty();
    }

    /** Permissions required to read it. */
    default List<Permission> permissions(ReleaseSpec release) {
        return List.of();
    }

    /** Findings in preflight: an unreachable monitoring system, or a refused query. */
    default List<Finding> preflight(Instant now) {
        return List.of();
    }

    /**
     * Good while it is below a limit over the last five minutes.
     *
     * @throws dev.bluegreen.model.ConfigurationException if the limit is not a finite number
     */
    default Slo below(double limit) {
        return new ThresholdSlo(this, limit, false);
    }

    /**
     * Good while it is above a limit over the last five minutes.
     *
     * @throws dev.bluegreen.model.ConfigurationException if the limit is not a finite number
     */
    default Slo above(double limit) {
        return new ThresholdSlo(this, limit, true);
    }

    /**
     * For a share of failures, 0 to 1: bad when the error budget of an objective burns too fast over a long and a short
     * window both, for any of the pairs (the multi-window, multi-burn-rate alert of the SRE Workbook, chapter 5). Windows
     * do not reach back to before the switch.
     *
     * @param objective share of requests that should succeed, such as 0.999
     * @throws dev.bluegreen.model.ConfigurationException unless 0 &lt; objective &lt; 1, and there is a pair
     */
    default Slo burningSlowerThan(double objective, BurnRate... pairs) {
        return new BurnRateSlo(this, objective, Input.allGiven("slo.burningSlowerThan", "give burn rates", pairs));
    }

    /**
     * Good while it is no worse than in the five minutes before the switch: at most {@code factor} times as much, or
     * {@code slack} more, whichever is higher. The slack makes it work for a baseline of zero.
     *
     * @throws dev.bluegreen.model.ConfigurationException unless factor &gt;= 1 and slack &gt; 0, both
     *     finite
     */
    default Slo noWorseThanBefore(double factor, double slack) {
        return new BaselineSlo(this, factor, slack);
    }
}
