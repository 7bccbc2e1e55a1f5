package dev.bluegreen.aws.internal.route;

import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.Feed;
import dev.bluegreen.aws.internal.elb.TestRoutes;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Rules and listeners that send requests to a track and are not moved with it. Test routes are ignored. */
public record OtherFeeds(Feeds feeds, TestRoutes tests) {

    private static final String LET_BE = "name it with testRoute(...) if it is one";

    public List<Finding> findings(RouteView now, Move move, Collection<TargetGroup> described) {
        return feeds.all(described).stream()
                .filter(feed -> !isMoved(feed, now, move) && !tests.include(feed))
                .flatMap(feed -> finding(feed).stream())
                .toList();
    }

    /** Reason why a track may get requests although no router of the release sends it any; empty if none. */
    public Optional<String> keeping(Track idle) {
        ElbArn group = feeds.groups().of(idle);
        List<String> names = feeds.all().stream()
                .filter(feed -> feed.mayReach(group) && !tests.include(feed))
                .map(Feed::name)
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(" and ", names) + " may still send requests to " + idle + " (target group "
                        + group.shortName() + "); set its weight there to 0, or " + LET_BE);
    }

    private static boolean isMoved(Feed feed, RouteView now, Move move) {
        return feed.route().text().equals(now.written().text())
                || feed.names().stream().anyMatch(move.routers()::contains);
    }

    private Optional<Finding> finding(Feed feed) {
        String tracks = Arrays.stream(Track.values())
                .filter(track -> feed.mayReach(feeds.groups().of(track)))
                .map(Track::name)
                .collect(Collectors.joining(" and "));
        return tracks.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.warning(
                        "other-routes",
                        feed.name() + " sends requests to " + tracks
                                + " and is not moved by this release: it will continue to",
                        "name it with .cutover(...) too, set its weights to 0, or " + LET_BE));
    }
}
