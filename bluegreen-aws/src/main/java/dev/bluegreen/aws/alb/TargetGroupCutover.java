package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.internal.elb.Elb;
import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.Groups;
import dev.bluegreen.aws.internal.elb.TestRoutes;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/**
 * A pair of target groups, one for each track, and the settings for moving listeners between them:
 * {@code TargetGroupCutover.between(aws, client, blue, green).rule(arn)}. Thread-safe; the client stays the caller's. The
 * settings are immutable; test routes are remembered, so use one pair for strategies and test routes.
 */
public final class TargetGroupCutover {

    private final Pair pair;

    private TargetGroupCutover(Pair pair) {
        this.pair = pair;
    }

    /**
     * A pair.
     *
     * @param client for the region of the load balancer; best built with {@link Aws#clientConfiguration()}
     * @param blue ARN of the target group of BLUE
     * @param green ARN of the target group of GREEN
     * @throws ConfigurationException if one is not an ARN of a target group, is in another region than the client, or both are
     *     the same
     */
    public static TargetGroupCutover between(Aws aws, ElasticLoadBalancingV2Client client, String blue, String green) {
        Input.given("targetGroups.aws", aws, "give an Aws, such as Aws.alone()");
        Input.given("targetGroups.client", client, "give an ElasticLoadBalancingV2Client");
        Groups groups = new Groups(
                ElbArn.parse("targetGroup(BLUE)", "targetgroup", blue),
                ElbArn.parse("targetGroup(GREEN)", "targetgroup", green));
        if (blue.equals(green)) {
            throw new ConfigurationException(
                    "targetGroup: both tracks have " + blue + "; give each track a target group of its own");
        }
        Elb elb = new Elb(aws, client);
        elb.requireRegion("targetGroup(BLUE)", groups.blue());
        elb.requireRegion("targetGroup(GREEN)", groups.green());
        return new TargetGroupCutover(new Pair(aws, elb, groups, Options.DEFAULT, new TestRoutes()));
    }

    /**
     * Policy for rules that are sticky to target groups; default {@link Stickiness#refuse()}.
     *
     * @throws ConfigurationException if it is null
     */
    public TargetGroupCutover stickiness(Stickiness choice) {
        return with(pair.options().with(Input.given("stickiness", choice, "give one such as Stickiness.refuse()")));
    }

    /** Counts targets without health checks as healthy; by default they refuse the cutover. */
    public TargetGroupCutover trustUncheckedTargets() {
        return with(pair.options().trusting());
    }

    /**
     * How long the listener is read back before a write counts as verified; default 30 s. Elastic Load Balancing has no
     * conditional write: a delayed foreign write is detected in this time, and by the next {@code status()},
     * {@code recover()} or {@code retire()}.
     *
     * @throws ConfigurationException if it is negative or longer than 10 years
     */
    public TargetGroupCutover readBackFor(Duration time) {
        return with(pair.options().readingBackFor(Input.requireDuration("readBackFor", time)));
    }

    /**
     * Settle bound: how long the load balancer may act on old weights. Default 30 s for an ALB, 10 minutes for an NLB.
     *
     * @throws ConfigurationException if it is negative or longer than 10 years
     */
    public TargetGroupCutover settlesWithin(Duration bound) {
        return with(pair.options().settlingIn(Input.requireDuration("settlesWithin", bound)));
    }

    /**
     * Moves a rule of a listener.
     *
     * @throws ConfigurationException if it is not an ARN of a rule, in another region, or of a Network Load Balancer
     */
    public ListenerCutover rule(String ruleArn) {
        ElbArn rule = ElbArn.parse("rule", "listener-rule", ruleArn);
        if (rule.isNetwork()) {
            throw new ConfigurationException(
                    "rule: " + Wording.quoted(ruleArn)
                            + " belongs to a Network Load Balancer, which has no rules; name its listener by defaultAction(...)");
        }
        return cutover("rule", rule);
    }

    /**
     * Moves the default action of a listener.
     *
     * @throws ConfigurationException if it is not an ARN of a listener, or in another region
     */
    public ListenerCutover defaultAction(String listenerArn) {
        return cutover("defaultAction", ElbArn.parse("defaultAction", "listener", listenerArn));
    }

    /** Verification of weights that another controller moves; moves nothing. See {@link ListenerReadBack}. */
    public ListenerReadBack readBack() {
        return new ListenerReadBack(pair);
    }

    /**
     * A route for smoke tests to the idle track, separate from production traffic: see {@link TestRoute}. The strategies of
     * this pair neither move it nor count it as traffic.
     *
     * @param listenersOrRules ARNs of listeners or rules of the same load balancer; the first that leads to the idle track
     *     alone is used
     * @throws ConfigurationException if none is given, or one is not such an ARN or is in another region
     */
    public TestRoute testRoute(String... listenersOrRules) {
        return TestRoute.of(pair, Input.allGiven("testRoute", "give the ARN of a listener or rule", listenersOrRules));
    }

    private ListenerCutover cutover(String field, ElbArn route) {
        pair.elb().requireRegion(field, route);
        return new ListenerCutover(pair, route);
    }

    private TargetGroupCutover with(Options changed) {
        return new TargetGroupCutover(pair.with(changed));
    }
}
