package dev.bluegreen.internal.engine.stack;

import dev.bluegreen.model.Input;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.StageChanges;
import dev.bluegreen.spi.StageRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An order to stage a track.
 *
 * @param track the track
 * @param source what it is made from; empty for a clone of the active one
 * @param changes how it is to differ from that
 * @param replicas requested replicas; empty for the number of the active track
 * @param preview pods to have until the track gets traffic; empty for all
 * @param within how long the pods may take
 * @param overStandby true if a standby may be given up for it
 */
public record StageOrder(
        Track track,
        Optional<ManifestSource> source,
        StageChanges changes,
        OptionalInt replicas,
        OptionalInt preview,
        Duration within,
        boolean overStandby) {

    private static final int MOST_PODS = 100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    public static StageOrder of(Track track) {
        return new StageOrder(
                track, Optional.empty(), StageChanges.NONE, OptionalInt.empty(), OptionalInt.empty(), PATIENCE, false);
    }

    /** The request to the platform. */
    public StageRequest request(ReleaseSpec release, Optional<String> manifest) {
        return new StageRequest(release, track, changes, replicas, manifest);
    }

    StageOrder from(ManifestSource given) {
        return new StageOrder(track, Optional.of(given), changes, replicas, preview, within, overStandby);
    }

    StageOrder with(StageChanges next) {
        return new StageOrder(track, source, next, replicas, preview, within, overStandby);
    }

    StageOrder withReplicas(int pods) {
        return new StageOrder(track, source, changes, OptionalInt.of(pods), preview, within, overStandby);
    }

    StageOrder withPreview(int pods) {
        return new StageOrder(track, source, changes, replicas, OptionalInt.of(pods), within, overStandby);
    }

    StageOrder within(Duration time) {
        return new StageOrder(track, source, changes, replicas, preview, time, overStandby);
    }

    StageOrder givingUpStandby() {
        return new StageOrder(track, source, changes, replicas, preview, within, true);
    }

    /** Problems of the numbers, each with field, value and remedy. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        replicas.stream()
                .filter(pods -> pods < 1)
                .forEach(pods -> problems.add("replicas: " + pods + "; a track needs 1 pod or more"));
        preview.stream()
                .filter(pods -> pods < 1)
                .forEach(pods -> problems.add("previewReplicas: " + pods + "; a preview needs 1 pod or more"));
        replicas.stream().filter(pods -> preview.orElse(0) > pods).forEach(pods -> problems.add(tooLarge(pods)));
        Input.positive("within", within).ifPresent(problems::add);
        tooMany("replicas", replicas).ifPresent(problems::add);
        tooMany("previewReplicas", preview).ifPresent(problems::add);
        return problems;
    }

    private static Optional<String> tooMany(String field, OptionalInt pods) {
        return pods.orElse(0) > MOST_PODS
                ? Optional.of(field + ": " + pods.getAsInt() + "; give at most " + MOST_PODS)
                : Optional.empty();
    }

    /** Message for a preview that is larger than the full size. */
    String tooLarge(int full) {
        return "previewReplicas: " + preview.orElse(0) + " is more than the " + full
                + " pods of full size; give fewer, or raise replicas(...)";
    }
}
