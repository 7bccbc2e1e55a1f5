package dev.bluegreen.aws.alb;

import static dev.bluegreen.aws.alb.Elbs.forward;
import static dev.bluegreen.aws.alb.Elbs.weighing;
import static dev.bluegreen.model.Finding.Severity.FATAL;
import static dev.bluegreen.model.PlatformException.Kind.CONFLICT;
import static dev.bluegreen.model.PlatformException.Kind.FORBIDDEN;
import static dev.bluegreen.model.PlatformException.Kind.INVALID;
import static dev.bluegreen.model.PlatformException.Kind.NOT_FOUND;
import static dev.bluegreen.model.PlatformException.Kind.TRANSIENT;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.aws.request.AwsRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/** What single calls write, and what they refuse. */
class BehaviourTest {

    private static final int PODS = 2;
    private static final String GONE =
            "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener-rule/app/shop/1/2/3";

    private final Scene scene = Scene.open(PODS);

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void allElseOfTheActionsIsKept() {
        String third = scene.group(GREEN);
        Action login = Action.builder()
                .type(ActionTypeEnum.AUTHENTICATE_OIDC)
                .order(1)
                .authenticateOidcConfig(config -> config.issuer("https://login.test")
                        .authorizationEndpoint("https://login.test/a")
                        .tokenEndpoint("https://login.test/t")
                        .userInfoEndpoint("https://login.test/u")
                        .clientId("shop")
                        .clientSecret("hidden"))
                .build();
        Action shares = forward(weighing(third, 0), weighing(scene.blue, 7), weighing(scene.green, 0)).toBuilder()
                .order(2)
                .build();
        String rule = rule("/in/*", login, shares);

        shift(scene.groups().rule(rule));

        List<Action> after = Elbs.actionsOfRule(scene.client, rule);
        assertThat(after).extracting(Action::order).containsExactly(1, 2);
        assertThat(after.get(0).authenticateOidcConfig().clientId()).isEqualTo("shop");
        assertThat(scene.alb.weights(rule))
                .containsExactlyInAnyOrderEntriesOf(Map.of(third, 0, scene.blue, 0, scene.green, 100));
        assertThat(bodies("ModifyRule"))
                .allSatisfy(body -> assertThat(body)
                        .contains("UseExistingClientSecret=true")
                        .doesNotContain("hidden"));
    }

    @Test
    void stickinessIsSwitchedOffByTheSameWriteOrKept() {
        String sticky = rule("/sticky/*", sticky());
        String kept = rule("/kept/*", sticky());

        shift(scene.groups().stickiness(Stickiness.disable()).rule(sticky));
        shift(scene.groups().stickiness(Stickiness.await(Duration.ofHours(1))).rule(kept));

        assertThat(isSticky(sticky)).isFalse();
        assertThat(isSticky(kept)).isTrue();
    }

    @Test
    void sharesAreWrittenAsRequested() {
        CutoverStrategy rule = scene.groups().rule(scene.rule);

        rule.shift(move(rule, new TrafficSplit(60, 40)));

        assertThat(scene.alb.weights(scene.rule)).containsEntry(scene.blue, 60).containsEntry(scene.green, 40);
        assertThat(rule.observe(Scene.SHOP).split()).isEqualTo(new TrafficSplit(60, 40));
    }

    @Test
    void weightsAboveTheLargestAreRefused() {
        CutoverStrategy rule = scene.groups().rule(scene.rule);

        assertThat(rule.supports(new TrafficSplit(1000, 1))).isFalse();
        refused(INVALID, () -> rule.shift(move(rule, new TrafficSplit(1000, 1))), "0 to 999");
    }

    @Test
    void aGroupInNoRuleIsAttachedAtWeightZeroAndGetsTrafficWhenItIsHealthy() {
        String fresh = scene.group(GREEN);
        scene.time.advance(Duration.ofSeconds(10));
        String rule = rule("/fresh/*", forward(scene.blue));
        TargetGroupCutover groups = TargetGroupCutover.between(scene.aws, scene.client, scene.blue, fresh);

        Outcome outcome = BlueGreen.release("shop")
                .on(scene.platform)
                .cutover(groups.rule(rule))
                .build()
                .switchTo(GREEN)
                .outcome();

        assertThat(outcome).isEqualTo(Outcome.SWITCHED);
        assertThat(bodies("ModifyRule")).hasSize(2);
        assertThat(bodies("ModifyRule").get(0)).contains("Weight=100", "Weight=0");
        assertThat(scene.alb.weights(rule)).containsExactlyInAnyOrderEntriesOf(Map.of(scene.blue, 0, fresh, 100));
    }

