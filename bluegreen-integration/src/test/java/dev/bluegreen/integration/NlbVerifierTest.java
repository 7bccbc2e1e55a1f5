package dev.bluegreen.integration;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Milestone;
import dev.bluegreen.testkit.traffic.Traffic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Weights in a Service, proven at the Network Load Balancer that a controller configures. */
@Tag("exhaustive")
class NlbVerifierTest {

    @Test
    void everyStepAndTheWayBackAreProvenAtTheLoadBalancerAndNoRequestIsLost() {
        try (NlbScene scene = NlbScene.open()) {
            Release release =
                    scene.release().schedule(Schedule.canary(10, ofMinutes(1))).build();
            CutoverReport report = thereAndBack(scene, release);

            assertThat(report.milestone()).contains(Milestone.CONFIG_VERIFIED);
            assertThat(report.evidence())
                    .extracting(Evidence::kind)
                    .contains("weights", "endpoints", "routing", "targets");
        }
    }

    @Test
    void aTrackThatTheServiceDoesNotNameGetsTrafficOnceItsTargetsAreHealthy() {
        try (NlbScene scene = NlbScene.ofBlueAlone()) {
            thereAndBack(scene, scene.release().build());
        }
    }

    private static CutoverReport thereAndBack(NlbScene scene, Release release) {
        try (Traffic traffic = scene.alb.traffic(scene.listener).start()) {
            traffic.awaitAnswered(20);
            CutoverReport report = release.switchTo(GREEN);
            assertThat(scene.weights()).isEqualTo("0/100");
            traffic.awaitTrack(GREEN);
            release.rollBack();
            assertThat(scene.weights()).isEqualTo("100/0");
            traffic.awaitTrack(BLUE);

            assertThat(traffic.stop()).hasNoFailedRequests();
            return report;
        }
    }

    @Test
    void goesBackWhenTheControllerDoesNotAct() {
        try (NlbScene scene = NlbScene.open()) {
            Release release = scene.release().build();
            scene.stick();

            assertThatThrownBy(() -> release.switchTo(GREEN))
                    .hasMessageContaining("its load balancer has the weights")
                    .hasMessageContaining("the controller has not acted");
            assertThat(scene.verified().observe(ReleaseSpec.of("shop")).split()).isEqualTo(TrafficSplit.all(BLUE));
        }
    }
}
