package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.check.Standby;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The very first release: there is no other track. */
class IntroduceTest {

    private static final String MANIFEST = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: myapp-blue}
            spec:
              replicas: 2
              selector: {matchLabels: {app: myapp, track: blue}}
              template:
                metadata: {labels: {app: myapp, track: blue}}
                spec:
                  containers:
                  - {name: app, image: "myapp:v0", ports: [{name: http, containerPort: 8080}]}
            """;

    private final Site site = Site.withServiceOnly("green");

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void stagesTestsAndProvesTheFirstTrack() {
        Release release = release();

        CutoverReport report =
                release.introduce(BLUE).manifest(MANIFEST).image("myapp:v1").apply();

        assertThat(report.sentence()).isEqualTo("myapp was switched from GREEN to BLUE; traffic is on BLUE.");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        assertThat(release.status().standby()).isEmpty();
        assertThat(site.lockIsFree()).isTrue();
        site.cluster.clock().advance(Duration.ofMinutes(1));
        release.stage(GREEN).image("myapp:v2").apply();
        assertThat(release.switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThatThrownBy(() -> release.introduce(BLUE).manifest(MANIFEST).apply())
                .hasMessageContaining("was released before");
    }

    @Test
    void itsPlanHasEachWriteAndMakesNone() {
        CutoverPlan plan =
                release().introduce(BLUE).manifest(MANIFEST).image("myapp:v1").plan();

        assertThat(plan.executable()).isTrue();
        assertThat(plan.writes())
                .extracting(PlannedWrite::target)
                .containsSubsequence("Lease/bluegreen-myapp", "Deployment/myapp-blue", "Service/" + Site.SERVICE);
        assertThat(plan.permissions().toString()).contains("deployments");
        assertThat(site.cluster.client().apps().deployments().list().getItems()).isEmpty();
        assertThat(site.cluster.client().leases().list().getItems()).isEmpty();
        assertThatThrownBy(() -> release().introduce(BLUE).plan()).hasMessageContaining("no manifest was given");
    }

    @Test
    void aFirstTrackThatFailsItsTestGetsNoTraffic() {
        assertThatThrownBy(() -> site.release()
                        .smokeTest(SmokeTest.get("/healthz").expectStatus(204))
                        .build()
                        .introduce(BLUE)
                        .manifest(MANIFEST)
                        .apply())
                .isInstanceOf(CutoverException.class);

        assertThat(site.trafficWrites()).isEmpty();
        assertThat(site.lockIsFree()).isTrue();
        assertThat(release().introduce(BLUE).apply().outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void aProcessThatDiedIsFollowedByAnother() {
        site.cluster.when(
                "deployments.apps", "default", "myapp-blue", tree -> true, () -> site.cluster.crash(Site.RELEASER));
        assertThatThrownBy(() -> release().introduce(BLUE).manifest(MANIFEST).apply())
                .isInstanceOf(RuntimeException.class);

        Release other = site.releaseOfAnotherProcess().build();

        assertThat(other.introduce(BLUE).manifest(MANIFEST).apply().outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void refusesWhatIsNotTheFirstRelease() {
        refuses(() -> release().introduce(BLUE).apply(), "no manifest was given");
        refuses(
                () -> release()
                        .introduce(GREEN)
                        .manifest(MANIFEST.replace("blue", "green"))
                        .apply(),
                "before they are tested; introduce BLUE");
        site.cluster.app("myapp").service("another").deploy();
        refuses(() -> release().introduce(BLUE).apply(), "myapp-green is there for GREEN");
    }

    private void refuses(Runnable call, String why) {
        assertThatThrownBy(call::run).isInstanceOf(CutoverException.class).hasMessageContaining(why);
        assertThat(site.writes()).isEmpty();
    }

    private Release release() {
        return site.release()
                .cutover(site.platform.selectorPatch(Site.SERVICE))
                .standby(Standby.lasting(Duration.ofHours(1)))
                .build();
    }
}
