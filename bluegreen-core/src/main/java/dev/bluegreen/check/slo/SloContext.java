package dev.bluegreen.check.slo;

import dev.bluegreen.model.Input;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import java.time.Instant;

/** Input of an objective. Immutable. */
public final class SloContext {

    private final World world;
    private final Track active;
    private final Instant switched;
    private final Instant now;
    private final TrafficSplit split;
    private final Instant until;

    private SloContext(World world, Track active, Instant switched, Instant now, TrafficSplit split, Instant until) {
        this.world = world;
        this.active = active;
        this.switched = switched;
        this.now = now;
        this.split = split;
        this.until = until;
    }

    /**
     * A context at the end of a bake, such as for a test of an objective of your own.
     *
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     */
    public static SloContext of(World world, Track active, Instant switched, Instant now) {
        Track given = Input.given("sloContext.active", active, "give BLUE or GREEN");
        return new SloContext(
                Input.given("sloContext.world", world, "give both stacks"),
                given,
                Input.given("sloContext.switched", switched, "give an instant"),
                Input.given("sloContext.now", now, "give an instant"),
                TrafficSplit.all(given),
                now);
    }

    /**
     * A copy at a step, or before the end of a bake.
     *
     * @param split the shares of both tracks
     * @param until the planned end of the step or bake
     * @throws dev.bluegreen.model.ConfigurationException if an argument is null
     */
    public SloContext during(TrafficSplit split, Instant until) {
        return new SloContext(
                world,
                active,
                switched,
                now,
                Input.given("sloContext.split", split, "give the shares of both tracks"),
                Input.given("sloContext.until", until, "give an instant"));
    }

    /** Both stacks, as last seen. */
    public World world() {
        return world;
    }

    /** The track that traffic is moved to. */
    public Track active() {
        return active;
    }

    /** When the shares of the tracks were changed last: data from before is the old track's own baseline. */
    public Instant switched() {
        return switched;
    }

    /** The shares of both tracks since then. */
    public TrafficSplit split() {
        return split;
    }

    /** The planned end of the step or bake; a check at or after it is the last one, unless the objective asks for more. */
    public Instant until() {
        return until;
    }

    /** The time of the check. */
    public Instant now() {
        return now;
    }
}