    @Test
    void attachingMovesNothingThatARouterShows() {
        String fresh = scene.group(GREEN);
        scene.time.advance(Duration.ofSeconds(10));
        String path = rule("/fresh/*", forward(scene.blue));
        CutoverStrategy rule = TargetGroupCutover.between(scene.aws, scene.client, scene.blue, fresh)
                .rule(path);
        Move move = move(rule, TrafficSplit.all(GREEN));

        PlatformException notYet = catchThrowableOfType(PlatformException.class, () -> rule.shift(move));

        assertThat(notYet.kind()).isEqualTo(TRANSIENT);
        assertThat(notYet).hasMessageContaining("attached at weight 0");
        assertThat(rule.observe(Scene.SHOP)).isEqualTo(move.before());
        assertThat(scene.alb.weights(path)).containsKey(fresh);
    }

    @Test
    void targetsThatFailBetweenThePlanAndTheWriteGetNothing() {
        CutoverStrategy rule = scene.groups().rule(scene.rule);
        Move move = move(rule, TrafficSplit.all(GREEN));
        assertThat(rule.preflight(move).findings())
                .extracting(Finding::severity)
                .doesNotContain(FATAL);
        scene.alb.describe(scene.green, scene.ips(GREEN).get(0), "unhealthy", "Target.Timeout");

        refused(TRANSIENT, () -> rule.shift(move), "has 1 of 2 required healthy targets");
        assertThat(scene.alb.weights(scene.rule)).containsEntry(scene.blue, 100);
    }

    @Test
    void targetsThatCannotBeUsedAreSaidAtOnceThoughTheyTurnUpAfterTheGroupWasAttached() {
        String fresh = scene.group(GREEN);
        scene.time.advance(Duration.ofSeconds(10));
        CutoverStrategy rule = TargetGroupCutover.between(scene.aws, scene.client, scene.blue, fresh)
                .rule(rule("/fresh/*", forward(scene.blue)));
        assertThatThrownBy(() -> rule.shift(move(rule, TrafficSplit.all(GREEN))))
                .hasMessageContaining("was attached at weight 0");
        scene.alb.describe(fresh, scene.ips(GREEN).get(0), "unused", "Target.IpUnusable");

        refused(
                INVALID,
                () -> rule.shift(move(rule, TrafficSplit.all(GREEN))),
                "unused (Target.IpUnusable: as the fake has it); waiting will not help");
    }

    @Test
    void aMoveFromWhatIsNotThereAnyMoreIsRefusedWithBothValues() {
        CutoverStrategy rule = scene.groups().rule(scene.rule);
        Move late = move(rule, TrafficSplit.all(GREEN));
        scene.alb.forward(scene.rule, Map.of(scene.blue, 50, scene.green, 50));

        refused(CONFLICT, () -> rule.shift(late), "{blue=50, green=50}");
    }

    @Test
    void everyPageIsRead() {
        scene.alb.pageSize(1);
        shift(scene.groups().rule(scene.rule));
        shift(scene.groups().defaultAction(scene.listener));

        assertThat(scene.alb.weights(scene.listener)).containsEntry(scene.green, 100);
    }

    @Test
    void theSameGroupForBothTracksIsRefused() {
        assertThatThrownBy(() -> TargetGroupCutover.between(scene.aws, scene.client, scene.blue, scene.blue))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("both tracks have " + scene.blue);
        assertThat(changes()).isZero();
    }

    @Test
    void anotherRegionThanTheClientsIsRefused() {
        try (ElasticLoadBalancingV2Client elsewhere = Elbs.client(scene.alb.endpoint(), "us-east-1", "AKIA1")) {
            assertThatThrownBy(() -> TargetGroupCutover.between(scene.aws, elsewhere, scene.blue, scene.green))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("is in region eu-central-1, the client is for us-east-1");
            assertThat(changes()).isZero();
        }
    }

