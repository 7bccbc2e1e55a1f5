package dev.bluegreen.check.slo;

import dev.bluegreen.internal.answer.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What a metric gave for one window: a number that can be judged, or why there is none.
 *
 * @param value always finite: nothing is known of a share whose denominator is missing
 * @param missing why there is no value, in a sentence; empty when there is one
 */
record Sample(OptionalDouble value, String missing) {

    /** What is not a finite number, and what a store refuses to answer, is no data. */
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
                : none(metric.name() + " is " + value + ", as what is divided by nothing is: no data");
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

    /** No data, for a reason. */
    Slo.Result noData() {
        return new Slo.Result(Slo.Verdict.NO_DATA, missing);
    }
}
