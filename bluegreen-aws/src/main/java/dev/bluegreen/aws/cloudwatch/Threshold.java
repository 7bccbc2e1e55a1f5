package dev.bluegreen.aws.cloudwatch;

import dev.bluegreen.check.slo.Slo.Reading;
import dev.bluegreen.model.ConfigurationException;

/** Threshold of a metric. */
record Threshold(double limit, boolean above) {

    Threshold {
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
