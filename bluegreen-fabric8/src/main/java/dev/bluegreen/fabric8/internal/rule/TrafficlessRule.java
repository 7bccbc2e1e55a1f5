package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Workload;
import dev.bluegreen.spi.Inspection;
import java.util.List;

/**
 * Pods without a port get work from a queue or a schedule: they work before the switch, and concurrently with the other
 * track.
 */
final class TrafficlessRule implements Rule {

    @Override
    public List<Finding> check(Inspection inspection) {
        Workload target = inspection.world().workload(inspection.to());
        return target.isNone() || !target.ports().isEmpty()
                ? List.of()
                : List.of(new Finding(
                        "works-without-traffic",
                        Severity.INFO,
                        target.name() + " declares no container port: if it consumes a queue or runs on a schedule, it"
                                + " works before the switch, and both tracks work at the same time",
                        "declare the port that serves traffic, or start such work only on the active track"));
    }
}
