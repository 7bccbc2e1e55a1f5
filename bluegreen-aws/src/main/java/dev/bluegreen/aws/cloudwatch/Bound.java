package dev.bluegreen.aws.cloudwatch;

import dev.bluegreen.check.slo.Slo.Reading;
import dev.bluegreen.model.ConfigurationException;

/**
 * What a metric is held against.
 *
 * @param limit the limit, finite
 * @param above whether the metric has to be above it; else below it
 */
record Bound(double limit, boolean above) {

    Bound {
        if (!Double.isFinite(limit)) {
            throw new ConfigurationException(
                    (above ? "above: " : "below: ") + limit + " is not a limit; give a finite number, such as 5");
        }
    }

    boolean holds(double value) {
        return above ? value > limit : value < limit;
    }

    Reading reading(double value) {
        return new Reading(value, limit, above);
    }

    @Override
    public String toString() {
        return (above ? "above " : "below ") + limit;
    }
}
