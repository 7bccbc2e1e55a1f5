package dev.bluegreen.aws.route53;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Check that the records of a track lead to that track, by the addresses the platform knows.
 *
 * @param domain domain of the zone, within which names are followed; empty if unknown
 * @param blue host names of the load balancers that lead to BLUE
 * @param green those that lead to GREEN
 */
record RecordTargets(RecordApi api, Optional<String> domain, Set<String> blue, Set<String> green) {

    /** Maximum length of a chain of names. */
    private static final int LONGEST_CHAIN = 8;

    /**
     * AWS services that front others without naming them in DNS: CloudFront, Global Accelerator, API Gateway,
     * App Runner, S3 websites, VPC endpoints (Route 53 API, AliasTarget).
     */
    private static final Pattern FRONT = Pattern.compile(".*\\.(cloudfront\\.(net|cn)|awsglobalaccelerator\\.com"
            + "|awsapprunner\\.com|vpce\\.amazonaws\\.com(\\.cn)?"
            + "|(execute-api\\.|s3-website[.-])[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?)");

    /** Comparable form of a record's target. */
    static String target(ResourceRecordSet set) {
        return DnsNames.host(RecordGroup.target(set));
    }

    List<Finding> findings(Policy policy, RecordGroup group) {
        return Stream.concat(
                        policy.sides(group, Track.BLUE).stream().flatMap(set -> check(set, Track.BLUE, blue, green)),
                        policy.sides(group, Track.GREEN).stream().flatMap(set -> check(set, Track.GREEN, green, blue)))
                .distinct()
                .toList();
    }

    private Stream<Finding> check(ResourceRecordSet set, Track track, Set<String> own, Set<String> others) {
        if (own.contains(target(set))) {
            return Stream.empty();
        }
        String record = api.name() + " " + set.typeAsString() + " '" + set.setIdentifier() + "' of " + track
                + " points to '" + RecordGroup.target(set) + "'";
        if (others.contains(target(set))) {
            return Stream.of(mismatch(record + ", which leads to " + track.other()));
        }
        if (own.isEmpty()) {
            return Stream.of(unchecked(record + "; cannot check whether that leads to " + track));
        }
        if (FRONT.matcher(target(set)).matches()) {
            return Stream.of(unchecked(record + ", which may lead to " + track + " at " + own));
        }
        return isOfZone(set)
                ? followed(record, ends(target(set), LONGEST_CHAIN), track, own, others)
                : Stream.of(mismatch(record + ", but " + track + " is reached by " + own));
    }

    private static Stream<Finding> followed(
            String record, Set<String> ends, Track track, Set<String> own, Set<String> others) {
        if (!ends.isEmpty() && own.containsAll(ends)) {
            return Stream.empty();
        }
        String way = record + ", and that to " + ends;
        return Stream.of(
                ends.stream().anyMatch(others::contains)
                        ? mismatch(way + ", which leads to " + track.other())
                        : unchecked(way + "; " + track + " is reached by " + own));
    }

    private boolean isOfZone(ResourceRecordSet set) {
        boolean aliasElsewhere = set.aliasTarget() != null
                && !api.zone().equals(set.aliasTarget().hostedZoneId());
        return !aliasElsewhere && isOfZone(target(set));
    }

    private boolean isOfZone(String name) {
        return domain.map(DnsNames::normalized)
                .filter(own -> name.equals(own) || name.endsWith("." + own))
                .isPresent();
    }

    /** Final targets of a name of the zone; the name itself if the zone has no record of it. */
    private Set<String> ends(String name, int left) {
        List<ResourceRecordSet> found = left == 0 || !isOfZone(name) ? List.of() : api.traffic(name);
        return found.isEmpty()
                ? Set.of(name)
                : found.stream()
                        .flatMap(set -> Stream.of(RecordGroup.target(set).split(" ", -1)))
                        .map(DnsNames::host)
                        .distinct()
                        .flatMap(next -> ends(next, left - 1).stream())
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Finding mismatch(String sentence) {
        return Finding.fatal(
                "dns-target-mismatch",
                sentence,
                "point the record to the load balancer of its track, or swap the names of the tracks' records");
    }

    private static Finding unchecked(String sentence) {
        return Finding.warning(
                "dns-target-unchecked",
                sentence,
                "check it by hand; a Service or Ingress of that track alone, on the platform that Aws.on(platform) names,"
                        + " would tell");
    }
}
