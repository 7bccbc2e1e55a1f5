package dev.bluegreen.check.slo;

import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import java.time.Instant;

/**
 * Input of an objective.
 *
 * @param world the workloads, as last seen
 * @param active the track that has the traffic
 * @param switched time of the move to it; values before are the old track's baseline
 * @param now time of the check
 */
public record SloContext(World world, Track active, Instant switched, Instant now) {}
