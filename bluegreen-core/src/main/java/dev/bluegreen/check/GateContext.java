package dev.bluegreen.check;

import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;

/**
 * Input of a gate.
 *
 * @param world the workloads, read for this evaluation
 * @param target the track that is to get the traffic
 * @param wanted ready pods the target needs, 1 or more
 */
public record GateContext(World world, Track target, int wanted) {

    /** The workload that is to get the traffic. */
    public Workload targetWorkload() {
        return world.workload(target);
    }

    /** The workload that has the traffic. */
    public Workload activeWorkload() {
        return world.workload(target.other());
    }
}
