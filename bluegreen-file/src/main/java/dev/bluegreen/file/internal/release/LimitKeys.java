package dev.bluegreen.file.internal.release;

import static dev.bluegreen.file.spi.ValueType.DURATION;
import static dev.bluegreen.file.spi.ValueType.FLAG;
import static dev.bluegreen.file.spi.ValueType.NUMBER;
import static dev.bluegreen.file.spi.ValueType.TEXT;
import static dev.bluegreen.file.spi.ValueType.WHOLE;

import dev.bluegreen.check.slo.BurnRate;
import dev.bluegreen.check.slo.ComparisonSlo;
import dev.bluegreen.check.slo.Metric;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.slo.Tolerance;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import dev.bluegreen.model.Track;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What makes an objective of a metric, and what all objectives have. */
final class LimitKeys {

    static final Key<Double> BELOW = Key.of("below", NUMBER, "Good while the number is below this.");
    static final Key<Double> ABOVE = Key.of("above", NUMBER, "Good while the number is above this.");

    private static final Key<Duration> LONG = Key.of("long", DURATION, "The long window, which excludes short spikes.");
    private static final Key<Duration> SHORT = Key.of("short", DURATION, "The short window: the burn goes on.");
    private static final Key<Double> RATE = Key.of("rate", NUMBER, "The lowest rate that is too fast, such as 14.4.");
    private static final ValueType<BurnRate> BURN_RATE = ValueType.of(Keys.of("A burn rate.", LONG, SHORT, RATE)
            .making(values -> new BurnRate(values.get(LONG), values.get(SHORT), values.get(RATE))));

    private static final Key<Double> OBJECTIVE =
            Key.of("objective", NUMBER, "The share of requests that should succeed, such as 0.999.");
    private static final Key<List<BurnRate>> RATES = Key.of(
            "rates", ValueType.listOf(BURN_RATE), "Burn rates; default 14.4 over 1h and 5m, and 6 over 6h and 30m.");
    static final Key<Function<Metric, Slo>> BURNING = Key.of(
            "burningSlowerThan",
            ValueType.of(Keys.of("The error budget of an objective.", OBJECTIVE)
                    .allowing(RATES)
                    .making(LimitKeys::burning)),
            "For a share of failures: bad when the error budget burns too fast over two windows.");

    private static final Key<Double> FACTOR = Key.of("factor", NUMBER, "At most so many times as much, 1 or more.");
    private static final Key<Double> SLACK = Key.of("slack", NUMBER, "Or at most so much more, above 0.");
    static final Key<Function<Metric, Slo>> BEFORE = Key.of(
            "noWorseThanBefore",
            ValueType.of(Keys.of("A comparison with the five minutes before the switch.", FACTOR, SLACK)
                    .making(LimitKeys::before)),
            "Good while it is no worse than in the five minutes before the switch.");

    private static final Key<Double> TOLERATING =
            Key.of("tolerating", NUMBER, "The share by which the new track may be worse, such as 0.05.");
    private static final Key<Duration> WINDOWS =
            Key.of("windows", DURATION, "The shortest window that is compared, 1s or more.");
    private static final Key<Boolean> HIGHER = Key.of("higherIsBetter", FLAG, "More of the metric is better.");
    static final Key<Function<Function<Track, Metric>, Slo>> NEW_AGAINST_OLD = Key.of(
            "newAgainstOld",
            ValueType.of(Keys.of("A comparison of both tracks.")
                    .allowing(TOLERATING, WINDOWS, HIGHER)
                    .making(LimitKeys::comparison)),
            "The new track compared with the old over the same windows; the query names the track as $track.");

    private static final Key<String> NAME =
            Key.of("name", TEXT, "The name in sentences, report and history, such as error rate.");
    private static final Key<String> UNIT = Key.of("unit", TEXT, "The unit in which numbers are shown, such as ms.");
    private static final Key<Boolean> IN_PERCENT = Key.of("inPercent", FLAG, "Numbers are shown as percentages.");
    private static final Key<Integer> BAD = Key.of("bad", WHOLE, "Number of bad checks, 1 or more.");
    private static final Key<Integer> CHECKS = Key.of("checks", WHOLE, "Number of last checks considered.");
    private static final Key<Tolerance> BREACHED_BY = Key.of(
            "breachedBy",
            ValueType.of(Keys.of("Bad checks that make a breach.", BAD, CHECKS)
                    .making(values -> new Tolerance(values.get(BAD), values.get(CHECKS)))),
            "Bad checks among the last that make a breach; default the first.");

    private LimitKeys() {}

    /** The same keys with those of every objective. */
    static Keys.Declared withCommon(Keys.Declared keys) {
        return keys.allowing(NAME, UNIT, IN_PERCENT, BREACHED_BY);
    }

    /** An objective with what those keys say. */
    static Slo common(Slo objective, Values values) {
        return values.begin(objective)
                .set(UNIT, Slo::in)
                .when(IN_PERCENT, Slo::inPercent)
                .set(BREACHED_BY, (slo, tolerance) -> slo.breachedBy(tolerance.bad(), tolerance.checks()))
                .set(NAME, Slo::named)
                .done();
    }

    /** An objective on a metric, by the one limit that is given. */
    static Slo limited(Metric metric, Values values) {
        Key<?> limit = values.only(BELOW, ABOVE, BURNING, BEFORE);
        if (limit.equals(BELOW)) {
            return metric.below(values.get(BELOW));
        }
        if (limit.equals(ABOVE)) {
            return metric.above(values.get(ABOVE));
        }
        return values.get(limit.equals(BURNING) ? BURNING : BEFORE).apply(metric);
    }

    private static Function<Metric, Slo> burning(Values values) {
        double objective = values.get(OBJECTIVE);
        BurnRate[] rates =
                values.find(RATES).orElse(List.of(BurnRate.FAST, BurnRate.SLOW)).toArray(BurnRate[]::new);
        return metric -> metric.burningSlowerThan(objective, rates);
    }

    private static Function<Metric, Slo> before(Values values) {
        double factor = values.get(FACTOR);
        double slack = values.get(SLACK);
        return metric -> metric.noWorseThanBefore(factor, slack);
    }

    private static Function<Function<Track, Metric>, Slo> comparison(Values values) {
        return metrics -> values.begin(Slo.newAgainstOld(metrics))
                .set(TOLERATING, ComparisonSlo::tolerating)
                .set(WINDOWS, ComparisonSlo::windows)
                .when(HIGHER, ComparisonSlo::higherIsBetter)
                .done();
    }
}
