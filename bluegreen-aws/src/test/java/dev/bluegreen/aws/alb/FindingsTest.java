package dev.bluegreen.aws.alb;

import static dev.bluegreen.aws.alb.Elbs.forward;
import static dev.bluegreen.aws.alb.Elbs.weighing;
import static dev.bluegreen.model.Finding.Severity.FATAL;
import static dev.bluegreen.model.Finding.Severity.INFO;
import static dev.bluegreen.model.Finding.Severity.WARNING;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bluegreen.aws.Aws;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.spi.TrackAddresses;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** What preflight finds. */
class FindingsTest {

    private static final int PODS = 2;

    private final Scene scene = Scene.open(PODS);

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void aHealthySceneHasNothingButItsTimeBudget() {
        assertThat(findings(scene.groups()))
                .extracting(Finding::id, Finding::severity)
                .containsOnly(tuple("time-budget", INFO));
    }

    @Test
    void theTimeBudgetNamesSlowStartAndDeregistrationDelay() {
        attribute(scene.green, "slow_start.duration_seconds", "90");
        attribute(scene.green, "deregistration_delay.timeout_seconds", "17");

        assertThat(findings(scene.groups()))
                .anySatisfy(finding -> assertThat(finding.sentence())
                        .contains("1 min 30 s of slow start", "17 s of deregistration delay", "30 s to settle"));
    }

