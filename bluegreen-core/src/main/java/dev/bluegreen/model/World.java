package dev.bluegreen.model;

import java.util.EnumMap;
import java.util.Map;

/**
 * The two stacks of a release at one moment.
 *
 * @param release which release
 * @param blue the stack of BLUE
 * @param green the stack of GREEN
 */
public record World(ReleaseSpec release, Workload blue, Workload green) {

    /** The stack of a track. */
    public Workload workload(Track track) {
        return track == Track.BLUE ? blue : green;
    }

    /** Both stacks by track. */
    public Map<Track, Workload> workloads() {
        return new EnumMap<>(Map.of(Track.BLUE, blue, Track.GREEN, green));
    }
}
