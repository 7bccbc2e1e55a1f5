package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.PodSelector.pods;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.check.Standby;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.RetireBy;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.Retirement;
import dev.bluegreen.testkit.Behaviour;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sizes over real HTTP, with autoscalers that act. */
class SizesTest {

    private static final Standby ONE_POD = Standby.lasting(Duration.ofHours(1)).scaledTo(1);

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aPreviewThatAnAutoscalerWouldNotLeaveAsSmallIsRefusedThoughItsDeploymentIsNotThere() {
        site.autoscale("myapp-green", 2, 6);
        site.kubectl().apps().deployments().withName("myapp-green").delete();
        site.cluster.awaitReady();

        assertThatThrownBy(() ->
                        site.release().build().stage(GREEN).previewReplicas(1).apply())
                .hasMessageContaining("HorizontalPodAutoscaler/myapp-green keeps at least 2 pods");
        assertThat(site.writes()).isEmpty();
    }

    @Test
    void aPreviewIsBroughtToSizeByTheCutover() {
        Release release = site.release().build();
        release.stage(GREEN).image("registry/myapp:v3").previewReplicas(1).apply();
        assertThat(replicas("myapp-green")).isEqualTo(1);
        assertThat(release.plan(GREEN).writes())
                .extracting(PlannedWrite::toString)
                .contains("scale myapp-green: 1 -> 3 pods, and wait for them");

        assertThat(release.switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);

        assertThat(replicas("myapp-green")).isEqualTo(3);
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    @Test
    void aPreviewWhosePodsDoNotComeMovesNoTraffic() {
        Release release = site.release().build();
        release.stage(GREEN).previewReplicas(1).apply();
        slowFromNowOn("track=green");

        assertThatThrownBy(() -> release.switchTo(GREEN)).hasMessageContaining("after 10 min: 1 of 3 ready");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        assertThat(site.lockIsFree()).isTrue();
    }

    @Test
    void anAutoscalerIsPinnedThroughTheBakeAndReleased() {
        site.autoscale("myapp-green", 1, 6);
        scale("myapp-green", 1);
        Release release = site.release().prescale().bake(Duration.ofMinutes(2)).build();

        CutoverReport report = release.switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.history())
                .extracting(CutoverEvent::sentence)
                .contains(
                        "HorizontalPodAutoscaler/myapp-green keeps at least 3 pods",
                        "HorizontalPodAutoscaler/myapp-green keeps at least 1 pod");
        assertThat(minimum("myapp-green")).isEqualTo(1);
        assertThat(replicas("myapp-green")).isEqualTo(3);
    }

    @Test
    void anAutoscalerThatAllowsTooFewPodsIsRefused() {
        site.autoscale("myapp-green", 1, 2);
        scale("myapp-green", 1);

        assertThatThrownBy(() -> site.release().prescale().build().switchTo(GREEN))
                .hasMessageContaining(
                        "HorizontalPodAutoscaler/myapp-green lets myapp-green have 2 pods at most, and 3 are needed");
        assertThat(minimum("myapp-green")).isEqualTo(1);
    }

    @Test
    void aSmallStandbyComesBackToSizeBeforeTrafficDoes() {
        site.autoscale("myapp-blue", 2, 6);
        Release release = site.release().standby(ONE_POD).build();
        release.switchTo(GREEN);
        site.cluster.awaitReady();
        assertThat(replicas("myapp-blue")).isEqualTo(1);
        assertThat(minimum("myapp-blue")).isEqualTo(1);

        assertThat(release.rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);

        assertThat(replicas("myapp-blue")).isEqualTo(3);
        assertThat(minimum("myapp-blue")).isEqualTo(2);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void aSmallStandbyTakesTrafficBackWhenItsOtherPodsDoNotCome() {
        Release release = site.release().standby(ONE_POD).build();
        release.switchTo(GREEN);
        site.cluster.awaitReady();
        slowFromNowOn("track=blue");

        CutoverReport report = release.rollBack();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.history())
                .extracting(CutoverEvent::sentence)
                .contains("traffic goes back to a weakened BLUE: myapp-blue has 1 of 3 pods ready");
    }

    @Test
    void aRetiredTrackIsDeletedAndItsPodsWaitedFor() {
        site.cluster.behave(pods("track=blue"), Behaviour.slowShutdown(Duration.ofSeconds(20)));
        Release release = site.release().retireBy(RetireBy.DELETION).build();
        release.switchTo(GREEN);
        site.cluster.clock().advance(Duration.ofSeconds(30));

        Retirement retired = release.retire(BLUE);

        assertThat(retired.sentence()).isEqualTo("myapp: BLUE is retired, none of its pods is left");
        assertThat(site.kubectl().apps().deployments().withName("myapp-blue").get())
                .isNull();
        assertThat(site.kubectl().pods().withLabel("track", "blue").list().getItems())
                .isEmpty();
        assertThat(release.retire(BLUE).done()).isTrue();
        release.stage(BLUE).apply();
        assertThat(release.switchTo(BLUE).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aTrackThatChangedSinceItWasReadIsNotDeleted() {
        Release release = site.release().retireBy(RetireBy.DELETION).build();

        assertThatThrownBy(() -> release.retire(BLUE)).hasMessageContaining("traffic is on BLUE");
        assertThat(replicas("myapp-blue")).isEqualTo(3);
    }

    /** Pods that have been there for long stay ready; new ones take 15 minutes. */
    private void slowFromNowOn(String labels) {
        site.cluster.clock().advance(Duration.ofMinutes(20));
        site.cluster.behave(pods(labels), Behaviour.readyAfter(Duration.ofMinutes(15)));
    }

    private void scale(String deployment, int pods) {
        site.kubectl().apps().deployments().withName(deployment).scale(pods);
        site.cluster.awaitReady();
    }

    private int replicas(String deployment) {
        return site.kubectl()
                .apps()
                .deployments()
                .withName(deployment)
                .require()
                .getSpec()
                .getReplicas();
    }

    private int minimum(String autoscaler) {
        return site.kubectl()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .withName(autoscaler)
                .require()
                .getSpec()
                .getMinReplicas();
    }
}
