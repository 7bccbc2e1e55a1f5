package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.model.Finding.Severity;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Duration;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which ports and families a track serves decides whether traffic may go there: before the write, and in the proof. */
class ServedPortsTest {

    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void refusesATrackThatCallsThePortOfANamelessServicePortAnotherName() {
        shop("ports: [{name: http, containerPort: 8080}]", "ports: [{name: web, containerPort: 8080}]");
        service("[{port: 80, targetPort: http}]");

        assertRefused("Service/shop-svc would have no endpoint for IPv4 port 80, which has some now:"
                + " no pod of shop-green has a TCP port named 'http'");
    }

    @Test
    void refusesATrackThatDeclaresNoPortAtAll() {
        shop("ports: [{name: http, containerPort: 8080}]", "");
        service("[{name: http, port: 80, targetPort: http}]");

        assertRefused("no endpoint for IPv4 port http");
    }

    @Test
    void refusesATrackThatLacksOneOfSeveralPorts() {
        shop(
                "ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9100}]",
                "ports: [{name: http, containerPort: 8080}]");
        service("[{name: http, port: 80, targetPort: http}, {name: metrics, port: 9100, targetPort: metrics}]");

        assertRefused("no endpoint for IPv4 port metrics");
    }

    @Test
    void refusesATrackThatHasThePortUnderAnotherProtocol() {
        shop("ports: [{name: http, containerPort: 8080}]", "ports: [{name: http, containerPort: 8080, protocol: UDP}]");
        service("[{name: http, port: 80, targetPort: http}]");

        assertRefused("no endpoint for IPv4 port http");
    }

    @Test
    void tellsOfAPortThatNeitherTrackServesAndDoesNotAskForIt() {
        shop("ports: [{name: http, containerPort: 8080}]", "ports: [{name: http, containerPort: 8080}]");
        service("[{name: http, port: 80, targetPort: http}, {name: metrics, port: 9100, targetPort: metrics}]");

        assertThat(findings()).contains(tuple("port-unserved", Severity.INFO));
        release().switchTo(GREEN);

        assertThat(site.cluster).routes("shop-svc").to(GREEN);
    }

    @Test
    void tellsOfAFamilyThatNeitherTrackHasAndDoesNotAskForIt() {
        shop("ports: [{name: http, containerPort: 8080}]", "ports: [{name: http, containerPort: 8080}]");
        site.cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: shop-svc, namespace: default}
                spec:
                  ipFamilyPolicy: PreferDualStack
                  ipFamilies: [IPv4, IPv6]
                  selector: {app: shop, track: blue}
                  ports: [{name: http, port: 80, targetPort: http}]
                """);
        site.cluster.awaitReady();

        assertThat(findings()).contains(tuple("port-unserved", Severity.INFO));
        release().switchTo(GREEN);

        assertThat(site.cluster).routes("shop-svc").to(GREEN);
    }

    @Test
    void doesNotCallATrackProvenThatServesNoneOfThePortsAnyMore() {
        shop("ports: [{name: http, containerPort: 8080}]", "ports: [{name: http, containerPort: 8080}]");
        service("[{port: 80, targetPort: http}]");
        release().switchTo(GREEN);
        renamePortOfGreen();
        site.cluster.clock().advance(Duration.ofMinutes(2));

        assertThatThrownBy(() -> release().switchTo(GREEN)).hasMessageContaining("GREEN serves none of its ports");
    }

    @Test
    void aPortThatIsLostInTheBakeSendsTrafficBack() {
        shop("ports: [{name: http, containerPort: 8080}]", "ports: [{name: http, containerPort: 8080}]");
        service("[{name: http, port: 80, targetPort: http}, {name: raw, port: 81, targetPort: 8081}]");
        site.cluster.time().after(Duration.ofMinutes(2), this::renamePortOfGreen);

        assertThatThrownBy(() -> BlueGreen.release("shop")
                        .on(site.platform)
                        .bake(Duration.ofMinutes(10))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("IPv4 port http");
        assertThat(site.cluster).routes("shop-svc").to(BLUE);
    }

    private void renamePortOfGreen() {
        site.kubectl()
                .apps()
                .deployments()
                .withName("shop-green")
                .edit(deployment -> new DeploymentBuilder(deployment)
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .editFirstContainer()
                        .editFirstPort()
                        .withName("web")
                        .endPort()
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());
    }

    private void assertRefused(String why) {
        assertThat(findings()).contains(tuple("port-lost", Severity.FATAL));
        site.cluster.requestLog().clear();

        assertThatThrownBy(() -> release().switchTo(GREEN)).hasMessageContaining(why);

        assertThat(site.trafficWrites()).isEmpty();
        assertThat(site.cluster).routes("shop-svc").to(BLUE);
    }

    private List<Tuple> findings() {
        return release().plan(GREEN).findings().stream()
                .map(finding -> tuple(finding.id(), finding.severity()))
                .toList();
    }

    private Release release() {
        return BlueGreen.release("shop").on(site.platform).build();
    }

    private void shop(String blue, String green) {
        deployment("blue", blue);
        deployment("green", green);
    }

    private void deployment(String track, String ports) {
        site.cluster.apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: shop-%1$s, namespace: default}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: shop, track: %1$s}}
                  template:
                    metadata: {labels: {app: shop, track: %1$s}}
                    spec:
                      containers:
                        - name: app
                          image: shop:v1
                          %2$s
                """.formatted(track, ports));
    }

    private void service(String ports) {
        site.cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: shop-svc, namespace: default}
                spec:
                  selector: {app: shop, track: blue}
                  ports: %s
                """.formatted(ports));
        site.cluster.awaitReady();
    }
}
