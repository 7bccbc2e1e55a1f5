package dev.bluegreen.check.slo;

import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import java.time.Instant;

/**
 * What an objective is asked about.
 *
 * @param world the stacks, as last seen
 * @param active the track that has the traffic
 * @param switched when traffic was moved to it: what was before is the old track's own baseline
 * @param now when it is asked
 */
public record SloContext(World world, Track active, Instant switched, Instant now) {}
