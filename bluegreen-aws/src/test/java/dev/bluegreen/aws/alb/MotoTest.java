package dev.bluegreen.aws.alb;

import static dev.bluegreen.aws.alb.Elbs.forward;
import static dev.bluegreen.aws.alb.Elbs.weighing;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.MotoServer;
import dev.bluegreen.aws.OnMoto;
import dev.bluegreen.aws.internal.elb.Elb;
import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.Forward;
import dev.bluegreen.aws.internal.elb.Groups;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.memory.InMemoryPlatform;
import dev.bluegreen.testkit.time.VirtualTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * The same strategies against an AWS that we did not write: whether requests and answers are what others understand by
 * them. Health is not tried here, as moto calls every target healthy.
 */
@ExtendWith(OnMoto.class)
class MotoTest {

    private static final String REGION = "eu-west-1";

    private final MotoServer moto;
    private final InMemoryPlatform platform = InMemoryPlatform.on(VirtualTime.create())
            .deploy("shop-blue", "shop:v1", 2)
            .deploy("shop-green", "shop:v2", 2);
    private final ElasticLoadBalancingV2Client client;
    private final String blue;
    private final String green;
    private final String balancer;
    private final String listener;
    private final String rule;

    MotoTest(MotoServer moto) {
        this.moto = moto;
        client = moto.client(ElasticLoadBalancingV2Client.builder(), REGION);
        String[] subnets = moto.subnets(REGION).toArray(String[]::new);
        balancer = Elbs.balancer(client, "shop", "application", subnets);
        blue = group("blue", "10.0.0.");
        green = group("green", "10.0.1.");
        Action both = forward(weighing(blue, 100), weighing(green, 0));
        listener = Elbs.listener(client, balancer, 80, both);
        rule = Elbs.rule(client, listener, "/api/*", both);
    }

    @AfterEach
    void close() {
        client.deleteLoadBalancer(request -> request.loadBalancerArn(balancer));
        client.deleteTargetGroup(request -> request.targetGroupArn(blue));
        client.deleteTargetGroup(request -> request.targetGroupArn(green));
        client.close();
    }

    @Test
    void aRuleAndTheDefaultActionMoveThereAndBack() {
        TargetGroupCutover groups = TargetGroupCutover.between(Aws.on(platform), client, blue, green);
        Release shop = BlueGreen.release("shop")
                .on(platform)
                .cutover(groups.rule(rule))
                .cutover(groups.defaultAction(listener))
                .build();

        assertThat(shop.switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(splits(groups)).containsOnly(TrafficSplit.all(GREEN));
        assertThat(shop.rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(splits(groups)).containsOnly(TrafficSplit.all(BLUE));
    }

    @Test
    void theOrderOfActionsAndStickinessAreKept() {
        Action first = Action.builder()
                .type(ActionTypeEnum.AUTHENTICATE_COGNITO)
                .order(1)
                .authenticateCognitoConfig(config -> config.userPoolArn("arn:aws:cognito-idp:eu-west-1:123456789012:p")
                        .userPoolClientId("id")
                        .userPoolDomain("shop"))
                .build();
        Action second = forward(weighing(blue, 100), weighing(green, 0)).toBuilder()
                .order(2)
                .forwardConfig(config -> config.targetGroups(weighing(blue, 100), weighing(green, 0))
                        .targetGroupStickinessConfig(
                                sticky -> sticky.enabled(true).durationSeconds(60)))
                .build();
        String other = client.createRule(request -> request.listenerArn(listener)
                        .priority(50)
                        .conditions(RuleCondition.builder()
                                .field("path-pattern")
                                .values("/in/*")
                                .build())
                        .actions(first, second))
                .rules()
                .get(0)
                .ruleArn();
        Elb elb = new Elb(Aws.on(platform), client);
        Groups groups =
                new Groups(ElbArn.parse("blue", "targetgroup", blue), ElbArn.parse("green", "targetgroup", green));
        ElbArn arn = ElbArn.parse("rule", "listener-rule", other);
        Forward before = Forward.of("rule", elb.route(arn).actions());

        elb.modify(arn, before.with(groups, TrafficSplit.all(GREEN), true));

        Forward after = Forward.of("rule", elb.route(arn).actions());
        assertThat(after.split(groups)).isEqualTo(TrafficSplit.all(GREEN));
        assertThat(after.isSticky()).isTrue();
        assertThat(after.actions()).extracting(Action::order).containsExactly(1, 2);
        assertThat(after.actions().get(0)).isEqualTo(before.actions().get(0));
    }

    private String group(String name, String net) {
        String group = client.createTargetGroup(request -> request.name("shop-" + name)
                        .protocol("HTTP")
                        .port(8080)
                        .vpcId(moto.vpc(REGION))
                        .targetType(TargetTypeEnum.IP))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        Elbs.register(client, group, List.of(net + "1", net + "2"), 8080);
        return group;
    }

    private List<TrafficSplit> splits(TargetGroupCutover groups) {
        ReleaseSpec shop = ReleaseSpec.of("shop");
        return List.of(
                groups.rule(rule).observe(shop).split(),
                groups.defaultAction(listener).observe(shop).split());
    }
}
