package dev.bluegreen.internal.engine;

import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlannedWrite;
import dev.bluegreen.model.Track;
import java.util.List;

/**
 * What a cutover does to the sizes of the tracks.
 *
 * @param growth what the target lacks before it gets traffic
 * @param after writes to the old track after the proof
 * @param permissions the rights that all of it takes
 */
record SizePlan(Growth growth, List<PlannedWrite> after, List<Permission> permissions) {

    /** For one that touches no size. */
    static SizePlan none(Situation situation, Track to) {
        return new SizePlan(Growth.none(situation.world().workload(to)), List.of(), List.of());
    }
}
