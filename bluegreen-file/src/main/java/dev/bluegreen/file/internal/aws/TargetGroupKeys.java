package dev.bluegreen.file.internal.aws;

import static dev.bluegreen.file.spi.ValueType.DURATION;
import static dev.bluegreen.file.spi.ValueType.FLAG;

import dev.bluegreen.aws.alb.Stickiness;
import dev.bluegreen.aws.alb.TargetGroupCutover;
import dev.bluegreen.aws.alb.TargetGroupVerifier;
import dev.bluegreen.aws.alb.TestRoute;
import dev.bluegreen.check.smoke.Preview;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.file.spi.Key;
import dev.bluegreen.file.spi.Keys;
import dev.bluegreen.file.spi.ValueType;
import dev.bluegreen.file.spi.Values;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Rules and listeners that lead to two target groups, and what proves them. */
public final class TargetGroupKeys {

    private static final Key<String> BLUE = Key.of("blue", AwsParts.ARN_TYPE, "The ARN of the target group of BLUE.");
    private static final Key<String> GREEN =
            Key.of("green", AwsParts.ARN_TYPE, "The ARN of the target group of GREEN.");
    private static final Key<Pair> TARGET_GROUPS = Key.of(
            "targetGroups",
            ValueType.of(Keys.of("The target groups of both tracks.", BLUE, GREEN)
                            .making(values -> new Pair(values.get(BLUE), values.get(GREEN))))
                    .named("targetGroups"),
            "The target groups of both tracks.");

    private static final Key<String> RULE = Key.of("albRule", AwsParts.ARN_TYPE, "The ARN of the rule to move.");
    private static final Key<String> LISTENER = Key.of(
            "listenerDefault",
            AwsParts.ARN_TYPE,
            "The ARN of the listener of an ALB or NLB whose default action is moved.");
    private static final Key<Boolean> DISABLE = Key.of(
            "disableStickiness", FLAG, "Stickiness to target groups is switched off in the write that moves traffic.");
    private static final Key<Duration> AWAIT = Key.of(
            "awaitStickiness", DURATION, "Stickiness stays on; the longest lifetime of its cookie that is tolerated.");
    private static final Key<Boolean> TRUST =
            Key.of("trustUncheckedTargets", FLAG, "Targets without health checks count as healthy.");
    private static final Key<Duration> READ_BACK =
            Key.of("readBackFor", DURATION, "How long the listener is read back; default 30s.");
    private static final Key<Duration> SETTLES = Key.of(
            "settlesWithin", DURATION, "How long old weights may be acted on; default 30s for an ALB, 10m for an NLB.");

    static final Keys<CutoverStrategy> RULE_KEYS =
            route(RULE).making(values -> pair(values).rule(values.get(RULE)));
    static final Keys<CutoverStrategy> LISTENER_KEYS =
            route(LISTENER).making(values -> pair(values).defaultAction(values.get(LISTENER)));

    private static final Key<List<String>> TEST_ROUTES = Key.of(
            "testRoutes",
            ValueType.listOf(AwsParts.ARN_TYPE),
            "ARNs of test listeners or rules that lead to the idle track.");
    private static final Key<URI> AT = Key.of(
            "at",
            ValueType.ADDRESS,
            "The address at which the listener is reached, such as for TLS with another name.");

    /** A way to the idle track through the load balancer. */
    public static final Keys<Preview> PREVIEW = Keys.of(
                    "A test route of the load balancer.", TEST_ROUTES, TARGET_GROUPS)
            .allowing(AT)
            .making(TargetGroupKeys::preview);

    private static final Key<String> REGION = Key.of(
            "elbRegion", AwsParts.REGION_TYPE, "The region of the load balancer, whose rules and targets are read.");

    /** A proof at Elastic Load Balancing of what a controller was asked for. */
    public static final ValueType<HopVerifier> VERIFIER = ValueType.of(
                    Keys.of("A proof at Elastic Load Balancing.", REGION)
                            .allowing(TRUST)
                            .making(TargetGroupKeys::verifier))
            .named("targetGroupVerifier");

    private TargetGroupKeys() {}

    private record Pair(String blue, String green) {}

    private static Keys.Declared route(Key<String> first) {
        return Keys.of("A rule or listener of Elastic Load Balancing.", first, TARGET_GROUPS)
                .allowing(DISABLE, AWAIT, TRUST, READ_BACK, SETTLES);
    }

    private static TargetGroupCutover pair(Values values) {
        return values.begin(groups(values))
                .when(DISABLE, groups -> groups.stickiness(Stickiness.disable()))
                .set(AWAIT, (groups, most) -> groups.stickiness(Stickiness.await(most)))
                .when(TRUST, TargetGroupCutover::trustUncheckedTargets)
                .set(READ_BACK, TargetGroupCutover::readBackFor)
                .set(SETTLES, TargetGroupCutover::settlesWithin)
                .done();
    }

    /** One for all parts of the file that name the pair: its routers do not count its test routes as traffic. */
    private static TargetGroupCutover groups(Values values) {
        AwsParts.requireModule();
        Pair pair = values.get(TARGET_GROUPS);
        return values.shared(
                TargetGroupCutover.class,
                pair.toString(),
                () -> TargetGroupCutover.between(
                        AwsClients.aws(values), AwsClients.elb(values, pair.blue()), pair.blue(), pair.green()));
    }

    private static Preview preview(Values values) {
        TestRoute route = groups(values).testRoute(values.get(TEST_ROUTES).toArray(String[]::new));
        return values.begin(route).set(AT, TestRoute::at).done();
    }

    private static HopVerifier verifier(Values values) {
        AwsParts.requireModule();
        return values.begin(TargetGroupVerifier.of(AwsClients.aws(values), AwsClients.elb(values, values.get(REGION))))
                .when(TRUST, TargetGroupVerifier::trustUncheckedTargets)
                .done();
    }
}
