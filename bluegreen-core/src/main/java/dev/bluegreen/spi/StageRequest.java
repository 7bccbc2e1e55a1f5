package dev.bluegreen.spi;

import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A track to be staged, as a clone of the other one or from a manifest.
 *
 * @param release which release
 * @param track the idle track, which is to be created or changed
 * @param changes how it is to differ from the other track, or from the manifest
 * @param replicas pods to ask for; empty for as many as the other track is asked for, or the manifest if that is more
 * @param manifest text of the workload, for the platform to read; empty for a clone
 */
public record StageRequest(
        ReleaseSpec release, Track track, StageChanges changes, OptionalInt replicas, Optional<String> manifest) {}
