package dev.bluegreen.internal.engine.adopt;

import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.spi.Staging;
import java.util.ArrayList;
import java.util.List;

/** The plan of a cutover whose track is staged in it. */
final class StagedFirst {

    /** A finding that can be made only when the track has pods: it is made then, before traffic moves. */
    static final String LATER = "too-few-ready";

    private StagedFirst() {}

    /**
     * The writes of the move, with those that stage its track, after the lock was taken.
     *
     * @param what follows the kind of write, for a person
     */
    static List<PlannedWrite> writes(List<PlannedWrite> ofMove, Staging staging, String what) {
        PlannedWrite lock = ofMove.get(0);
        String described = staging.describe();
        List<PlannedWrite> all = new ArrayList<>(ofMove);
        all.add(1, new PlannedWrite(lock.target(), "update", "announce the next write", false));
        all.add(
                2,
                new PlannedWrite(
                        described.replaceFirst("^\\S+ ", "").replaceFirst(": .*", ""),
                        described.replaceFirst(" .*", ""),
                        what,
                        false));
        return all;
    }
}
