package dev.bluegreen.aws.route53;

import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Weighted records of one name, by the set identifiers of the tracks. If all weights are 0, Route 53 returns each with
 * equal probability, so that is never written.
 */
record Weighted(String blue, String green) implements Policy {

    private static final int MAX_WEIGHT = 255;

    @Override
    public void require(String which, List<ResourceRecordSet> sets) {
        if (sets.stream().anyMatch(set -> set.weight() == null)) {
            throw Policy.invalid(which + " is not weighted; make it two weighted records, one for each track");
        }
        Set<String> ids = sets.stream().map(ResourceRecordSet::setIdentifier).collect(Collectors.toSet());
        if (!ids.contains(blue) || !ids.contains(green)) {
            throw Policy.invalid(which + " has the set identifiers " + new TreeSet<>(ids) + ", not both of '" + blue
                    + "' and '" + green + "'; name those of the two tracks with weighted(blueId, greenId)");
        }
        sets.stream()
                .filter(set -> !isOurs(set) && set.weight() > 0)
                .findFirst()
                .ifPresent(other -> {
                    throw Policy.invalid(which + ": '" + other.setIdentifier() + "' gets a share of " + other.weight()
                            + " beside the two tracks; set its weight to 0, or delete it");
                });
    }

    @Override
    public TrafficSplit split(RecordGroup group) {
        List<TrafficSplit> splits = Policy.byType(group).values().stream()
                .map(sets -> split(weight(sets, blue), weight(sets, green)))
                .distinct()
                .toList();
        return splits.size() == 1
                ? splits.get(0)
                : split(
                        splits.stream().mapToInt(TrafficSplit::blue).sum(),
                        splits.stream().mapToInt(TrafficSplit::green).sum());
    }

    private static TrafficSplit split(int blueWeight, int greenWeight) {
        if (blueWeight == 0 && greenWeight == 0) {
            return new TrafficSplit(1, 1);
        }
        TrafficSplit exact = new TrafficSplit(blueWeight, greenWeight);
        return exact.only().map(TrafficSplit::all).orElse(exact);
    }

    @Override
    public String routing(List<ResourceRecordSet> sets) {
        return blue + "=" + weight(sets, blue) + " " + green + "=" + weight(sets, green);
    }

    @Override
    public List<ResourceRecordSet> moved(RecordGroup group, TrafficSplit target) {
        return ours(group)
                .map(set -> set.toBuilder()
                        .weight((long) weight(target, set.setIdentifier().equals(blue) ? Track.BLUE : Track.GREEN))
                        .build())
                .toList();
    }

    @Override
    public boolean matches(RecordGroup group, TrafficSplit target) {
        return target.only().isPresent()
                ? split(group).only().equals(target.only())
                : ours(group).toList().equals(moved(group, target));
    }

    @Override
    public List<ResourceRecordSet> sides(RecordGroup group, Track track) {
        String id = track == Track.BLUE ? blue : green;
        return ours(group).filter(set -> id.equals(set.setIdentifier())).toList();
    }

    @Override
    public boolean supports(TrafficSplit split) {
        return true;
    }

    /** True if a record at weight 0 may be returned: when no record with a weight is healthy. */
    @Override
    public boolean failsOpenTo(RecordGroup group, Track track) {
        List<ResourceRecordSet> others = sides(group, track.other());
        List<String> elsewhere = others.stream().map(RecordTargets::target).toList();
        return others.stream().anyMatch(Weighted::canBeUnhealthy)
                && sides(group, track).stream().anyMatch(set -> !elsewhere.contains(RecordTargets.target(set)));
    }

    static boolean canBeUnhealthy(ResourceRecordSet set) {
        return set.healthCheckId() != null
                || (set.aliasTarget() != null
                        && Boolean.TRUE.equals(set.aliasTarget().evaluateTargetHealth()));
    }

    /** Scales weights above 255 down; a share above 0 stays above 0. */
    private static int weight(TrafficSplit target, Track track) {
        int highest = Math.max(target.blue(), target.green());
        int weight = target.weight(track);
        if (highest <= MAX_WEIGHT) {
            return weight;
        }
        return weight == 0 ? 0 : Math.max(1, (int) ((long) weight * MAX_WEIGHT / highest));
    }

    private Stream<ResourceRecordSet> ours(RecordGroup group) {
        return Policy.traffic(group).filter(this::isOurs);
    }

    private boolean isOurs(ResourceRecordSet set) {
        return blue.equals(set.setIdentifier()) || green.equals(set.setIdentifier());
    }

    private static int weight(List<ResourceRecordSet> sets, String id) {
        return sets.stream()
                .filter(set -> id.equals(set.setIdentifier()))
                .mapToInt(set -> Math.toIntExact(set.weight()))
                .sum();
    }
}
