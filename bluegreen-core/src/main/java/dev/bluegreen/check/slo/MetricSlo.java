package dev.bluegreen.check.slo;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.time.Instant;
import java.util.List;

/** An objective on a metric, with the metric's findings and permissions. */
sealed interface MetricSlo extends Slo permits BaselineSlo, BurnRateSlo, ThresholdSlo {

    Metric metric();

    @Override
    default List<Finding> preflight(Instant now) {
        return metric().preflight(now);
    }

    @Override
    default List<Permission> permissions(ReleaseSpec release) {
        return metric().permissions(release);
    }
}
