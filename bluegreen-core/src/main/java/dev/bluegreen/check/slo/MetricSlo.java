package dev.bluegreen.check.slo;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An objective on a metric, with the metric's findings and permissions. */
sealed interface MetricSlo extends Slo permits BaselineSlo, BurnRateSlo, ThresholdSlo {

    Metric metric();

    /** The metric's query; a function has none, with any limit. */
    default Optional<Declared> declared(String kind, String besides, double limit, boolean above) {
        return metric().asks().map(asked -> new Declared(kind, asked + " " + besides, limit, above));
    }

    @Override
    default List<Finding> preflight(Instant now) {
        return metric().preflight(now);
    }

    @Override
    default List<Permission> permissions(ReleaseSpec release) {
        return metric().permissions(release);
    }
}
