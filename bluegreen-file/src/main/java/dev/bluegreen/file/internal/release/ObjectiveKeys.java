package dev.bluegreen.file.internal.release;

import dev.bluegreen.check.slo.Metric;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import dev.bluegreen.model.ConfigurationException;
import java.net.URI;
import java.util.List;

/** The objectives of a bake. */
final class ObjectiveKeys {

    private static final Key<URI> PROMETHEUS =
            Key.of("prometheus", ValueType.ADDRESS, "The base address of a Prometheus server, without /api/v1/query.");
    private static final Key<String> QUERY = Key.of(
            "query", ValueType.TEXT, "PromQL that returns one number; $window stands for the window, such as 300s.");
    private static final Key<Double> BELOW = Key.of("below", ValueType.NUMBER, "Good while the number is below this.");
    private static final Key<Double> ABOVE = Key.of("above", ValueType.NUMBER, "Good while the number is above this.");
    private static final Key<String> NAME =
            Key.of("name", ValueType.TEXT, "The name in sentences, report and history, such as error rate.");

    static final ValueType<Slo> TYPE = ValueType.choice(List.of(Keys.of("A query to Prometheus.", PROMETHEUS, QUERY)
            .allowing(BELOW, ABOVE, NAME)
            .making(ObjectiveKeys::prometheus)));

    private ObjectiveKeys() {}

    private static Slo prometheus(Values values) {
        Metric metric = Slo.prometheus(values.get(PROMETHEUS)).query(values.get(QUERY));
        return values.begin(limited(metric, values), slo -> List.of())
                .set(NAME, Slo::named)
                .done();
    }

    private static Slo limited(Metric metric, Values values) {
        if (values.has(BELOW) == values.has(ABOVE)) {
            throw new ConfigurationException("limit: give one of below and above");
        }
        return values.has(BELOW) ? metric.below(values.get(BELOW)) : metric.above(values.get(ABOVE));
    }
}
