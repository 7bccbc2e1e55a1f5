package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.internal.Steady;
import dev.bluegreen.aws.internal.elb.Elb;
import dev.bluegreen.aws.internal.elb.Forward;
import dev.bluegreen.aws.internal.elb.Groups;
import dev.bluegreen.aws.internal.elb.TestRoutes;
import dev.bluegreen.aws.internal.route.Feeds;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads back the weights of two target groups that another controller moves, such as the AWS Load Balancer Controller, which
 * publishes no status: for strategies that write to the cluster and need proof from AWS. Made by
 * {@link TargetGroupCutover#readBack()}; writes nothing. Thread-safe.
 *
 * <p>All rules and default actions of the groups' load balancer that forward to either group are looked up at each look, as a controller may replace
 * them. They are confirmed once every look for the time of {@link TargetGroupCutover#readBackFor} showed the wanted weights,
 * so a single look confirms nothing.
 */
public final class ListenerReadBack {

    private static final String ROUTING = "routing";

    private final Aws aws;
    private final Elb elb;
    private final Groups groups;
    private final Options options;
    private final TestRoutes tests;
    private final Steady<List<RouteShare>> steady = new Steady<>();

    ListenerReadBack(Aws aws, Elb elb, Groups groups, Options options, TestRoutes tests) {
        this.aws = aws;
        this.elb = elb;
        this.groups = groups;
        this.options = options;
        this.tests = tests;
    }

    /** The split of one rule or default action. */
    private record RouteShare(String route, TrafficSplit split) {}

    /**
     * Looks once. Other weights are {@code MISSING}, as the controller may not have acted yet; a track that is to get traffic
     * and has no healthy target is {@code CONTRADICTED}.
     *
     * @param wanted the weights each rule should have; for all traffic to one track, any positive weight counts
     * @param healthy number of healthy targets required for each track with a share
     * @return evidence of the rules, and of the targets of each track that is to get traffic
     * @throws ConfigurationException if the number of targets is negative
     * @throws PlatformException if AWS does not respond, or refuses the read
     */
    public List<Evidence> look(TrafficSplit wanted, int healthy) {
        Input.given("readBack.wanted", wanted, "give a TrafficSplit");
        if (healthy < 0) {
            throw new ConfigurationException("readBack.healthy: " + healthy + " is negative; give zero or more");
        }
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(routing(wanted, aws.time().now()));
        Arrays.stream(Track.values())
                .filter(wanted::sendsTo)
                .map(track -> RouteProof.targets(groups.of(track), elb.health(groups.of(track)), options, healthy))
                .forEach(evidence::add);
        return evidence;
    }

    /** The permissions required to look. */
    public List<Permission> permissions() {
        return Stream.of("DescribeTargetGroups", "DescribeListeners", "DescribeRules", "DescribeTargetHealth")
                .map(action -> Elb.right(action, "*"))
                .toList();
    }

    private Evidence routing(TrafficSplit wanted, Instant now) {
        String hop = groups.blue().shortName() + "|" + groups.green().shortName();
        List<RouteShare> found;
        try {
            found = shares();
        } catch (PlatformException e) {
            if (e.kind() != PlatformException.Kind.INVALID) {
                throw e;
            }
            return missing(hop, String.valueOf(e.getMessage()));
        }
        if (found.isEmpty()) {
            return missing(hop, "no rule of a load balancer forwards to either target group");
        }
        return found.stream()
                .filter(route -> !route.split().equals(Forward.normalized(wanted)))
                .findFirst()
                .map(route -> missing(hop, route.route() + " is " + route.split() + ", and not " + wanted + " yet"))
                .orElseGet(() -> asWanted(hop, found, now));
    }

    private Evidence asWanted(String hop, List<RouteShare> found, Instant now) {
        Duration seen = steady.saw(found, now);
        String sentence = "all " + found.size() + " rules that forward to them are "
                + found.get(0).split() + ", seen so for " + Wording.of(seen);
        return seen.compareTo(options.readBack()) >= 0
                ? Evidence.confirmed(ROUTING, hop, sentence)
                : Evidence.missing(ROUTING, hop, sentence + " of " + Wording.of(options.readBack()));
    }

    private Evidence missing(String hop, String sentence) {
        steady.forget();
        return Evidence.missing(ROUTING, hop, sentence);
    }

    private List<RouteShare> shares() {
        return new Feeds(elb, groups)
                .all().stream()
                        .filter(feed -> !tests.include(feed))
                        .map(feed -> new RouteShare(feed.name(), feed.forward().split(groups)))
                        .toList();
    }
}
