package dev.bluegreen.aws.alb;

import static dev.bluegreen.aws.alb.Elbs.forward;
import static dev.bluegreen.aws.alb.Elbs.weighing;
import static dev.bluegreen.model.Finding.Severity.WARNING;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.aws.IamPolicy;
import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/** Rules and listeners that lead to a track and are not moved with it: all of all load balancers are looked at. */
class OtherRoutesTest {

    private final Scene scene = Scene.open(2);
    private final TargetGroupCutover groups = scene.groups();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void aTrackThatAnotherListenerFeedsIsNotRetired() {
        String plain = Elbs.listener(scene.client, scene.balancer, 8080, forward(scene.blue));
        Release shop = whole().build();

        moveToGreen(shop);

        assertThatThrownBy(() -> shop.retire(BLUE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(ElbArn.parse("l", "listener", plain).router())
                .hasMessageContaining("may still send requests to BLUE");
        assertThat(scene.platform.ready("shop-blue")).isEqualTo(2);
    }

    @Test
    void aTrackThatAnotherRuleOfTheSameListenerFeedsIsNotRetired() {
        String old = Elbs.rule(
                scene.client, scene.listener, "/old/*", forward(weighing(scene.blue, 1), weighing(scene.green, 9)));
        Release shop = whole().build();

        moveToGreen(shop);

        assertThatThrownBy(() -> shop.retire(BLUE))
                .hasMessageContaining(ElbArn.parse("r", "listener-rule", old).router());
    }

    @Test
    void aTrackThatAnotherListenerOfANetworkLoadBalancerFeedsIsNotRetired() {
        Network net = new Network(scene);
        String plain = Elbs.listener(scene.client, net.balancer, 8080, forward(net.blue));
        Release shop = release().cutover(net.cutover()).build();

        moveToGreen(shop);

        assertThatThrownBy(() -> shop.retire(BLUE))
                .hasMessageContaining(ElbArn.parse("l", "listener", plain).router());
    }

    @Test
    void aTrackIsNotRetiredOnARuleThatCannotBeRead() {
        Release shop = whole().build();
        moveToGreen(shop);
        scene.alb.faults().on("DescribeRules").fromNth(2).then(AwsFault.accessDenied());

        assertThatThrownBy(() -> shop.retire(BLUE)).hasMessageContaining("elasticloadbalancing:DescribeRules");
        assertThat(scene.platform.ready("shop-blue")).isEqualTo(2);
    }

    @Test
    void weightZeroAndTestRoutesAreLetBe() {
        Elbs.listener(scene.client, scene.balancer, 8080, forward(weighing(scene.blue, 0), weighing(scene.green, 1)));
        String toBlue = Elbs.listener(scene.client, scene.balancer, 8443, forward(scene.blue));
        String header = headerRule();
        groups.testRoute(toBlue, header);
        Release shop = whole().build();

        assertThat(others(shop))
                .extracting(Finding::sentence)
                .singleElement()
                .asString()
                .contains("GREEN");
        moveToGreen(shop);
        shop.retire(BLUE);

        assertThat(scene.platform.ready("shop-blue")).isZero();
    }

    @Test
    void thePlanTellsWhatIsNotMoved() {
        String plain = Elbs.listener(scene.client, scene.balancer, 8080, forward(scene.blue));

        assertThat(others(whole().build())).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(WARNING);
            assertThat(finding.sentence())
                    .isEqualTo(ElbArn.parse("l", "listener", plain).router()
                            + " sends requests to BLUE and is not moved by this release: it will continue to");
        });
    }

    @Test
    void whatTheReleaseMovesItselfIsNoOther() {
        assertThat(others(whole().build())).isEmpty();
        assertThat(others(release().cutover(groups.rule(scene.rule)).build()))
                .as("the default action stays")
                .hasSize(1);
    }

    @Test
    void theRightsToLookAreInThePolicy() {
        assertThat(IamPolicy.of(whole().build().plan(GREEN)).json())
                .contains("elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeRules");
    }

    private List<Finding> others(Release release) {
        return release.plan(GREEN).findings().stream()
                .filter(finding -> finding.id().equals("other-routes"))
                .toList();
    }

    private void moveToGreen(Release shop) {
        shop.switchTo(GREEN);
        scene.time.advance(Duration.ofHours(1));
    }

    private String headerRule() {
        return scene.client
                .createRule(request -> request.listenerArn(scene.listener)
                        .priority(40)
                        .conditions(RuleCondition.builder()
                                .field("http-header")
                                .httpHeaderConfig(config ->
                                        config.httpHeaderName("X-Track").values("blue"))
                                .build())
                        .actions(forward(scene.blue)))
                .rules()
                .get(0)
                .ruleArn();
    }

    /** All that the scene has. */
    private ReleaseBuilder whole() {
        return release().cutover(groups.rule(scene.rule)).cutover(groups.defaultAction(scene.listener));
    }

    private ReleaseBuilder release() {
        return BlueGreen.release("shop").on(scene.platform);
    }
}
