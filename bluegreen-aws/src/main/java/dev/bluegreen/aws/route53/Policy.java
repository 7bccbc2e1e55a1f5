package dev.bluegreen.aws.route53;

import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** How the records of a name share its traffic, and how that is changed. */
sealed interface Policy permits Weighted, Failover {

    /** Record types by which clients find a server; all of them move in one batch. */
    Set<RRType> TRAFFIC = Set.of(RRType.A, RRType.AAAA, RRType.CNAME, RRType.HTTPS, RRType.SVCB);

    /**
     * Refuses records that cannot be moved between two tracks as they stand.
     *
     * @throws PlatformException saying why
     */
    default void require(RecordGroup group) {
        if (byType(group).isEmpty()) {
            throw new PlatformException(
                    PlatformException.Kind.NOT_FOUND,
                    group.name()
                            + ": the zone has no A, AAAA, CNAME, HTTPS or SVCB record of this name; create the records"
                            + " of both tracks first");
        }
        byType(group).forEach((type, sets) -> require(group.name() + " " + type, sets));
    }

    /** Refuses records of one type. */
    void require(String which, List<ResourceRecordSet> sets);

    /** Where the records send traffic. */
    TrafficSplit split(RecordGroup group);

    /** The split as text for messages. */
    default String routing(RecordGroup group) {
        return byType(group).entrySet().stream()
                .map(type -> type.getKey() + " " + routing(type.getValue()))
                .collect(Collectors.joining(", "));
    }

    String routing(List<ResourceRecordSet> sets);

    /** The records for a split. */
    List<ResourceRecordSet> moved(RecordGroup group, TrafficSplit target);

    /** True if the records have the split. */
    boolean matches(RecordGroup group, TrafficSplit target);

    /** The records that send a track its traffic. */
    List<ResourceRecordSet> sides(RecordGroup group, Track track);

    boolean supports(TrafficSplit split);

    /** True if Route 53 may answer with a track's records although they have no share. */
    boolean failsOpenTo(RecordGroup group, Track track);

    /** The records that get traffic by a split. */
    default Stream<ResourceRecordSet> sides(RecordGroup group, TrafficSplit split) {
        return split.tracks().stream().flatMap(track -> sides(group, track).stream());
    }

    static SortedMap<String, List<ResourceRecordSet>> byType(RecordGroup group) {
        Map<String, List<ResourceRecordSet>> found = group.sets().stream()
                .filter(set -> TRAFFIC.contains(set.type()))
                .collect(Collectors.groupingBy(ResourceRecordSet::typeAsString));
        return new TreeMap<>(found);
    }

    static Stream<ResourceRecordSet> traffic(RecordGroup group) {
        return byType(group).values().stream().flatMap(List::stream);
    }

    static PlatformException invalid(String sentence) {
        return new PlatformException(PlatformException.Kind.INVALID, sentence);
    }
}
