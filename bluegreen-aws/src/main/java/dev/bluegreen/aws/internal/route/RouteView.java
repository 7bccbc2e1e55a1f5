package dev.bluegreen.aws.internal.route;

import dev.bluegreen.aws.internal.Version;
import dev.bluegreen.aws.internal.elb.CutoverTags;
import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.Forward;
import dev.bluegreen.aws.internal.elb.Groups;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.TrafficSplit;
import java.util.List;
import java.util.Optional;

/**
 * A rule or listener as it was read: its actions and our tags.
 *
 * @param written where its actions and tags are written: for a rule that is a default action, its listener
 * @param unknown fields of its actions that the SDK does not know
 */
public record RouteView(
        String router, ElbArn written, Groups groups, Forward forward, CutoverTags tags, List<String> unknown) {

    public RouterState state() {
        TrafficSplit split = split();
        return RouterState.builder(router, split)
                .routing(forward.routing(groups))
                .token(tags.token(router))
                .cutoverId(tags.cutover(split))
                .version(version())
                .source(this)
                .build();
    }

    /** The view that a state was made of; empty if it has another source. */
    public static Optional<RouteView> source(RouterState state) {
        return state.source().filter(RouteView.class::isInstance).map(RouteView.class::cast);
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
