package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.Behaviour.failing;
import static dev.bluegreen.testkit.PodSelector.pods;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.model.Evidence.Verdict;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.result.CutoverReport;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Smoke tests of the idle track, through the API server to its own pods. */
class IdleTrackTest {

    private static final String RIGHT =
            "  - {apiGroups: [\"\"], resources: [pods/portforward], verbs: [create, get]}\n";

    private final Site site = Site.withApp();
    private final SmokeTest health = SmokeTest.get("/healthz")
            .port("http")
            .expectStatus(200)
            .expectHeader("X-Track", "green")
            .expectJson("/version", "v2");

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void theIdleTracksOwnPodsAreTestedBeforeTrafficMoves() {
        CutoverReport report = site.release().smokeTest(health).build().switchTo(GREEN);

        assertThat(report.evidence().get(0).verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(report.evidence().get(0).sentence())
                .startsWith("GET /healthz on port 8080 was as expected on 3 pods; tested ")
                .contains("@sha256:");
        assertThat(site.cluster.requests().stream()
                        .filter(request -> request.subresource().equals("portforward")))
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.name()).startsWith("myapp-green-"));
    }

    @Test
    void podsThatFailRefuseTheCutover() {
        site.cluster.behave(pods("track=green"), failing(1));

        assertThatThrownBy(() -> site.release().smokeTest(health).build().switchTo(GREEN))
                .hasMessageContaining(": status 500, expected 200");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
        assertThat(site.trafficWrites()).isEmpty();
        assertThat(site.lockIsFree()).isTrue();
    }

    @Test
    void aPortThatThePodsDoNotHaveIsRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> site.release()
                        .smokeTest(SmokeTest.get("/").port("grpc"))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("the pods of myapp-green declare http (8080)");
        assertThat(site.writes()).isEmpty();
    }

    @Test
    void whatThePodSaysOfATunnelIsPassedOn() {
        SmokeTest deaf = SmokeTest.get("/").port(9999).attempts(1, Duration.ZERO);

        assertThatThrownBy(() -> site.release()
                        .smokeTest(deaf)
                        .severity("smoke-test-port", Severity.WARNING)
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("the tunnel says: ")
                .hasMessageContaining("error forwarding port 9999 to pod myapp-green-")
                .hasMessageContaining("connection refused");
    }

    @Test
    void thePlanPrintsTheRightAndRunsUnderIt() {
        String role = KubernetesRbac.of(site.release().smokeTest(health).build().plan(GREEN))
                .toString();

        assertThat(role).contains(RIGHT);
        restricted("ci", role).smokeTest(health).build().switchTo(GREEN);
        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    @Test
    void withoutTheRightTheCutoverIsRefusedAndTheRightNamed() {
        String role = KubernetesRbac.of(site.release().smokeTest(health).build().plan(GREEN))
                .toString();
        SmokeTest once = SmokeTest.get("/").attempts(1, Duration.ZERO);

        assertThatThrownBy(() -> restricted("ci", role.replace(RIGHT, ""))
                        .smokeTest(once)
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("pods/portforward")
                .hasMessageContaining("resources: [pods/portforward], verbs: [create, get]");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    private ReleaseBuilder restricted(String client, String role) {
        return BlueGreen.release("myapp")
                .on(Fabric8Platform.of(site.cluster.clientAs(client, role)).withTime(site.cluster.time()));
    }
}