    @ParameterizedTest
    @CsvSource({
        "elbv2.k8s.aws/cluster",
        "ingress.k8s.aws/stack",
        "service.k8s.aws/stack",
        "gateway.k8s.aws/stack",
    })
    void aLoadBalancerOfTheControllerIsRefused(String tag) {
        scene.client.addTags(request -> request.resourceArns(scene.balancer)
                .tags(Tag.builder().key(tag).value("prod").build()));

        assertThat(findings(scene.groups())).anySatisfy(finding -> {
            assertThat(finding.id()).isEqualTo("load-balancer-owned");
            assertThat(finding.severity()).isEqualTo(FATAL);
            assertThat(finding.sentence()).contains(scene.balancer, tag);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "unused, Target.IpUnusable, targets-unused, FATAL",
        "unused, Target.InvalidState, targets-unused, FATAL",
        "unused, Target.NotRegistered, targets-unused, FATAL",
        "unused, Target.NotInUse, targets-unused, FATAL",
        "initial, Elb.InitialHealthChecking, too-few-healthy, FATAL",
        "unhealthy, Target.Timeout, too-few-healthy, FATAL",
        "draining, Target.DeregistrationInProgress, too-few-healthy, FATAL",
        "unhealthy.draining, Target.DeregistrationInProgress, too-few-healthy, FATAL",
        "unavailable, Target.HealthCheckDisabled, health-unproven, FATAL",
        "a-new-state, A.NewReason, too-few-healthy, FATAL"
    })
    void aTargetThatIsNotHealthyIsNamedWithWhatThatMeans(String state, String reason, String id, Severity severity) {
        scene.alb.describe(scene.green, scene.ips(GREEN).get(0), state, reason);

        assertThat(findings(scene.groups()))
                .filteredOn(finding -> !finding.id().equals("time-budget"))
                .extracting(Finding::id, Finding::severity)
                .containsExactly(tuple(id, severity));
    }

    @Test
    void targetsWhoseHealthIsNotCheckedAreTakenOnTrustIfAsked() {
        scene.ips(GREEN)
                .forEach(ip -> scene.alb.describe(scene.green, ip, "unavailable", "Target.HealthCheckDisabled"));

        assertThat(findings(scene.groups())).extracting(Finding::id).contains("health-unproven");
        assertThat(findings(scene.groups().trustUncheckedTargets()))
                .extracting(Finding::severity)
                .doesNotContain(FATAL);
    }

    @Test
    void aStickyRuleIsRefusedUnlessItIsSwitchedOffOrWaitedFor() {
        makeSticky(120);

        assertThat(sticky(scene.groups())).isEqualTo(FATAL);
        assertThat(sticky(scene.groups().stickiness(Stickiness.disable()))).isEqualTo(INFO);
        assertThat(sticky(scene.groups().stickiness(Stickiness.await(Duration.ofSeconds(120)))))
                .isEqualTo(WARNING);
        assertThat(sticky(scene.groups().stickiness(Stickiness.await(Duration.ofSeconds(119)))))
                .isEqualTo(FATAL);
    }

    @Test
    void whoWaitsForCookiesCountsTrafficAsMovedThatMuchLater() {
        CutoverStrategy waiting = scene.groups()
                .stickiness(Stickiness.await(Duration.ofMinutes(10)))
                .rule(scene.rule);

        assertThat(waiting.settleBound()).isEqualTo(Duration.ofSeconds(630));
    }

    @Test
    void stickinessToTargetsNeedsAStickyRuleAndNoCookieOfTheApplication() {
        makeSticky(60);
        attribute(scene.green, "stickiness.enabled", "true");
        TargetGroupCutover waiting = scene.groups().stickiness(Stickiness.await(Duration.ofHours(1)));

        assertThat(findings(waiting)).extracting(Finding::severity).doesNotContain(FATAL);
        assertThat(findings(scene.groups().stickiness(Stickiness.disable())))
                .extracting(Finding::id)
                .contains("target-stickiness");

        attribute(scene.green, "stickiness.type", "app_cookie");
        assertThat(findings(waiting)).extracting(Finding::id).contains("app-cookie-stickiness");
    }

    @ParameterizedTest
    @CsvSource({
        "kubernetes.io/service-name, web/shop, load-balancer-owned, FATAL",
        "ingress.eks.amazonaws.com/stack, web, load-balancer-owned, FATAL",
        "service.eks.amazonaws.com/stack, web, load-balancer-owned, FATAL",
        "gateway.k8s.aws.alb/stack, web, load-balancer-owned, FATAL",
        "aws:cloudformation:stack-name, shop, route-managed-elsewhere, WARNING",
        "ManagedBy, Terraform, route-managed-elsewhere, WARNING",
        "terraform, true, route-managed-elsewhere, WARNING",
    })
    void anOwnerThatTagsTellIsAFinding(String key, String value, String id, Severity severity) {
        for (String tagged : List.of(scene.balancer, scene.rule)) {
            Tag tag = Tag.builder().key(key).value(value).build();
            scene.client.addTags(request -> request.resourceArns(tagged).tags(tag));

            assertThat(findings(scene.groups()))
                    .filteredOn(finding -> finding.sentence().contains("has the tag " + key + "=" + value))
                    .extracting(Finding::id, Finding::severity)
                    .containsExactly(tuple(id, severity));
            scene.client.removeTags(request -> request.resourceArns(tagged).tagKeys(key));
        }
    }

    @Test
    void aTagListThatIsFullIsRefusedInThePlan() {
        Tag[] many = IntStream.range(0, 47)
                .mapToObj(n -> Tag.builder().key("k" + n).value("v").build())
                .toArray(Tag[]::new);
        scene.client.addTags(request -> request.resourceArns(scene.rule).tags(many));

        assertThat(findings(scene.groups()))
                .filteredOn(finding -> finding.id().equals("tags-full"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(FATAL);
                    assertThat(finding.sentence()).contains("has 47 tags", "no room for the four of bluegreen");
                });
        scene.client.removeTags(request -> request.resourceArns(scene.rule).tagKeys("k1"));
        assertThat(findings(scene.groups())).extracting(Finding::id).doesNotContain("tags-full");
    }

    @Test
    void targetOptimizerOnOneGroupOnlyIsReported() {
        String limited = scene.client
                .createTargetGroup(request -> request.name("limited")
                        .protocol("HTTP")
                        .port(Scene.PORT)
                        .vpcId("vpc-1")
                        .targetControlPort(3000)
                        .targetType(TargetTypeEnum.IP))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        TargetGroupCutover unequal = TargetGroupCutover.between(scene.aws, scene.client, scene.blue, limited);

        assertThat(findings(unequal))
                .filteredOn(finding -> finding.id().equals("target-optimizer-unequal"))
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .startsWith("target group limited has a target control port");
        assertThat(findings(scene.groups())).extracting(Finding::id).doesNotContain("target-optimizer-unequal");
    }

    @Test
    void zonesThatSendToTheirOwnTargetsOnlyAreARisk() {
        attribute(scene.green, "load_balancing.cross_zone.enabled", "false");

        assertThat(findings(scene.groups()))
                .extracting(Finding::id, Finding::severity)
                .contains(tuple("zones-apart", WARNING));
    }

    @Test
    void mixedUpGroupsAreRefused() {
        TargetGroupCutover mixedUp = TargetGroupCutover.between(scene.aws, scene.client, scene.green, scene.blue);
        scene.foreignWrite(scene.rule, GREEN);
        CutoverStrategy rule = mixedUp.rule(scene.rule);

        assertThat(preflight(rule).findings())
                .filteredOn(finding -> finding.severity() == FATAL)
                .anySatisfy(finding -> {
                    assertThat(finding.id()).isEqualTo("targets-of-another");
                    assertThat(finding.sentence()).contains(scene.ips(BLUE).get(0));
                });
    }

    @Test
    void nodesAreHeldToTheNodePortsOfTheTrack() {
        String group = Elbs.group(scene.client, "nodes", TargetTypeEnum.INSTANCE);
        Elbs.register(scene.client, group, List.of("i-1", "i-2"), 30080);
        scene.alb.describe(group, "i-1", "healthy", "").describe(group, "i-2", "healthy", "");
        String rule =
                Elbs.rule(scene.client, scene.listener, "/n/*", forward(weighing(scene.blue, 1), weighing(group, 0)));
        TargetGroupCutover cutover = TargetGroupCutover.between(scene.aws, scene.client, scene.blue, group);

        scene.platform.expose("shop-green", new TrackAddresses(Set.of(), Set.of(), Set.of(30081)));
        assertThat(preflight(cutover.rule(rule)).findings())
                .extracting(Finding::id)
                .contains("targets-of-another");

        scene.platform.expose("shop-green", new TrackAddresses(Set.of(), Set.of(), Set.of(30080)));
        assertThat(preflight(cutover.rule(rule)).findings())
                .extracting(Finding::severity)
                .containsOnly(INFO);
    }

    @Test
    void withoutAPlatformTargetsAreTakenOnTrustWhichThePlanSays() {
        TargetGroupCutover alone = TargetGroupCutover.between(Aws.alone(), scene.client, scene.blue, scene.green);

        assertThat(findings(alone))
                .extracting(Finding::id, Finding::severity)
                .contains(tuple("targets-unchecked", WARNING));
    }

    @Test
    void aGroupOfAnotherLoadBalancerIsRefused() {
        String other = Elbs.balancer(scene.client, "other", "application");
        String group = scene.group(GREEN);
        Elbs.listener(scene.client, other, 80, forward(group));
        TargetGroupCutover cutover = TargetGroupCutover.between(scene.aws, scene.client, scene.blue, group);

        assertThat(findings(cutover)).extracting(Finding::id).contains("other-load-balancer");
    }

    @Test
    void aRuleThatNamesFiveGroupsTakesNoOther() {
        TargetGroupTuple[] five =
                Stream.generate(() -> weighing(scene.group(BLUE), 0)).limit(5).toArray(TargetGroupTuple[]::new);
        five[0] = weighing(scene.blue, 1);
        String rule = Elbs.rule(scene.client, scene.listener, "/five/*", forward(five));

        assertThat(preflight(scene.groups().rule(rule)).findings())
                .extracting(Finding::id, Finding::severity)
                .contains(tuple("too-many-target-groups", FATAL));
    }

    @Test
    void aGroupInNoRuleIsPlannedToBeAttachedFirst() {
        String fresh = scene.group(GREEN);
        scene.time.advance(Duration.ofMinutes(1));
        TargetGroupCutover cutover = TargetGroupCutover.between(scene.aws, scene.client, scene.blue, fresh);

        Preflight preflight = preflight(cutover.rule(scene.rule));

        assertThat(preflight.findings())
                .extracting(Finding::id, Finding::severity)
                .contains(tuple("not-attached", INFO));
        assertThat(preflight.writes()).extracting(write -> write.movesTraffic()).containsExactly(false, false, true);
    }

    private Severity sticky(TargetGroupCutover cutover) {
        return findings(cutover).stream()
                .filter(finding -> finding.id().equals("group-stickiness"))
                .findFirst()
                .orElseThrow()
                .severity();
    }

    private void makeSticky(int seconds) {
        scene.client.modifyRule(request -> request.ruleArn(scene.rule)
                .actions(forward(weighing(scene.blue, 100), weighing(scene.green, 0)).toBuilder()
                        .forwardConfig(
                                config -> config.targetGroups(weighing(scene.blue, 100), weighing(scene.green, 0))
                                        .targetGroupStickinessConfig(
                                                sticky -> sticky.enabled(true).durationSeconds(seconds)))
                        .build()));
    }

    private void attribute(String group, String key, String value) {
        scene.client.modifyTargetGroupAttributes(request -> request.targetGroupArn(group)
                .attributes(TargetGroupAttribute.builder().key(key).value(value).build()));
    }

    private List<Finding> findings(TargetGroupCutover cutover) {
        return preflight(cutover.rule(scene.rule)).findings();
    }

    private Preflight preflight(CutoverStrategy strategy) {
        return strategy.preflight(Move.builder(scene.world(), strategy.observe(Scene.SHOP), TrafficSplit.all(GREEN))
                .minReadyPods(PODS)
                .cutoverId("c1")
                .token(7)
                .requestedBy("test")
                .routers(moved(strategy))
                .build());
    }

    /** The release moves all that the scene has. */
    private Set<String> moved(CutoverStrategy strategy) {
        return Set.copyOf(List.of(
                strategy.router(),
                scene.groups().rule(scene.rule).router(),
                scene.groups().defaultAction(scene.listener).router()));
    }
}
