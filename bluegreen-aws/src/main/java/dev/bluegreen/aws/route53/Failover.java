package dev.bluegreen.aws.route53;

import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/**
 * A PRIMARY and a SECONDARY record of one name, with the targets of the tracks, normalized. The targets are swapped,
 * health checks included; the roles
 * stay, so that no role ever exists twice.
 */
record Failover(String blue, String green) implements Policy {

    @Override
    public void require(String which, List<ResourceRecordSet> sets) {
        if (sets.size() != 2
                || role(sets, ResourceRecordSetFailover.PRIMARY).isEmpty()
                || role(sets, ResourceRecordSetFailover.SECONDARY).isEmpty()) {
            throw Policy.invalid(which + " is not a failover pair; make it one PRIMARY and one SECONDARY record");
        }
        List<String> targets = sets.stream().map(RecordTargets::target).sorted().toList();
        if (!List.of(blue, green).containsAll(targets)) {
            throw Policy.invalid(which + " points to " + shown(sets) + ", not to '" + blue + "' of BLUE and '" + green
                    + "' of GREEN; give the targets of the two tracks' records to failover(blue, green)");
        }
    }

    /** The records' targets. */
    private static List<String> shown(List<ResourceRecordSet> sets) {
        return sets.stream().map(RecordGroup::target).sorted().toList();
    }

    @Override
    public TrafficSplit split(RecordGroup group) {
        List<Track> primaries = Policy.byType(group).values().stream()
                .flatMap(sets -> role(sets, ResourceRecordSetFailover.PRIMARY).stream())
                .map(set -> RecordTargets.target(set).equals(blue) ? Track.BLUE : Track.GREEN)
                .distinct()
                .toList();
        return primaries.size() == 1 ? TrafficSplit.all(primaries.get(0)) : new TrafficSplit(1, 1);
    }

    @Override
    public String routing(List<ResourceRecordSet> sets) {
        return "PRIMARY="
                + role(sets, ResourceRecordSetFailover.PRIMARY)
                        .map(RecordTargets::target)
                        .orElse("?");
    }

    @Override
    public List<ResourceRecordSet> moved(RecordGroup group, TrafficSplit target) {
        Track primary = target.only()
                .orElseThrow(() -> Policy.invalid(group.name() + ": split " + target
                        + " cannot be written: a failover pair sends everything to one track; ask for 100/0 or 0/100"));
        return Policy.byType(group).values().stream()
                .flatMap(sets -> moved(sets, primary == Track.BLUE ? blue : green))
                .toList();
    }

    private static Stream<ResourceRecordSet> moved(List<ResourceRecordSet> sets, String primary) {
        if (sets.stream().noneMatch(set -> RecordTargets.target(set).equals(primary))) {
            throw Policy.invalid(sets.get(0).name() + ": neither record points to '" + primary
                    + "', so there is nothing to swap; point the SECONDARY to it first");
        }
        return sets.stream().map(role -> {
            boolean first = role.failover() == ResourceRecordSetFailover.PRIMARY;
            ResourceRecordSet from = sets.stream()
                    .filter(set -> RecordTargets.target(set).equals(primary) == first)
                    .findFirst()
                    .orElse(role);
            return from.toBuilder()
                    .setIdentifier(role.setIdentifier())
                    .failover(role.failover())
                    .build();
        });
    }

    @Override
    public boolean matches(RecordGroup group, TrafficSplit target) {
        return split(group).equals(target);
    }

    @Override
    public List<ResourceRecordSet> sides(RecordGroup group, Track track) {
        String target = track == Track.BLUE ? blue : green;
        return Policy.traffic(group)
                .filter(set -> RecordTargets.target(set).equals(target))
                .toList();
    }

    @Override
    public boolean supports(TrafficSplit split) {
        return split.only().isPresent();
    }

    /** The secondary answers whenever the primary's health check fails. */
    @Override
    public boolean failsOpenTo(RecordGroup group, Track track) {
        return !sides(group, track).isEmpty();
    }

    private static Optional<ResourceRecordSet> role(List<ResourceRecordSet> sets, ResourceRecordSetFailover role) {
        return sets.stream().filter(set -> set.failover() == role).findFirst();
    }
}
