package dev.bluegreen.result;

import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The releases that have a record, by their records alone: no router and no pod was read. Immutable.
 *
 * @param releases ordered by namespace and name
 * @param notSeen namespaces and records that could not be read, each with the reason
 */
public record RecordedReleases(List<Entry> releases, List<String> notSeen) {

    /** Copies the lists. */
    public RecordedReleases {
        releases = List.copyOf(releases);
        notSeen = notSeen.stream().map(Wording::line).toList();
    }

    /**
     * A release.
     *
     * @param namespace where it is
     * @param name of the release
     * @param active the track that traffic was moved to last; empty before the first cutover
     * @param unfinished what has not ended, and whether somebody works on it; empty for a release at rest
     * @param history its last cutovers, newest first
     */
    public record Entry(
            String namespace,
            String name,
            Optional<Track> active,
            Optional<Unfinished> unfinished,
            List<PastCutover> history) {

        /** Shows what stands in the cluster as plain text. */
        public Entry {
            namespace = Wording.line(namespace);
            name = Wording.line(name);
            history = List.copyOf(history);
        }

        /** {@code shop/checkout: traffic on GREEN, DEAD in BAKE; last cutover BLUE -> GREEN SWITCHED at 2026-01-31 12:00}. */
        @Override
        public String toString() {
            return namespace + "/" + name + ": "
                    + active.map(track -> "traffic on " + named(track)).orElse("not switched so far")
                    + unfinished
                            .map(left -> ", " + left.operation().noun() + " " + left.id() + " " + left.state() + " in "
                                    + left.phase() + moved(left))
                            .orElse("")
                    + history.stream()
                            .findFirst()
                            .map(last -> "; last " + shown(last))
                            .orElse("");
        }

        /** While an origin stands for a track, each cutover that ends is one from it or to it. */
        private String named(Track track) {
            return history.stream()
                    .findFirst()
                    .flatMap(PastCutover::origin)
                    .filter(origin -> origin.track() == track)
                    .map(Origin::named)
                    .orElseGet(track::name);
        }
    }

    /**
     * A cutover of one of the releases.
     *
     * @param namespace where the release is
     * @param release its name
     * @param cutover what ended
     */
    public record Past(String namespace, String release, PastCutover cutover) {

        @Override
        public String toString() {
            return namespace + "/" + release + ": " + shown(cutover) + " by " + cutover.by() + ": " + cutover.reason();
        }
    }

    /** The cutovers of all releases, newest first. */
    public List<Past> history() {
        return releases.stream()
                .flatMap(release -> release.history().stream()
                        .map(cutover -> new Past(release.namespace(), release.name(), cutover)))
                .sorted(Comparator.comparing((Past past) -> past.cutover().at()).reversed())
                .toList();
    }

    /** One release a line, and what could not be read. */
    @Override
    public String toString() {
        return Stream.concat(releases.stream().map(Entry::toString), notSeen.stream())
                .collect(Collectors.joining("\n"));
    }

    /** What was moved is known to the routers only, and these were not read. */
    private static String moved(Unfinished left) {
        boolean mayBeMoved = left.trafficIntent() && left.state() != Unfinished.State.PARKED;
        return mayBeMoved ? ", which may have moved it to " + left.to() + ": see status() of the release" : "";
    }

    private static String shown(PastCutover past) {
        return past.operation().noun() + " " + past.tracks() + " " + past.outcome() + " at " + Wording.of(past.at());
    }
}
