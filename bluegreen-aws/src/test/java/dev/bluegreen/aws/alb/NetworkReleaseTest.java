package dev.bluegreen.aws.alb;

import static dev.bluegreen.model.Finding.Severity.WARNING;
import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.aws.IamPolicy;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.aws.fault.AwsFault;
import dev.bluegreen.testkit.aws.request.AwsRequest;
import dev.bluegreen.testkit.traffic.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** Whole releases on a Network Load Balancer, whose connections stay where they were opened. */
class NetworkReleaseTest {

    private static final String CROSS_ZONE = "load_balancing.cross_zone.enabled";

    private final Scene scene = Scene.open(3);
    private final Network net = new Network(scene);

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void noRequestFailsThereBackAndThereAgainAndTheOldTrackIsRetired() {
        Release shop = release().build();
        try (Traffic traffic = scene.alb.traffic(net.listener).start()) {
            traffic.awaitAnswered(30);
            CutoverReport there = shop.switchTo(GREEN);
            traffic.awaitTrack(GREEN);
            assertThat(shop.rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
            traffic.awaitTrack(BLUE);
            shop.switchTo(GREEN);
            traffic.awaitTrack(GREEN);
            scene.time.advance(Duration.ofMinutes(10));
            shop.retire(BLUE);
            traffic.awaitAnswered(30);

            assertThat(there.outcome()).isEqualTo(Outcome.SWITCHED);
            assertThat(traffic.stop().failures()).isEmpty();
        }
        assertThat(scene.alb.weights(net.listener))
                .containsExactlyInAnyOrderEntriesOf(Map.of(net.blue, 0, net.green, 100));
        assertThat(scene.platform.ready("shop-blue")).isZero();
    }

    @Test
    void theOldTrackIsKeptUntilTheBalancerHasSettled() {
        Release shop = release().build();
        shop.switchTo(GREEN);
        scene.time.advance(Duration.ofMinutes(9));

        assertThatThrownBy(() -> shop.retire(BLUE)).hasMessageContaining("may still get requests until");
        scene.time.advance(Duration.ofMinutes(1));
        shop.retire(BLUE);
    }

    @Test
    void eachStepTakesTenMinutesAndItsPauseWhichThePlanSays() {
        CutoverPlan plan = release()
                .schedule(Schedule.linear(40, Duration.ofMinutes(5)))
                .build()
                .plan(GREEN);

        assertThat(plan.held()).isEqualTo(Duration.ofMinutes(2 * (10 + 5)));
        assertThat(plan.toString())
                .contains("10 min to settle", "each step of a schedule takes reading back, settling and its own pause");
    }

    @Test
    void openConnectionsAreAFinding() {
        assertThat(release().build().plan(GREEN).findings())
                .filteredOn(finding -> finding.id().equals("nlb-closes-flows"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(WARNING);
                    assertThat(finding.sentence()).contains("never tested on a real account");
                });
        assertThat(wholeOnAlb().plan(GREEN).findings()).extracting(Finding::id).doesNotContain("nlb-closes-flows");
    }

    @Test
    void zonesAreApartUnlessTheBalancerOrTheGroupsSayOtherwise() {
        assertThat(zonesApart()).hasSize(2);

        attribute(net.blue, "true");
        assertThat(zonesApart()).containsExactly(tuple("zones-apart", WARNING));

        attribute(net.blue, "use_load_balancer_configuration");
        scene.client.modifyLoadBalancerAttributes(request -> request.loadBalancerArn(net.balancer)
                .attributes(LoadBalancerAttribute.builder()
                        .key(CROSS_ZONE)
                        .value("true")
                        .build()));
        assertThat(zonesApart()).isEmpty();
    }

    @Test
    void theRightsAreWhatIsUsed() {
        CutoverPlan plan = release().build().plan(GREEN);
        release().build().switchTo(GREEN);

        assertThat(scene.alb.requests())
                .filteredOn(call -> call.body().contains("net%2Fshop-net"))
                .extracting(AwsRequest::action)
                .doesNotContain("DescribeRules");
        assertThat(IamPolicy.of(plan).json())
                .contains("DescribeLoadBalancerAttributes", "ModifyListener")
                .doesNotContain("DescribeRules", "ModifyRule");
    }

    @Test
    void aLostAnswerIsReadBackAndNotRepeated() {
        scene.alb.faults().on("ModifyListener").first(1).then(AwsFault.dropAfter());

        assertThat(release().build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(scene.alb.requests())
                .filteredOn(call -> call.action().equals("ModifyListener"))
                .hasSize(1);
    }

    private List<Tuple> zonesApart() {
        return release().build().plan(GREEN).findings().stream()
                .filter(finding -> finding.id().equals("zones-apart"))
                .map(finding -> tuple(finding.id(), finding.severity()))
                .toList();
    }

    private void attribute(String group, String value) {
        scene.client.modifyTargetGroupAttributes(request -> request.targetGroupArn(group)
                .attributes(TargetGroupAttribute.builder()
                        .key(CROSS_ZONE)
                        .value(value)
                        .build()));
    }

    private Release wholeOnAlb() {
        return BlueGreen.release("shop")
                .on(scene.platform)
                .cutover(scene.groups().defaultAction(scene.listener))
                .build();
    }

    private ReleaseBuilder release() {
        return BlueGreen.release("shop").on(scene.platform).cutover(net.cutover());
    }
}
