package dev.bluegreen.aws.alb;

import static dev.bluegreen.aws.alb.Elbs.forward;
import static dev.bluegreen.aws.alb.Elbs.weighing;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.aws.IamPolicy;
import dev.bluegreen.check.smoke.HttpSmokeTest;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.Outcome;
import java.net.URI;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.HttpHeaderConditionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/** Smoke tests of the idle track through the load balancer, past production traffic. */
class TestRouteTest {

    private static final String HEADER = "X-Preview";

    private final Scene scene = Scene.open(2);

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void theIdleTrackIsTestedThroughATestListenerBeforeItGetsTraffic() {
        String test = Elbs.listener(scene.client, scene.balancer, 8443, forward(scene.green));

        assertThat(release(asking("green").via(at(test))).switchTo(GREEN).outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void whatFailsThereRefusesTheCutover() {
        String test = Elbs.listener(scene.client, scene.balancer, 8443, forward(scene.green));

        CutoverException failure = failed(release(asking("another").via(at(test))));

        assertThat(failure.report().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(failure).hasMessageContaining("X-Track");
        assertThat(scene.alb.weights(scene.listener)).containsEntry(scene.blue, 100);
    }

    @Test
    void aListenerThatLeadsToTheTrackWithTheTrafficIsAFinding() {
        String test = Elbs.listener(scene.client, scene.balancer, 8443, forward(scene.blue));
        Release release = release(asking("green").via(at(test)));

        assertThat(release.plan(GREEN).findings())
                .filteredOn(finding -> finding.id().equals("test-route-elsewhere"))
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .contains("no test route leads to GREEN alone", "is 100/0 of BLUE and GREEN");
        assertThat(failed(release).report().outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void aListenerOfWhichOneRuleLeadsElsewhereIsAFinding() {
        String test = Elbs.listener(scene.client, scene.balancer, 8443, forward(scene.green));
        String odd =
                Elbs.rule(scene.client, test, "/old/*", forward(weighing(scene.blue, 1), weighing(scene.green, 9)));

        assertThat(failed(release(asking("green").via(at(test))))).hasMessageContaining(odd);
    }

    @Test
    void aRuleForEachTrackIsTestedWithItsHeader() {
        String front = Elbs.listener(scene.client, scene.balancer, 81, forward(scene.blue));
        String toBlue = headerRule(front, "blue", forward(scene.blue));
        String toGreen = headerRule(front, "green", forward(scene.green));
        TestRoute route = scene.groups().testRoute(toBlue, toGreen).at(scene.alb.address(front));

        assertThat(release(asking("green").via(route)).switchTo(GREEN).outcome())
                .isEqualTo(Outcome.SWITCHED);
        assertThat(release(asking("blue").via(route)).switchTo(BLUE).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aRuleBehindOneThatMayAnswerIsAFinding() {
        String late = headerRule(scene.listener, "green", forward(scene.green));

        assertThat(release(asking("green").via(scene.groups().testRoute(late)))
                        .plan(GREEN)
                        .findings())
                .anySatisfy(finding -> assertThat(finding.sentence()).contains("a rule before", late, "may answer"));
    }

    @Test
    void aRuleThatAsksForMoreThanHeadersIsAFinding() {
        assertThat(release(asking("green").via(scene.groups().testRoute(scene.rule)))
                        .plan(GREEN)
                        .findings())
                .anySatisfy(finding ->
                        assertThat(finding.sentence()).contains("has conditions other than headers with plain values"));
    }

    @Test
    void aRuleByRegularExpressionIsAFindingAndNoError() {
        String byExpression = headerRule(
                scene.listener, config -> config.httpHeaderName(HEADER).regexValues("gr.*n"), forward(scene.green));

        assertThat(release(asking("green").via(scene.groups().testRoute(byExpression)))
                        .plan(GREEN)
                        .findings())
                .anySatisfy(finding ->
                        assertThat(finding.sentence()).contains("has conditions other than headers with plain values"));
    }

    @Test
    void aRuleByRegularExpressionInFrontMayAnswer() {
        String front = Elbs.listener(scene.client, scene.balancer, 81, forward(scene.blue));
        headerRule(front, config -> config.httpHeaderName(HEADER).regexValues("gr.*n"), forward(scene.blue));
        String late = headerRule(front, "green", forward(scene.green));

        assertThat(release(asking("green").via(scene.groups().testRoute(late)))
                        .plan(GREEN)
                        .findings())
                .anySatisfy(finding -> assertThat(finding.sentence()).contains("a rule before", late, "may answer"));
    }

    @Test
    void aTestListenerMayBeNamedByItsDefaultRule() {
        String test = Elbs.listener(scene.client, scene.balancer, 8443, forward(scene.green));
        TestRoute route = scene.groups().testRoute(defaultRule(test)).at(scene.alb.address(test));

        assertThat(release(asking("green").via(route)).switchTo(GREEN).outcome())
                .isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void noPortHasToBeNamedWhereTheBalancerKnowsIt() {
        String test = Elbs.listener(scene.client, scene.balancer, 8443, forward(scene.green));
        HttpSmokeTest plain = SmokeTest.get("/healthz").expectHeader("X-Track", "green");

        assertThat(release(plain.via(at(test))).switchTo(GREEN).evidence())
                .anySatisfy(seen -> assertThat(seen.sentence()).startsWith("GET /healthz was as expected at http://"));
    }

    private String defaultRule(String listener) {
        return scene.client
                .describeRules(request -> request.listenerArn(listener))
                .rules()
                .get(0)
                .ruleArn();
    }

    @Test
    void thePlanNamesTheRights() {
        String test = Elbs.listener(scene.client, scene.balancer, 8443, forward(scene.green));

        assertThat(IamPolicy.of(release(asking("green").via(scene.groups().testRoute(test)))
                                .plan(GREEN))
                        .json())
                .contains("elasticloadbalancing:DescribeRules", "elasticloadbalancing:DescribeLoadBalancers");
    }

    @Test
    void refusesWhatIsNoRouteAndNoAddress() {
        assertThatThrownBy(() -> scene.groups().testRoute())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("testRoute: none is given");
        assertThatThrownBy(() -> scene.groups().testRoute("listener-1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("testRoute: 'listener-1'");
        assertThatThrownBy(() -> scene.groups().testRoute(scene.listener).at(URI.create("/healthz")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("testRoute.at: '/healthz'");
    }

    private TestRoute at(String listener) {
        return scene.groups().testRoute(listener).at(scene.alb.address(listener));
    }

    private static HttpSmokeTest asking(String track) {
        return SmokeTest.get("/healthz").port(Scene.PORT).expectHeader("X-Track", track);
    }

    private String headerRule(String listener, String value, Action action) {
        return headerRule(listener, config -> config.httpHeaderName(HEADER).values(value), action);
    }

    private String headerRule(String listener, Consumer<HttpHeaderConditionConfig.Builder> asked, Action action) {
        return scene.client
                .createRule(request -> request.listenerArn(listener)
                        .priority(scene.client
                                .describeRules(all -> all.listenerArn(listener))
                                .rules()
                                .size())
                        .conditions(RuleCondition.builder()
                                .field("http-header")
                                .httpHeaderConfig(asked)
                                .build())
                        .actions(action))
                .rules()
                .get(0)
                .ruleArn();
    }

    private Release release(SmokeTest test) {
        return BlueGreen.release("shop")
                .on(scene.platform)
                .cutover(scene.groups().defaultAction(scene.listener))
                .smokeTest(test)
                .build();
    }

    private static CutoverException failed(Release release) {
        return catchThrowableOfType(CutoverException.class, () -> release.switchTo(GREEN));
    }
}
