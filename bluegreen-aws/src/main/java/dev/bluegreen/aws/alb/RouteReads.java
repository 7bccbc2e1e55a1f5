package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.Reads;
import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.Feed;
import dev.bluegreen.aws.internal.elb.GroupHealth;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.TrackAddresses;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * What a plan reads beside the route itself, side by side.
 *
 * @param described the target groups of the tracks, by ARN
 * @param feeds the routes that lead to them
 * @param balancer attributes of the load balancer, whose defaults the groups inherit; empty for an ALB
 * @param tags of the load balancer
 * @param groups what else is known of the target group of each track
 */
record RouteReads(
        Map<String, TargetGroup> described,
        List<Feed> feeds,
        Map<String, String> balancer,
        Map<String, String> tags,
        Map<Track, Group> groups) {

    /** The attributes of a target group, the health of its targets, and the addresses of the track that they should have. */
    record Group(Map<String, String> attributes, GroupHealth health, TrackAddresses addresses) {}

    private record Led(Map<String, TargetGroup> described, List<Feed> feeds) {

        static Led of(Pair pair) {
            Map<String, TargetGroup> described = pair.elb().groups(pair.groups());
            return new Led(described, pair.feeds().of(described.values()));
        }
    }

    static RouteReads of(Pair pair, ElbArn route, ReleaseSpec release) {
        Reads reads = pair.elb().reads();
        Supplier<Led> led = reads.begin(() -> Led.of(pair));
        Supplier<Map<String, String>> balancer =
                route.isNetwork() ? reads.begin(() -> pair.elb().balancerAttributes(route.loadBalancer())) : Map::of;
        Supplier<Map<String, String>> tags = reads.begin(() -> pair.elb().tags(route.loadBalancer()));
        Supplier<Group> blue = group(reads, pair, release, Track.BLUE);
        Supplier<Group> green = group(reads, pair, release, Track.GREEN);
        return new RouteReads(
                led.get().described(),
                led.get().feeds(),
                balancer.get(),
                tags.get(),
                new EnumMap<>(Map.of(Track.BLUE, blue.get(), Track.GREEN, green.get())));
    }

    private static Supplier<Group> group(Reads reads, Pair pair, ReleaseSpec release, Track track) {
        ElbArn arn = pair.groups().of(track);
        Supplier<Map<String, String>> attributes = reads.begin(() -> pair.elb().attributes(arn));
        Supplier<GroupHealth> health = reads.begin(() -> pair.elb().health(arn));
        Supplier<TrackAddresses> addresses = reads.begin(() -> pair.addresses(release, track));
        return () -> new Group(attributes.get(), answered(health.get(), addresses.get()), addresses.get());
    }

    private static GroupHealth answered(GroupHealth health, TrackAddresses addresses) {
        return health.areNodes() ? health.answeredBy(addresses.answeringNodes()) : health;
    }

    /** The target group of a track and its settings. */
    GroupSettings settings(ElbArn arn, Track track) {
        return new GroupSettings(
                arn,
                group(track).attributes(),
                balancer,
                described.getOrDefault(arn.text(), TargetGroup.builder().build()));
    }

    /** What is known of a track's: both were read. */
    Group group(Track track) {
        return Objects.requireNonNull(groups.get(track));
    }
}
