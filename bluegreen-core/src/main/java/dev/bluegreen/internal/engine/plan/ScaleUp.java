package dev.bluegreen.internal.engine.plan;

import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Workload;
import dev.bluegreen.spi.Autoscaler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The scale-up of the target of a cutover before it gets traffic.
 *
 * @param workload the target
 * @param pods required replicas; 0 if no scale-up is requested
 * @param autoscaler its autoscaler
 * @param pinned true if it was pinned by the record: then it is pinned again, in any state
 */
public record ScaleUp(Workload workload, int pods, Optional<Autoscaler> autoscaler, boolean pinned) {

    /** No scale-up is requested. */
    static ScaleUp none(Workload workload) {
        return new ScaleUp(workload, 0, Optional.empty(), false);
    }

    /** True if anything has to be written. */
    public boolean isDue() {
        return scales() || pins();
    }

    private boolean scales() {
        return workload.desired() < pods;
    }

    private boolean pins() {
        return autoscaler.filter(found -> pinned || found.min() < pods).isPresent();
    }

    /** Ready pods that the target needs before it grows: its present replicas have to be ready. */
    public int wantedBefore(int wanted) {
        return scales() ? Math.max(1, Math.min(wanted, workload.desired())) : wanted;
    }

    List<PlannedWrite> writes() {
        List<PlannedWrite> writes = new ArrayList<>();
        autoscaler
                .filter(found -> pinned || found.min() < pods)
                .ifPresent(found -> writes.add(new PlannedWrite(
                        found.name(),
                        "patch",
                        "at least " + found.min() + " -> " + pods + " pods, until the cutover ends",
                        false)));
        if (scales()) {
            writes.add(new PlannedWrite(
                    workload.name(), "scale", workload.desired() + " -> " + pods + " pods, and wait for them", false));
        }
        return writes;
    }

    /** An autoscaler removes pods above its maximum. */
    List<Finding> findings() {
        return autoscaler.filter(found -> found.max() < pods).stream()
                .map(found -> Finding.fatal(
                        "autoscaler-too-small",
                        found.name() + " lets " + workload.name() + " have " + found.max() + " pods at most, and "
                                + pods + " are needed",
                        "raise its maxReplicas"))
                .toList();
    }
}
