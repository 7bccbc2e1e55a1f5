package dev.bluegreen.model;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The two stacks of a release at one moment.
 *
 * @param release which release
 * @param blue the stack of BLUE
 * @param green the stack of GREEN
 * @param unseenSince the time since which their watch is blind: they show the state of then; empty while they are watched,
 *     and when they were read
 */
public record World(ReleaseSpec release, Workload blue, Workload green, Optional<Instant> unseenSince) {

    /** The stacks as they are seen. */
    public World(ReleaseSpec release, Workload blue, Workload green) {
        this(release, blue, green, Optional.empty());
    }

    /** A copy that is stale since an instant. */
    public World unseen(Instant since) {
        return new World(release, blue, green, Optional.of(since));
    }

    /**
     * The stack of a track.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public Workload workload(Track track) {
        return Input.given("track", track, "give BLUE or GREEN") == Track.BLUE ? blue : green;
    }

    /** Both stacks by track. */
    public Map<Track, Workload> workloads() {
        return new EnumMap<>(Map.of(Track.BLUE, blue, Track.GREEN, green));
    }
}
