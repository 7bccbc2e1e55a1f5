package dev.bluegreen.model;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Identity of a release, with the labels and names by which its parts are found.
 *
 * @param name the release, a DNS-1123 label; its record is named after it
 * @param labels the labels that distinguish the tracks
 * @param workloads names of the workloads; that of a track without a name is discovered
 * @param exposedBy names of Services that may select the idle track's pods without naming the track
 */
public record ReleaseSpec(String name, TrackLabels labels, Map<Track, String> workloads, Set<String> exposedBy) {

    /** @throws ConfigurationException if a name is not valid */
    public ReleaseSpec {
        Names.requireDnsLabel("release", name);
        Input.given("labels", labels, "give TrackLabels");
        Input.given("workload", workloads, "give a map, empty for none");
        Input.given("allowExposedBy", exposedBy, "give a set, empty for none");
        workloads.forEach((track, workload) -> Names.requireObjectName("workload." + track, workload));
        exposedBy.forEach(service -> Names.requireObjectName("allowExposedBy", service));
        workloads = Map.copyOf(workloads);
        exposedBy = Set.copyOf(exposedBy);
    }

    /** A release with default labels, everything discovered. */
    public static ReleaseSpec of(String name) {
        Names.requireDnsLabel("release", name);
        return new ReleaseSpec(name, TrackLabels.of(name), Map.of(), Set.of());
    }

    /** The given name of a track's workload. */
    public Optional<String> workload(Track track) {
        return Optional.ofNullable(workloads.get(Input.given("track", track, "give BLUE or GREEN")));
    }
}
