package dev.bluegreen.aws.route53;

import dev.bluegreen.model.Track;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * How long resolvers cache a record. An alias has the TTL of its target: a record of the zone, or a load balancer with 60 s
 * (Route 53 developer guide, choosing between alias and non-alias records). Each name of the zone is read once;
 * made for one read of the records, by one thread.
 */
final class Ttls {

    static final long LOAD_BALANCER = 60;

    /** Maximum length of a chain of aliases. */
    private static final int LONGEST_CHAIN = 8;

    private final RecordApi api;
    private final Map<String, Long> read = new HashMap<>();

    Ttls(RecordApi api) {
        this.api = api;
    }

    /** The highest TTL of the records that get traffic. */
    long seconds(Policy policy, RecordGroup group) {
        return Stream.of(Track.values())
                .flatMap(track -> policy.sides(group, track).stream())
                .mapToLong(set -> seconds(set))
                .max()
                .orElse(LOAD_BALANCER);
    }

    long seconds(ResourceRecordSet set) {
        return seconds(set, LONGEST_CHAIN);
    }

    private long seconds(ResourceRecordSet set, int left) {
        if (set.ttl() != null) {
            return set.ttl();
        }
        boolean isOfZone =
                set.aliasTarget() != null && api.zone().equals(set.aliasTarget().hostedZoneId());
        return isOfZone && left > 0 ? ofName(RecordGroup.target(set), left - 1) : LOAD_BALANCER;
    }

    private long ofName(String name, int left) {
        Long known = read.get(name);
        if (known != null) {
            return known;
        }
        long longest = api.traffic(name).stream()
                .mapToLong(set -> seconds(set, left))
                .max()
                .orElse(LOAD_BALANCER);
        read.put(name, longest);
        return longest;
    }
}
