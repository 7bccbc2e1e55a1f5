package dev.bluegreen.internal.engine;

import dev.bluegreen.model.StageChanges;
import dev.bluegreen.model.Track;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is asked for when a track is staged.
 *
 * @param track the track
 * @param source what it is made from; empty for a clone of the active one
 * @param changes how it is to differ from that
 * @param replicas pods to ask for; empty for as many as the active track
 * @param within how long the pods may take
 * @param overStandby whether a standby may be given up for it
 */
record StageOrder(
        Track track,
        Optional<ManifestSource> source,
        StageChanges changes,
        OptionalInt replicas,
        Duration within,
        boolean overStandby) {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    static StageOrder of(Track track) {
        return new StageOrder(track, Optional.empty(), StageChanges.NONE, OptionalInt.empty(), PATIENCE, false);
    }

    StageOrder from(ManifestSource given) {
        return new StageOrder(track, Optional.of(given), changes, replicas, within, overStandby);
    }

    StageOrder with(StageChanges next) {
        return new StageOrder(track, source, next, replicas, within, overStandby);
    }

    StageOrder withReplicas(int pods) {
        return new StageOrder(track, source, changes, OptionalInt.of(pods), within, overStandby);
    }

    StageOrder within(Duration time) {
        return new StageOrder(track, source, changes, replicas, time, overStandby);
    }

    StageOrder givingUpStandby() {
        return new StageOrder(track, source, changes, replicas, within, true);
    }
}
