package dev.bluegreen.aws.internal.route;

import dev.bluegreen.aws.internal.elb.Elb;
import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.Feed;
import dev.bluegreen.aws.internal.elb.Forward;
import dev.bluegreen.aws.internal.elb.Groups;
import dev.bluegreen.aws.internal.elb.TestRoutes;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * Everything that leads to the target groups of a release but test routes: all rules and default actions of all load
 * balancers that use one of them, from fresh reads. Proof, plan and the refusal to retire all use it.
 */
public record Feeds(Elb elb, Groups groups, TestRoutes tests) {

    private static final String LET_BE = "name it with testRoute(...) if it is one";

    /** Every rule and listener that forwards to one of the groups. */
    public List<Feed> all() {
        return of(elb.groups(groups).values());
    }

    /** The same, of groups that were just read. */
    public List<Feed> of(Collection<TargetGroup> described) {
        List<String> balancers = described.stream()
                .flatMap(group -> group.loadBalancerArns().stream())
                .distinct()
                .toList();
        List<Listener> listeners = elb.reads().each(balancers, elb::listeners).stream()
                .flatMap(List::stream)
                .toList();
        return elb.reads().each(listeners, this::feeds).stream()
                .flatMap(List::stream)
                .filter(feed -> !tests.include(feed))
                .toList();
    }

    /**
     * Findings about rules and listeners that send requests to a track and are not moved with it.
     *
     * @param all the feeds, freshly read
     */
    public List<Finding> findings(RouteView now, Move move, List<Feed> all) {
        return all.stream()
                .filter(feed -> !isMoved(feed, now, move))
                .flatMap(feed -> finding(feed).stream())
                .toList();
    }

    /** Reason why a track may get requests although no router of the release sends it any; empty if none. */
    public Optional<String> keeping(Track idle) {
        ElbArn group = groups.of(idle);
        List<String> names = all().stream()
                .filter(feed -> feed.mayReach(group))
                .map(Feed::name)
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(" and ", names) + " may still send requests to " + idle + " (target group "
                        + group.shortName() + "); set its weight there to 0, or " + LET_BE);
    }

    private List<Feed> feeds(Listener listener) {
        ElbArn arn = ElbArn.parse("listener", "listener", listener.listenerArn());
        List<Rule> rules = arn.hasRules() ? elb.rules(arn) : List.of(Elb.defaultRule(listener));
        return rules.stream()
                .filter(rule -> Forward.isForward(rule.actions()))
                .map(rule -> feed(arn, rule))
                .filter(feed ->
                        feed.forward().attached(groups.blue()) || feed.forward().attached(groups.green()))
                .toList();
    }

    private static Feed feed(ElbArn listener, Rule rule) {
        ElbArn own = rule.ruleArn().equals(listener.text())
                ? listener
                : ElbArn.parse("rule", "listener-rule", rule.ruleArn());
        ElbArn route = rule.isDefault() ? listener : own;
        return new Feed(
                route, Set.copyOf(List.of(route.router(), own.router())), Forward.of(route.router(), rule.actions()));
    }

    private static boolean isMoved(Feed feed, RouteView now, Move move) {
        return feed.route().text().equals(now.written().text())
                || feed.names().stream().anyMatch(move.routers()::contains);
    }

    private Optional<Finding> finding(Feed feed) {
        String tracks = Arrays.stream(Track.values())
                .filter(track -> feed.mayReach(groups.of(track)))
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
