package dev.bluegreen.aws.route53;

import dev.bluegreen.model.Track;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * How long resolvers keep the answer of a record. An alias has no time of its own but that of what it leads to: of a record
 * of the zone that record's, of a load balancer 60 s (Route 53 developer guide, choosing between alias and non-alias
 * records). What records of the zone have is read once, and anew with each plan. Thread-safe.
 */
final class Ttls {

    static final long LOAD_BALANCER = 60;

    /** Aliases that lead to aliases; more is no way that anybody built on purpose. */
    private static final int LONGEST_CHAIN = 8;

    private final RecordApi api;
    private final Map<String, Long> read = new ConcurrentHashMap<>();

    Ttls(RecordApi api) {
        this.api = api;
    }

    void readAnew() {
        read.clear();
    }

    /** Of the records that traffic follows, the highest. */
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
