package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.PodSelector.pods;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Milestone;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.testkit.Behaviour;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole releases over real HTTP, in virtual time. */
class ReleaseTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void switchesWhatItDiscoversAndProvesIt() {
        CutoverReport report = site.release().build().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.milestone()).contains(Milestone.CONFIG_VERIFIED);
        assertThat(report.evidence())
                .extracting(Evidence::kind)
                .containsExactly("service", "endpointslices", "ready-endpoints");
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
        assertThat(site.trafficWrites()).hasSize(1);
        assertThat(site.lockIsFree()).isTrue();
    }

    @Test
    void leavesItsMarksOnTheService() {
        CutoverReport report = site.release().build().switchTo(GREEN);

        assertThat(site.service().getMetadata().getLabels()).containsEntry("bluegreen.dev/cutover", report.id());
        assertThat(site.service().getMetadata().getAnnotations())
                .containsEntry("bluegreen.dev/release", "myapp")
                .containsEntry("bluegreen.dev/token", "1")
                .containsKeys("bluegreen.dev/switched-by", "bluegreen.dev/switched-at", "bluegreen.dev/switched-from");
    }

    @Test
    void switchingAgainWritesNothing() {
        site.release().build().switchTo(GREEN);
        int before = site.writes().size();

        assertThat(site.release().build().switchTo(GREEN).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(site.writes()).hasSize(before);
    }

    @Test
    void rollsBackFromAnotherProcess() {
        site.release().build().switchTo(GREEN);

        CutoverReport report = site.releaseOfAnotherProcess().build().rollBack();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        assertThat(site.trafficWrites()).hasSize(2);
    }

    @Test
    void rollsBackAlthoughTheNewPodsAreGone() {
        site.release().build().switchTo(GREEN);
        site.kubectl().apps().deployments().withName("myapp-green").scale(0);
        site.cluster.awaitReady();

        site.release().build().rollBack();

        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void retiresTheOldTrackAfterTheSettleBound() {
        Release release = site.release().build();
        release.switchTo(GREEN);
        assertThatThrownBy(() -> release.retire(BLUE)).hasMessageContaining("may still get requests until");

        site.cluster.clock().advance(Duration.ofSeconds(30));
        release.retire(BLUE);
        site.cluster.clock().advance(Duration.ofSeconds(5));

        ReleaseStatus status = release.status();
        assertThat(status.world().blue().desired()).isZero();
        assertThat(status.world().blue().pods()).isEmpty();
        assertThat(status.active()).contains(GREEN);
    }

    @Test
    void refusesAGreenThatNeverGetsReady() {
        site.cluster.behave(pods("track=green"), Behaviour.neverReady());
        site.cluster.pods("track=green").kill();

        assertThatThrownBy(() -> site.release().build().switchTo(GREEN))
                .isInstanceOfSatisfying(CutoverException.class, refused -> {
                    assertThat(refused.report().outcome()).isEqualTo(Outcome.REFUSED);
                    assertThat(refused.report().active()).contains(BLUE);
                })
                .hasMessageContaining("myapp-green has 0 of 3 required pods ready")
                .hasMessageContaining("Nothing was moved; traffic is on BLUE.");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        assertThat(site.writes()).isEmpty();
    }

    @Test
    void goesBackWhenGreensPodsDieAtOnceAfterThePatch() {
        site.cluster
                .service(Site.SERVICE)
                .whenSelects(
                        "track", "green", () -> site.cluster.pods("track=green").kill());

        assertThatThrownBy(() -> site.release().build().switchTo(GREEN))
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        back -> assertThat(back.report().outcome()).isEqualTo(Outcome.ROLLED_BACK))
                .hasMessageContaining("0 pods of GREEN ready")
                .hasMessageContaining("Traffic is on BLUE.");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        assertThat(site.lockIsFree()).isTrue();
    }

    @Test
    void waitsForAGreenThatIsSlow() {
        site.cluster.behave(pods("track=green"), Behaviour.readyAfter(Duration.ofSeconds(20)));
        site.cluster.pods("track=green").kill();

        CutoverReport report = site.release().build().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.took()).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(21));
    }

    @Test
    void waitsForSlowEndpoints() {
        site.cluster.endpointsLag(Duration.ofSeconds(15));

        CutoverReport report = site.release().build().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.took()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(17));
    }

    @Test
    void goesBackWhenTheEndpointsNeverFollow() {
        site.cluster.endpointsLag(Duration.ofMinutes(2));

        assertThatThrownBy(() -> site.release().build().switchTo(GREEN))
                .hasMessageContaining("0 of 1 slices computed from this selector");
        assertThat(site.service().getSpec().getSelector()).containsEntry("track", "blue");
    }

    @Test
    void probesThatAreMissingAreAWarningThatCanBeMadeFatal() {
        site.cluster.app("bare").withoutProbes().deploy();
        Release bare = BlueGreen.release("bare").on(site.platform).build();

        CutoverPlan plan = bare.plan(GREEN);

        assertThat(plan.findings()).extracting(Finding::id).contains("probes-missing");
        assertThat(plan.executable()).isTrue();
        Release strict = BlueGreen.release("bare")
                .on(site.platform)
                .severity("probes-missing", Finding.Severity.FATAL)
                .build();
        assertThatThrownBy(() -> strict.switchTo(GREEN)).hasMessageContaining("lacks probes");
    }

    @Test
    void thePlanListsEveryWrite() {
        CutoverPlan plan = site.release().build().plan(GREEN);

        assertThat(plan.writes())
                .filteredOn(PlannedWrite::movesTraffic)
                .singleElement()
                .satisfies(write -> assertThat(write.toString())
                        .startsWith("patch Service/myapp-svc: spec.selector.track 'blue' -> 'green'"));
        assertThat(site.writes()).isEmpty();
    }

    @Test
    void aPreviewOfTheIdleTrackIsShownAndLeftAlone() {
        site.cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: myapp-preview}
                spec:
                  selector: {app: myapp, track: green}
                  ports: [{port: 80, targetPort: 8080}]
                """);

        CutoverPlan plan = site.release().build().plan(GREEN);
        site.release().build().switchTo(GREEN);

        assertThat(plan.findings())
                .filteredOn(finding -> finding.severity() == Finding.Severity.INFO)
                .anySatisfy(finding -> assertThat(finding.sentence()).contains("myapp-preview"));
        assertThat(site.trafficWrites())
                .singleElement()
                .satisfies(write -> assertThat(write.name()).isEqualTo(Site.SERVICE));
    }
}
