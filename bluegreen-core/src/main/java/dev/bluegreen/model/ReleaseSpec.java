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
 * @param origin the workload without a track label that stands for one; empty but for operations of an adoption
 */
public record ReleaseSpec(
        String name, TrackLabels labels, Map<Track, String> workloads, Set<String> exposedBy, Optional<Origin> origin) {

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
        Input.given("origin", origin, "give an empty one for none");
    }

    /**
     * A release without an origin.
     *
     * @throws ConfigurationException if a name is not valid
     */
    public ReleaseSpec(String name, TrackLabels labels, Map<Track, String> workloads, Set<String> exposedBy) {
        this(name, labels, workloads, exposedBy, Optional.empty());
    }

    /**
     * A copy in which a workload without a track label stands for a track.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public ReleaseSpec adopting(Origin origin) {
        Input.given("origin", origin, "give one");
        return new ReleaseSpec(name, labels, workloads, exposedBy, Optional.of(origin));
    }

    /**
     * True if the origin stands for this track.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public boolean isOrigin(Track track) {
        Input.given("track", track, "give BLUE or GREEN");
        return origin.filter(one -> one.track() == track).isPresent();
    }

    /** A release with default labels, everything discovered. */
    public static ReleaseSpec of(String name) {
        Names.requireDnsLabel("release", name);
        return new ReleaseSpec(name, TrackLabels.of(name), Map.of(), Set.of());
    }

    /**
     * A workload without a track label that stands for a track while its app is adopted, and until that track is staged. Which
     * pods are whose is told by their owners, since the selector of the origin matches those of both tracks.
     *
     * @param track the track that it stands for, which has no workload of its own
     * @param workload its name
     */
    public record Origin(Track track, String workload) {

        /** @throws ConfigurationException if a value is null, or the name is not one */
        public Origin {
            Input.given("origin.track", track, "give BLUE or GREEN");
            Names.requireObjectName("adopt", workload);
        }

        /** The origin as a message names it. */
        public String named() {
            return "the origin " + workload;
        }
    }

    /** The track as a message names it: an origin by its own name. */
    public String named(Track track) {
        return isOrigin(track) ? origin.orElseThrow().named() : track.toString();
    }

    /**
     * The given name of a track's workload.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public Optional<String> workload(Track track) {
        return Optional.ofNullable(workloads.get(Input.given("track", track, "give BLUE or GREEN")));
    }
}
