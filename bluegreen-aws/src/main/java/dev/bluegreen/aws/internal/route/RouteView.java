package dev.bluegreen.aws.internal.route;

import dev.bluegreen.aws.internal.elb.CutoverTags;
import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.Forward;
import dev.bluegreen.aws.internal.elb.Groups;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.TrafficSplit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

    private static final int VERSION_BYTES = 12;

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

    public TrafficSplit split() {
        return forward.split(groups);
    }

    /** Hash of actions and tags: Elastic Load Balancing has no resource version. */
    String version() {
        String all = forward.fingerprint(groups) + "|" + tags.fingerprint();
        return HexFormat.of().formatHex(sha256(all), 0, VERSION_BYTES);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
