package dev.bluegreen.spi;

import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.StageChanges;
import dev.bluegreen.model.Track;
import java.util.OptionalInt;

/**
 * A track to be staged as a clone of the other one.
 *
 * @param release which release
 * @param track the idle track, which is to be created or changed
 * @param changes how it is to differ from the other track
 * @param replicas pods to ask for; empty for as many as the other track is asked for
 */
public record StageRequest(ReleaseSpec release, Track track, StageChanges changes, OptionalInt replicas) {}
