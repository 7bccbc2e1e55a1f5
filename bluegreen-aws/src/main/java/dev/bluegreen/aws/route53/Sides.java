package dev.bluegreen.aws.route53;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Platform;
import dev.bluegreen.spi.TrackAddresses;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Whether the records of a track lead to that track, by what the platform knows of it. */
final class Sides {

    private static final String DUALSTACK = "dualstack.";

    private final String name;
    private final Function<Track, TrackAddresses> addresses;

    private Sides(String name, Function<Track, TrackAddresses> addresses) {
        this.name = name;
        this.addresses = addresses;
    }

    static Sides of(String name, Optional<Platform> platform, ReleaseSpec release) {
        return new Sides(
                name,
                track -> platform.map(known -> known.addresses(release, track)).orElse(TrackAddresses.UNKNOWN));
    }

    /** What a record points to. The console writes an ELB's alias with a prefix that its own name does not have. */
    static String target(ResourceRecordSet set) {
        String target = RecordGroup.target(set);
        return target.startsWith(DUALSTACK) ? target.substring(DUALSTACK.length()) : target;
    }

    List<Finding> findings(Policy policy, RecordGroup group) {
        TrackAddresses blue = addresses.apply(Track.BLUE);
        TrackAddresses green = addresses.apply(Track.GREEN);
        return Stream.concat(
                        policy.sides(group, Track.BLUE).stream().flatMap(set -> check(set, Track.BLUE, blue, green)),
                        policy.sides(group, Track.GREEN).stream().flatMap(set -> check(set, Track.GREEN, green, blue)))
                .distinct()
                .toList();
    }

    private Stream<Finding> check(ResourceRecordSet set, Track track, TrackAddresses own, TrackAddresses others) {
        String target = target(set);
        if (own.loadBalancers().contains(target)) {
            return Stream.empty();
        }
        String record = name + " " + set.typeAsString() + " '" + set.setIdentifier() + "' of " + track + " points to '"
                + target + "'";
        if (others.loadBalancers().contains(target)) {
            return Stream.of(mismatch(record + ", which leads to " + track.other()));
        }
        return Stream.of(
                own.loadBalancers().isEmpty()
                        ? unchecked(record + "; nothing tells whether that leads to " + track)
                        : mismatch(record + ", but " + track + " is reached by " + own.loadBalancers()));
    }

    private static Finding mismatch(String sentence) {
        return new Finding(
                "dns-target-mismatch",
                Severity.FATAL,
                sentence,
                "point the record to the load balancer of its track, or name the records of the tracks the right way round");
    }

    private static Finding unchecked(String sentence) {
        return new Finding(
                "dns-target-unchecked",
                Severity.WARNING,
                sentence,
                "check it by hand; a Service or Ingress of that track alone, on the platform that Aws.on(platform) names,"
                        + " would tell");
    }
}
