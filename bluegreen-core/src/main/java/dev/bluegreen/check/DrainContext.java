package dev.bluegreen.check;

import dev.bluegreen.model.Input;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;

/** Input of a drain gate. Immutable. */
public final class DrainContext {

    private final World world;
    private final Track retiring;

    private DrainContext(World world, Track retiring) {
        this.world = world;
        this.retiring = retiring;
    }

    /**
     * A context, such as for a test of a drain gate of your own.
     *
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     */
    public static DrainContext of(World world, Track retiring) {
        return new DrainContext(
                Input.given("drainContext.world", world, "give both stacks"),
                Input.given("drainContext.retiring", retiring, "give BLUE or GREEN"));
    }

    /** Both stacks, read for this check. */
    public World world() {
        return world;
    }

    /** The idle track that is to be retired. */
    public Track retiring() {
        return retiring;
    }

    /** The stack of the idle track. */
    public Workload retiringWorkload() {
        return world.workload(retiring);
    }
}
