package dev.bluegreen.internal.engine;

import dev.bluegreen.model.StageChanges;
import dev.bluegreen.model.Track;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * What is asked for when a track is staged.
 *
 * @param track the track
 * @param changes how it is to differ from the active one
 * @param replicas pods to ask for; empty for as many as the active track
 * @param within how long the pods may take
 * @param overStandby whether a standby may be given up for it
 */
record StageOrder(Track track, StageChanges changes, OptionalInt replicas, Duration within, boolean overStandby) {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    static StageOrder of(Track track) {
        return new StageOrder(track, StageChanges.NONE, OptionalInt.empty(), PATIENCE, false);
    }

    StageOrder with(StageChanges next) {
        return new StageOrder(track, next, replicas, within, overStandby);
    }
}
