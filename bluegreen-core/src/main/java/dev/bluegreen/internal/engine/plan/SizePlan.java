package dev.bluegreen.internal.engine.plan;

import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The changes of a cutover to the sizes of the tracks.
 *
 * @param scaleUp the scale-up of the target before it gets traffic
 * @param after writes to the old track after the proof
 * @param permissions the permissions for all of it
 */
public record SizePlan(ScaleUp scaleUp, List<PlannedWrite> after, List<Permission> permissions) {

    /** The writes of a cutover with those to sizes: after the lock is taken, and before the result is entered. */
    List<PlannedWrite> in(String record, List<PlannedWrite> cutover) {
        List<PlannedWrite> all = new ArrayList<>(cutover);
        all.addAll(all.size() - 1, announced(record, after));
        all.addAll(1, announced(record, scaleUp.writes()));
        return all;
    }

    private static List<PlannedWrite> announced(String record, List<PlannedWrite> writes) {
        return writes.stream()
                .flatMap(
                        write -> Stream.of(new PlannedWrite(record, "update", "announce the next write", false), write))
                .toList();
    }

    /** For one that touches no size. */
    public static SizePlan none(Observation observation, Track to) {
        return new SizePlan(ScaleUp.none(observation.world().workload(to)), List.of(), List.of());
    }
}
