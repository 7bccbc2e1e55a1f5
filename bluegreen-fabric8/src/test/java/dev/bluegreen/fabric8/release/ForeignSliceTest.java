package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Track;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** EndpointSlices that the EndpointSlice controller does not manage carry traffic, whatever the selector says. */
class ForeignSliceTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void refusesToMoveTrafficThatASliceOfAnotherManagerWouldKeep() {
        slice("left", "http", address(BLUE));

        assertThatThrownBy(() -> site.release().build().switchTo(GREEN))
                .hasMessageContaining("Service/myapp-svc would still send traffic outside GREEN, to " + address(BLUE)
                        + " in EndpointSlice/left of endpointslicemirroring-controller.k8s.io");
        assertThat(site.trafficWrites()).isEmpty();
    }

    @Test
    void refusesAnAddressThatIsNoPodAtAll() {
        slice("outpost", "http", "192.0.2.7");

        assertThatThrownBy(() -> site.release().build().switchTo(GREEN)).hasMessageContaining("192.0.2.7");
    }

    @Test
    void letsASliceForAPortBeThatTheServiceDoesNotHave() {
        slice("other", "admin", address(BLUE));

        site.release().build().switchTo(GREEN);
        site.cluster.clock().advance(Duration.ofMinutes(1));
        site.release().build().retire(BLUE);

        assertThat(site.cluster).routes(Site.SERVICE).to(GREEN);
    }

    @Test
    void warnsOfASliceThatSendsTrafficToTheTargetAlready() {
        slice("early", "http", address(GREEN));

        assertThat(site.release().build().plan(GREEN).findings())
                .filteredOn(finding -> finding.id().equals("foreign-endpoints"))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
        site.release().build().switchTo(GREEN);
    }

    @Test
    void sendsTrafficBackWhenSuchASliceComesInTheBake() {
        site.cluster.time().after(Duration.ofMinutes(2), () -> slice("late", "http", "192.0.2.7"));

        assertThatThrownBy(() ->
                        site.release().bake(Duration.ofMinutes(10)).build().switchTo(GREEN))
                .hasMessageContaining("192.0.2.7 in EndpointSlice/late");
    }

    @Test
    void doesNotRetireATrackThatSuchASliceStillReaches() {
        site.release().build().switchTo(GREEN);
        site.cluster.clock().advance(Duration.ofMinutes(1));
        slice("left", "http", address(BLUE));

        assertThatThrownBy(() -> site.release().build().retire(BLUE))
                .hasMessageContaining("endpoints outside GREEN: " + address(BLUE) + " in EndpointSlice/left");
        assertThat(site.kubectl()
                        .apps()
                        .deployments()
                        .withName("myapp-blue")
                        .require()
                        .getSpec()
                        .getReplicas())
                .isEqualTo(3);
    }

    private String address(Track track) {
        return pods(track).get(0);
    }

    private List<String> pods(Track track) {
        return site.kubectl().pods().withLabel("track", track == BLUE ? "blue" : "green").list().getItems().stream()
                .map(pod -> pod.getStatus().getPodIP())
                .toList();
    }

    private void slice(String name, String port, String address) {
        site.cluster.apply("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata:
                  name: %s
                  namespace: default
                  labels:
                    kubernetes.io/service-name: myapp-svc
                    endpointslice.kubernetes.io/managed-by: endpointslicemirroring-controller.k8s.io
                addressType: IPv4
                ports: [{name: %s, port: 8080, protocol: TCP}]
                endpoints: [{addresses: ["%s"], conditions: {ready: true}}]
                """.formatted(name, port, address));
        site.cluster.settle();
    }
}
