package dev.bluegreen.check;

import dev.bluegreen.model.Input;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;

/** Input of a gate. Immutable. */
public final class GateContext {

    private final World world;
    private final Track target;
    private final int minReadyPods;

    private GateContext(World world, Track target, int minReadyPods) {
        this.world = world;
        this.target = target;
        this.minReadyPods = minReadyPods;
    }

    /**
     * A context, such as for a test of a gate of your own.
     *
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     */
    public static GateContext of(World world, Track target, int minReadyPods) {
        return new GateContext(
                Input.given("gateContext.world", world, "give both stacks"),
                Input.given("gateContext.target", target, "give BLUE or GREEN"),
                minReadyPods);
    }

    /** Both stacks, read for this check. */
    public World world() {
        return world;
    }

    /** The track that is to get the traffic. */
    public Track target() {
        return target;
    }

    /** Ready pods the target needs, 1 or more. */
    public int minReadyPods() {
        return minReadyPods;
    }

    /** The workload that is to get the traffic. */
    public Workload targetWorkload() {
        return world.workload(target);
    }

    /** The workload that has the traffic. */
    public Workload activeWorkload() {
        return world.workload(target.other());
    }
}
