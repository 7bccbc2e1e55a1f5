package dev.bluegreen.aws.alb;

import static dev.bluegreen.aws.alb.Elbs.forward;
import static dev.bluegreen.aws.alb.Elbs.weighing;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.testkit.aws.fault.AwsFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** What the fake shares with Elastic Load Balancing, so that what holds against it may hold there. */
class FakeAlbTest {

    private final Scene scene = Scene.open(2);

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_000})
    void aWeightIs0To999(int weight) {
        assertRefused(forward(weighing(scene.blue, weight), weighing(scene.green, 1)));
    }

    @Test
    void anActionNamesFiveGroupsAtMostAndEachOnce() {
        TargetGroupTuple[] six = IntStream.range(0, 6)
                .mapToObj(n -> weighing(scene.group(BLUE), 1))
                .toArray(TargetGroupTuple[]::new);

        assertRefused(forward(six));
        assertRefused(forward(weighing(scene.blue, 1), weighing(scene.blue, 2)));
    }

    @Test
    void aGroupHasToBeThereAndBelongsToOneLoadBalancer() {
        String other = Elbs.balancer(scene.client, "other", "application");

        assertRefused(forward(weighing(scene.blue.replace("shop", "none"), 1)));
        assertThatThrownBy(() -> Elbs.listener(scene.client, other, 80, forward(scene.blue)))
                .isInstanceOf(ElasticLoadBalancingV2Exception.class);
    }

    @Test
    void aListOfActionsReplacesTheOneThatWas() {
        scene.client.modifyRule(request -> request.ruleArn(scene.rule).actions(forward(weighing(scene.green, 3))));

        assertThat(scene.alb.weights(scene.rule)).isEqualTo(Map.of(scene.green, 3));
    }

    @Test
    void theDefaultRuleIsWrittenThroughItsListenerOnly() {
        String byDefault = scene.client.describeRules(request -> request.listenerArn(scene.listener)).rules().stream()
                .filter(rule -> rule.isDefault())
                .findFirst()
                .orElseThrow()
                .ruleArn();

        assertThat(byDefault).contains(":listener-rule/app/shop/").isNotEqualTo(scene.listener);
        assertThat(scene.client
                        .describeRules(request -> request.ruleArns(byDefault))
                        .rules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.isDefault()).isTrue());
        assertThatThrownBy(() -> scene.client.modifyRule(
                        request -> request.ruleArn(byDefault).actions(forward(scene.green))))
                .isInstanceOf(ElasticLoadBalancingV2Exception.class)
                .hasMessageContaining("cannot be modified");
    }

    @Test
    void anActionIsOfATypeThatThereIs() {
        Action odd = Action.builder().type("check-passport").build();
        assertRefused(odd);

        scene.alb.learn("check-passport");
        scene.client.modifyRule(request -> request.ruleArn(scene.rule).actions(odd));
    }

    @ParameterizedTest
    @CsvSource({
        "network, HTTP, TCP",
        "application, TCP, HTTP",
        "network, TCP, HTTP",
        "network, TLS, HTTP",
        "network, QUIC, TCP",
        "network, TCP, TLS",
        "application, HTTP, TCP"
    })
    void protocolsHaveToFit(String type, String ofListener, String ofGroup) {
        String balancer = Elbs.balancer(scene.client, "other", type);
        String group = Elbs.group(scene.client, "other", TargetTypeEnum.IP, ofGroup);

        assertThatThrownBy(() -> scene.client.createListener(request -> request.loadBalancerArn(balancer)
                        .protocol(ofListener)
                        .port(443)
                        .defaultActions(forward(group))))
                .isInstanceOf(ElasticLoadBalancingV2Exception.class)
                .hasMessageContaining("protocol '" + ofListener + "'");
    }

    @ParameterizedTest
    @CsvSource({"network, false", "application, true"})
    void aLoadBalancerHasAttributes(String type, String crossZone) {
        String balancer = Elbs.balancer(scene.client, "other", type);

        assertThat(scene.client
                        .describeLoadBalancerAttributes(request -> request.loadBalancerArn(balancer))
                        .attributes())
                .anySatisfy(one -> {
                    assertThat(one.key()).isEqualTo("load_balancing.cross_zone.enabled");
                    assertThat(one.value()).isEqualTo(crossZone);
                });
    }

    @Test
    void targetsAreDescribedWithZoneAndOverride() {
        assertThat(scene.client
                        .describeTargetHealth(request -> request.targetGroupArn(scene.blue))
                        .targetHealthDescriptions())
                .allSatisfy(target -> {
                    assertThat(target.target().availabilityZone()).isNotBlank();
                    assertThat(target.administrativeOverride().stateAsString()).isEqualTo("no_override");
                    assertThat(target.anomalyDetection().resultAsString()).isEqualTo("normal");
                });
    }

    @Test
    void targetsAreUnusedUntilARuleNamesTheirGroupAndThenGetHealthy() {
        String idle = scene.group(GREEN);
        assertThat(states(idle)).containsOnly("initial");
        scene.time.advance(Duration.ofMinutes(1));
        assertThat(states(idle)).containsOnly("unused");

        Elbs.rule(scene.client, scene.listener, "/new/*", forward(weighing(scene.blue, 1), weighing(idle, 0)));

        scene.time.advance(Duration.ofMinutes(1));
        assertThat(states(idle)).containsOnly("healthy");
    }

    @Test
    void aDeregisteredTargetDrainsAndIsGone() {
        String leaving = scene.ips(BLUE).get(0);
        scene.client.deregisterTargets(request -> request.targetGroupArn(scene.blue)
                .targets(
                        TargetDescription.builder().id(leaving).port(Scene.PORT).build()));

        assertThat(states(scene.blue)).containsExactlyInAnyOrder("draining", "healthy");
        scene.time.advance(Duration.ofMinutes(5));
        assertThat(states(scene.blue)).containsExactly("healthy");
    }

    @Test
    void pagesOfOneEntryAreFollowed() {
        scene.alb.pageSize(1);

        assertThat(scene.client.describeTargetGroupsPaginator().targetGroups()).hasSize(2);
    }

    @Test
    void burstsAreThrottled() {
        scene.alb.faults().on("DescribeRules").first(2).then(AwsFault.throttled());

        assertThatThrownBy(() -> scene.client.describeRules(request -> request.ruleArns(scene.rule)))
                .isInstanceOfSatisfying(
                        ElasticLoadBalancingV2Exception.class,
                        failure -> assertThat(failure.isThrottlingException()).isTrue());
    }

    @Test
    void anotherWriterMayPutWeightsBackAfterAWhile() {
        scene.foreignWrite(scene.listener, GREEN);
        scene.time.after(Duration.ofSeconds(30), () -> scene.foreignWrite(scene.listener, BLUE));

        scene.time.advance(Duration.ofSeconds(29));
        assertThat(scene.alb.weights(scene.listener)).containsEntry(scene.green, 100);
        scene.time.advance(Duration.ofSeconds(1));
        assertThat(scene.alb.weights(scene.listener)).containsEntry(scene.blue, 100);
    }

    private void assertRefused(Action action) {
        Map<String, Integer> before = scene.alb.weights(scene.rule);

        assertThatThrownBy(() -> scene.client.modifyRule(
                        request -> request.ruleArn(scene.rule).actions(action)))
                .isInstanceOf(ElasticLoadBalancingV2Exception.class);
        assertThat(scene.alb.weights(scene.rule)).isEqualTo(before);
    }

    private List<String> states(String group) {
        return scene
                .client
                .describeTargetHealth(request -> request.targetGroupArn(group))
                .targetHealthDescriptions()
                .stream()
                .map(TargetHealthDescription::targetHealth)
                .map(health -> health.stateAsString())
                .toList();
    }
}
