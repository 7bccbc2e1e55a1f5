package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.PodSelector.pods;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Milestone;
import dev.bluegreen.testkit.Behaviour;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is observed after the switch: answers through the Service's real address, lines in logs, the health of pods. */
class TrafficProbeTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void trafficIsVerifiedByTheServicesOwnAddress() {
        site.cluster.service(Site.SERVICE).lag(Duration.ofSeconds(12));

        CutoverReport report = site.release().trafficProbe(probe("v2")).build().switchTo(GREEN);

        assertThat(report.milestone()).contains(Milestone.TRAFFIC_VERIFIED);
        assertThat(report.took()).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(14));
        assertThat(report.history())
                .anySatisfy(event -> assertThat(event.sentence()).contains("header X-Version is 'v1', expected 'v2'"));
    }

    @Test
    void aNodeThatStaysOnTheOldPodsSendsTrafficBack() {
        site.cluster.service(Site.SERVICE).lag(Duration.ofMinutes(10));

        assertThatThrownBy(
                        () -> site.release().trafficProbe(probe("v2")).build().switchTo(GREEN))
                .hasMessageContaining("the proof is contradicted")
                .hasMessageContaining("header X-Version is 'v1', expected 'v2'");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void aLineInTheLogOfTheNewTrackIsSeen() {
        site.cluster.pods("track=green").writeLog("GET /cart 200");
        site.cluster.clock().advance(Duration.ofSeconds(5));
        site.cluster
                .time()
                .after(
                        Duration.ofSeconds(8),
                        () -> site.cluster.pods("track=green").writeLog("GET /cart 200"));

        CutoverReport report = site.release()
                .trafficProbe(TrafficProbe.log("GET /cart 200"))
                .build()
                .switchTo(GREEN);

        assertThat(report.took()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(10));
        assertThat(KubernetesRbac.of(site.release()
                                .trafficProbe(TrafficProbe.log("x"))
                                .build()
                                .plan(BLUE))
                        .toString())
                .contains("resources: [pods/log], verbs: [get]");
    }

    @Test
    void aNewTrackThatLogsNothingSendsTrafficBack() {
        site.cluster.pods("track=green").writeLog("GET /cart 200");
        site.cluster.clock().advance(Duration.ofSeconds(5));

        assertThatThrownBy(() -> site.release()
                        .trafficProbe(TrafficProbe.log("GET /cart 200"))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("was not seen in the logs since the switch");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void podsThatStayWellPassTheBake() {
        CutoverReport report = site.release()
                .bake(Duration.ofMinutes(5), Slo.podHealth())
                .build()
                .switchTo(GREEN);

        assertThat(report.history())
                .anySatisfy(event ->
                        assertThat(event.sentence()).isEqualTo("GOOD 3 pods of myapp-green are ready and well"));
    }

    @Test
    void podsThatCrashInTheBakeSendTrafficBack() {
        String sick = site.cluster.pods("track=green").names().get(0);
        site.kubectl().pods().withName(sick).edit(pod -> {
            pod.getMetadata().getLabels().put("sick", "yes");
            return pod;
        });
        Behaviour crash = Behaviour.failsAfter(Duration.ofSeconds(5));
        site.cluster.time().after(Duration.ofMinutes(2), () -> site.cluster.behave(pods("sick=yes"), crash));

        assertThatThrownBy(() -> site.release()
                        .minReadyPods(1)
                        .bake(Duration.ofMinutes(10), Slo.podHealth())
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("an SLO is breached: ")
                .hasMessageContaining(sick)
                .hasMessageContaining("Traffic is on BLUE");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    private TrafficProbe probe(String version) {
        return TrafficProbe.get(site.cluster.service(Site.SERVICE).uri())
                .expectHeader("X-Version", version)
                .inARow(20);
    }
}
