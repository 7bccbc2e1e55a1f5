package dev.bluegreen.check.slo;

import dev.bluegreen.model.Input;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import java.time.Instant;

/** Input of an objective. Immutable. */
public final class SloContext {

    private final World world;
    private final Track active;
    private final Instant switched;
    private final Instant now;

    private SloContext(World world, Track active, Instant switched, Instant now) {
        this.world = world;
        this.active = active;
        this.switched = switched;
        this.now = now;
    }

    /** A context, such as for a test of an objective of your own. */
    public static SloContext of(World world, Track active, Instant switched, Instant now) {
        return new SloContext(
                Input.given("sloContext.world", world, "give both stacks"),
                Input.given("sloContext.active", active, "give BLUE or GREEN"),
                Input.given("sloContext.switched", switched, "give an instant"),
                Input.given("sloContext.now", now, "give an instant"));
    }

    /** Both stacks, as last seen. */
    public World world() {
        return world;
    }

    /** The track that has the traffic. */
    public Track active() {
        return active;
    }

    /** When traffic was moved to it: data from before is the old track's own baseline. */
    public Instant switched() {
        return switched;
    }

    /** The time of the check. */
    public Instant now() {
        return now;
    }
}
