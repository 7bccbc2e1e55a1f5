package dev.bluegreen.check.slo;

import dev.bluegreen.model.Input;
import java.math.BigDecimal;

/**
 * Display format of an objective's numbers.
 *
 * @param factor multiplier
 * @param unit unit of the result; empty if unknown
 */
record Scale(double factor, String unit) {

    /** Unchanged numbers without a unit. */
    static final Scale NONE = new Scale(1, "");

    /** Shares as percentages. */
    static final Scale PERCENT = new Scale(100, "%");

    private static final int LONGEST = 16;

    static Scale in(String unit) {
        return new Scale(1, Input.requireText("slo.in", unit, LONGEST).strip());
    }

    boolean isNone() {
        return equals(NONE);
    }

    Slo.Reading of(Slo.Reading reading) {
        return isNone()
                ? reading
                : new Slo.Reading(scaled(reading.value()), scaled(reading.limit()), reading.above(), unit);
    }

    /** Multiplies in decimal arithmetic: 0.07 is 7 %, not 7.000000000000001 %. */
    private double scaled(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).multiply(BigDecimal.valueOf(factor)).doubleValue()
                : value;
    }
}
