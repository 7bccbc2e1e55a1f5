package dev.bluegreen.spi;

import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request to stage a track, as a clone of the other one or from a manifest.
 *
 * @param release the release
 * @param track the idle track, which is to be created or changed
 * @param changes its differences from the other track, or from the manifest
 * @param replicas requested replicas; empty for those of the other track or of the manifest, whichever is larger
 * @param manifest text of the workload, for the platform to read; empty for a clone
 */
public record StageRequest(
        ReleaseSpec release, Track track, StageChanges changes, OptionalInt replicas, Optional<String> manifest) {}