    @Test
    void anArnOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> scene.groups().rule(scene.listener))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("rule: '" + scene.listener + "' is not an ARN of a listener-rule");
        assertThatThrownBy(() -> scene.groups().rule(GONE.replace("/app/", "/net/")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("name its listener by defaultAction(...)");
    }

    @Test
    void aRuleWithoutForwardActionIsRefused() {
        Action fixed = Action.builder()
                .type(ActionTypeEnum.FIXED_RESPONSE)
                .fixedResponseConfig(config -> config.statusCode("503"))
                .build();
        String rule = rule("/closed/*", fixed);

        refused(INVALID, () -> scene.groups().rule(rule).observe(Scene.SHOP), "has no forward action");
    }

    @Test
    void aRuleThatSendsElsewhereOrNowhereIsRefused() {
        String third = scene.group(GREEN);
        String elsewhere = rule("/else/*", forward(weighing(scene.blue, 1), weighing(third, 1)));
        String nowhere = rule("/none/*", forward(weighing(scene.blue, 0), weighing(scene.green, 0)));

        refused(INVALID, () -> scene.groups().rule(elsewhere).observe(Scene.SHOP), third);
        refused(INVALID, () -> scene.groups().rule(nowhere).observe(Scene.SHOP), "neither track");
    }

    @Test
    void aDefaultRuleByItsOwnArnIsMovedAtItsListener() {
        String byDefault = scene.client.describeRules(all -> all.listenerArn(scene.listener)).rules().stream()
                .filter(Rule::isDefault)
                .findFirst()
                .orElseThrow()
                .ruleArn();
        CutoverStrategy rule = scene.groups().rule(byDefault);

        shift(rule);

        assertThat(scene.alb.weights(scene.listener)).containsEntry(scene.green, 100);
        assertThat(bodies("ModifyRule")).isEmpty();
        assertThat(rule.permissions(Scene.SHOP, rule.observe(Scene.SHOP)))
                .filteredOn(right -> !right.resource().equals("*"))
                .extracting(right -> right.verb() + " " + right.resource())
                .containsExactly("ModifyListener " + scene.listener, "AddTags " + scene.listener);
        assertThat(rule.observe(Scene.SHOP).cutoverId()).contains("c1");
    }

    @Test
    void aRuleThatIsNotThereIsNamed() {
        refused(NOT_FOUND, () -> scene.groups().rule(GONE).observe(Scene.SHOP), "RuleNotFound");
    }

    @Test
    void expiredCredentialsAreNamedAndNothingIsWritten() {
        CutoverStrategy rule = scene.groups().rule(scene.rule);
        Move move = move(rule, TrafficSplit.all(GREEN));
        scene.alb.faults().onAny().then(AwsFault.expiredToken());

        refused(FORBIDDEN, () -> rule.shift(move), "the credentials have expired");

        assertThat(scene.alb.weights(scene.rule)).containsEntry(scene.blue, 100);
    }

    @Test
    void thePermissionsAreEnoughAndNoMoreThanAreUsed() {
        CutoverStrategy rule = scene.groups().rule(scene.rule);
        int before = scene.alb.requests().size();
        rule.preflight(move(rule, TrafficSplit.all(GREEN)));
        shift(rule);

        assertThat(rule.permissions(ReleaseSpec.of("shop")).stream()
                        .map(permission -> permission.verb())
                        .toList())
                .containsExactlyInAnyOrderElementsOf(scene.alb.requests().stream()
                        .skip(before)
                        .map(AwsRequest::action)
                        .distinct()
                        .toList());
    }

    @Test
    void aNetworkLoadBalancerTakesLongerToSettle() {
        String balancer = Elbs.balancer(scene.client, "net", "network");
        String blue = scene.group(BLUE, "TCP");
        String green = scene.group(GREEN, "TCP");
        String listener = Elbs.listener(scene.client, balancer, 80, forward(weighing(blue, 100), weighing(green, 0)));
        scene.time.advance(Duration.ofMinutes(1));
        CutoverStrategy net =
                TargetGroupCutover.between(scene.aws, scene.client, blue, green).defaultAction(listener);

        shift(net);

        assertThat(net.settleBound()).isEqualTo(Duration.ofMinutes(10));
        assertThat(scene.groups().rule(scene.rule).settleBound()).isEqualTo(Duration.ofSeconds(30));
        assertThat(scene.alb.weights(listener)).containsEntry(green, 100);
    }

    private void shift(CutoverStrategy strategy) {
        assertThat(strategy.shift(move(strategy, TrafficSplit.all(GREEN))).split())
                .isEqualTo(TrafficSplit.all(GREEN));
    }

    private Move move(CutoverStrategy strategy, TrafficSplit target) {
        return Move.builder(scene.world(), strategy.observe(Scene.SHOP), target)
                .minReadyPods(PODS)
                .cutoverId("c1")
                .token(7)
                .requestedBy("test")
                .build();
    }

    private String rule(String path, Action... actions) {
        return scene.client
                .createRule(request -> request.listenerArn(scene.listener)
                        .priority(100 + path.hashCode() % 50)
                        .conditions(RuleCondition.builder()
                                .field("path-pattern")
                                .values(path)
                                .build())
                        .actions(actions))
                .rules()
                .get(0)
                .ruleArn();
    }

    private Action sticky() {
        return forward(weighing(scene.blue, 100), weighing(scene.green, 0)).toBuilder()
                .forwardConfig(config -> config.targetGroups(weighing(scene.blue, 100), weighing(scene.green, 0))
                        .targetGroupStickinessConfig(
                                sticky -> sticky.enabled(true).durationSeconds(60)))
                .build();
    }

    private boolean isSticky(String rule) {
        return Elbs.actionsOfRule(scene.client, rule)
                .get(0)
                .forwardConfig()
                .targetGroupStickinessConfig()
                .enabled();
    }

    private List<String> bodies(String action) {
        return scene.alb.requests().stream()
                .filter(call -> call.action().equals(action))
                .map(AwsRequest::body)
                .toList();
    }

    private void refused(PlatformException.Kind kind, ThrowingCallable call, String words) {
        long before = changes();
        PlatformException error = catchThrowableOfType(PlatformException.class, call);
        assertThat(changes()).as("nothing was changed").isEqualTo(before);
        assertThat(error).hasMessageContaining(words);
        assertThat(error.kind()).isEqualTo(kind);
    }

    private long changes() {
        return scene.alb.requests().stream()
                .filter(call -> call.action().startsWith("Modify"))
                .count();
    }
}
