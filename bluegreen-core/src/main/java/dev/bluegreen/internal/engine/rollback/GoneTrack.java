package dev.bluegreen.internal.engine.rollback;

import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.result.PastCutover;
import java.util.Optional;

/** A way back from a track that has no pod any more, such as a broken version that was deleted: no way to undo. */
public final class GoneTrack {

    private GoneTrack() {}

    /** True if traffic is on its way back from a track without any pod as far as can be read, and there are pods where it goes. */
    public static boolean isLeft(InFlight left, ReleaseRecord record, Observation now) {
        return isWayBack(left, record)
                && now.world().workload(left.from()).ready() == 0
                && now.world().workload(left.to()).ready() > 0
                && !now.active().equals(Optional.of(left.to()));
    }

    /** True if it was moving traffic to where the last cutover had taken it from. */
    static boolean isWayBack(InFlight left, ReleaseRecord record) {
        return record.lastSwitch().map(PastCutover::from).equals(Optional.of(left.to()));
    }
}
