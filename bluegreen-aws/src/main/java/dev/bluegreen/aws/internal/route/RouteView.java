package dev.bluegreen.aws.internal.route;

import dev.bluegreen.aws.internal.Reads;
import dev.bluegreen.aws.internal.Version;
import dev.bluegreen.aws.internal.elb.CutoverTags;
import dev.bluegreen.aws.internal.elb.Elb;
import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.Forward;
import dev.bluegreen.aws.internal.elb.Groups;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.TrafficSplit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A rule or listener as it was read: its actions and our tags.
 *
 * @param written where its actions and tags are written: for a rule that is a default action, its listener
 * @param unknown fields of its actions that the SDK does not know
 */
public record RouteView(
        String router, ElbArn written, Groups groups, Forward forward, CutoverTags tags, List<String> unknown) {

    /**
     * Reads a route, its actions and its tags side by side.
     *
     * @throws PlatformException with {@code INVALID} when it does not forward to the two tracks
     */
    public static RouteView read(Elb elb, Groups groups, ElbArn route) {
        Reads reads = elb.reads();
        Supplier<Elb.Route> reading = reads.begin(() -> elb.route(route));
        Supplier<Map<String, String>> own = reads.begin(() -> elb.tags(route.text()));
        Elb.Route found = reading.get();
        Forward forward = Forward.of(route.router(), found.actions());
        List<String> unknown = Stream.concat(Forward.unknownTypes(found.actions()).stream(), found.unknown().stream())
                .toList();
        boolean isWritten = found.written().text().equals(route.text());
        CutoverTags tags =
                new CutoverTags(isWritten ? own.get() : elb.tags(found.written().text()));
        return new RouteView(route.router(), found.written(), groups, forward, tags, unknown);
    }

    /**
     * The view, which must be of a version.
     *
     * @throws PlatformException with {@code CONFLICT} when it has changed
     */
    public RouteView requireVersion(String version) {
        if (version().equals(version)) {
            return this;
        }
        throw new PlatformException(
                PlatformException.Kind.CONFLICT,
                router + " is " + forward.routing(groups) + ", written by "
                        + tags.tags().getOrDefault(CutoverTags.CUTOVER, "another client")
                        + ", and changed since it was read");
    }

    /**
     * The view as the state of a router.
     *
     * @param source what the strategy finds in the state again
     */
    public RouterState state(Object source) {
        TrafficSplit split = split();
        return RouterState.builder(router, split)
                .routing(forward.routing(groups))
                .token(tags.token(router))
                .cutoverId(tags.cutover(split))
                .version(version())
                .source(source)
                .build();
    }

    public RouteView with(CutoverTags other) {
        return new RouteView(router, written, groups, forward, other, unknown);
    }

    /** Finding for fields that a write would lose. */
    public Optional<Finding> unknownFields() {
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.fatal(
                        "action-unknown",
                        router + " has fields that this AWS SDK does not know (" + String.join(", ", unknown)
                                + ") and would remove by writing its actions back",
                        "update software.amazon.awssdk:elasticloadbalancingv2 to a version that knows it"));
    }

    public TrafficSplit split() {
        return forward.split(groups);
    }

    /** Hash of actions and tags: Elastic Load Balancing has no resource version. */
    String version() {
        return Version.of(forward.fingerprint(groups) + "|" + tags.fingerprint());
    }
}
