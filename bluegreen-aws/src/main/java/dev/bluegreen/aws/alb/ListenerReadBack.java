package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.Steady;
import dev.bluegreen.aws.internal.elb.Elb;
import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.Forward;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.TrafficSplit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads back the weights of two target groups that another controller moves, such as the AWS Load Balancer Controller, which
 * publishes no status: for strategies that write to the cluster and need proof from AWS. Made by
 * {@link TargetGroupCutover#readBack()}; writes nothing. Thread-safe.
 *
 * <p>All rules and default actions of the groups' load balancer that forward to either group are looked up at each look,
 * as a controller may replace
 * them. They are confirmed once every look for the time of {@link TargetGroupCutover#readBackFor} showed the required weights,
 * so a single look confirms nothing.
 */
public final class ListenerReadBack {

    private static final String ROUTING = "routing";

    private final Pair pair;
    private final Steady<List<RouteShare>> steady = new Steady<>();

    ListenerReadBack(Pair pair) {
        this.pair = pair;
    }

    /** The split of one rule or default action. */
    private record RouteShare(String route, TrafficSplit split) {}

    /**
     * Looks once. Other weights are {@code MISSING}, as the controller may not have acted yet; a track that is to get traffic
     * and has no healthy target is {@code CONTRADICTED}.
     *
     * @param required the weights each rule should have; for all traffic to one track, any positive weight counts
     * @param healthy number of healthy targets required for each track with a share
     * @return evidence of the rules, and of the targets of each track that is to get traffic
     * @throws ConfigurationException if the number of targets is negative
     * @throws PlatformException if AWS does not respond, or refuses the read
     */
    public List<Evidence> look(TrafficSplit required, int healthy) {
        Input.given("readBack.required", required, "give a TrafficSplit");
        if (healthy < 0) {
            throw new ConfigurationException("readBack.healthy: " + healthy + " is negative; give zero or more");
        }
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(routing(required, pair.aws().time().now()));
        required.tracks().stream()
                .map(track -> targets(pair.groups().of(track), healthy))
                .forEach(evidence::add);
        return evidence;
    }

    private Evidence targets(ElbArn group, int healthy) {
        return RouteProof.targets(group, pair.elb().health(group), pair.options(), healthy);
    }

    /** The permissions required to look. */
    public List<Permission> permissions() {
        return Elb.permissions("DescribeTargetGroups", "DescribeListeners", "DescribeRules", "DescribeTargetHealth");
    }

    private Evidence routing(TrafficSplit required, Instant now) {
        String hop =
                pair.groups().blue().shortName() + "|" + pair.groups().green().shortName();
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
                .filter(route -> !route.split().equals(Forward.normalized(required)))
                .findFirst()
                .map(route -> missing(hop, route.route() + " is " + route.split() + ", and not " + required + " yet"))
                .orElseGet(() -> asRequired(hop, found, now));
    }

    private Evidence asRequired(String hop, List<RouteShare> found, Instant now) {
        String sentence = "all " + found.size() + " rules that forward to them are "
                + found.get(0).split();
        return steady.look(found, now, pair.options().readBack(), Evidence.confirmed(ROUTING, hop, sentence));
    }

    private Evidence missing(String hop, String sentence) {
        steady.forget();
        return Evidence.missing(ROUTING, hop, sentence);
    }

    private List<RouteShare> shares() {
        return pair.feeds().all().stream()
                .map(feed -> new RouteShare(feed.name(), feed.forward().split(pair.groups())))
                .toList();
    }
}
