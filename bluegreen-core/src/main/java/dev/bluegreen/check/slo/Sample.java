package dev.bluegreen.check.slo;

import dev.bluegreen.internal.answer.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * A metric's value for one window, or the reason why there is none.
 *
 * @param value always finite, as a share with a denominator of 0 has no value
 * @param missing reason for no value, as a sentence; empty if there is one
 */
record Sample(OptionalDouble value, String missing) {

    /** Reads a sample; a number that is not finite, and a refused query, are no data. */
    static Sample of(Metric metric, Instant until, Duration window) {
        try {
            OptionalDouble read = metric.read(until, window);
            return read.isPresent() ? of(metric, read.getAsDouble()) : none(metric.name() + " has no data");
        } catch (StoreException e) {
            if (e.isAboutQuery()) {
                return none(e.whole());
            }
            throw e;
        }
    }

    private static Sample of(Metric metric, double value) {
        return Double.isFinite(value)
                ? new Sample(OptionalDouble.of(value), "")
                : none(metric.name() + " is " + value + ", the result of a division by 0: no data");
    }

    private static Sample none(String why) {
        return new Sample(OptionalDouble.empty(), why);
    }

    boolean isMissing() {
        return value.isEmpty();
    }

    double number() {
        return value.orElseThrow();
    }

    /** The result for no data, with the reason. */
    Slo.Result noData() {
        return new Slo.Result(Slo.Verdict.NO_DATA, missing);
    }
}
