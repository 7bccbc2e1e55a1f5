package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.Behaviour.neverReady;
import static dev.bluegreen.testkit.PodSelector.pods;
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

    private static final String HTTP = "ports: [{name: http, containerPort: 8080}]";
    private static final String IPV4 = "IPv4";
    private static final String BOTH = "IPv4,IPv6";

    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void refusesATrackThatCallsThePortOfANamelessServicePortAnotherName() {
        shop(HTTP, "ports: [{name: web, containerPort: 8080}]");
        service("[{port: 80, targetPort: http}]");

        assertRefused("Service/shop-svc would have no endpoint for IPv4 port 80, which has some now:"
                + " no pod of shop-green has a TCP port named 'http'");
    }

    @Test
    void refusesATrackThatDeclaresNoPortAtAll() {
        shop(HTTP, "");
        service("[{name: http, port: 80, targetPort: http}]");

        assertRefused("no endpoint for IPv4 port http");
    }

    @Test
    void refusesATrackThatLacksOneOfSeveralPorts() {
        shop("ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9100}]", HTTP);
        service("[{name: http, port: 80, targetPort: http}, {name: metrics, port: 9100, targetPort: metrics}]");

        assertRefused("no endpoint for IPv4 port metrics");
    }

    @Test
    void refusesATrackThatHasThePortUnderAnotherProtocol() {
        shop(HTTP, "ports: [{name: http, containerPort: 8080, protocol: UDP}]");
        service("[{name: http, port: 80, targetPort: http}]");

        assertRefused("no endpoint for IPv4 port http");
    }

    @Test
    void tellsOfAPortThatNeitherTrackServesAndDoesNotAskForIt() {
        shop(HTTP, HTTP);
        service("[{name: http, port: 80, targetPort: http}, {name: metrics, port: 9100, targetPort: metrics}]");

        assertThat(findings()).contains(tuple("port-unserved", Severity.INFO));
        release().switchTo(GREEN);

        assertThat(site.cluster).routes("shop-svc").to(GREEN);
    }

    @Test
    void tellsOfAFamilyThatNeitherTrackHasAndDoesNotAskForIt() {
        deployment("blue", HTTP, IPV4);
        deployment("green", HTTP, IPV4);
        dualStack();

        assertThat(findings()).contains(tuple("port-unserved", Severity.INFO));
        release().switchTo(GREEN);

        assertThat(site.cluster).routes("shop-svc").to(GREEN);
    }

    @Test
    void refusesATrackThatLacksAFamilyTheOtherHas() {
        deployment("blue", HTTP, BOTH);
        deployment("green", HTTP, IPV4);
        dualStack();

        assertRefused("no endpoint for IPv6 port http, which has some now: no pod of shop-green has an IPv6 address");
    }

    @Test
    void doesNotAskForAPortThatOnlyPodsHaveThatAreNotReadyAndPublishedAllTheSame() {
        site.cluster.behave(pods("track=blue"), neverReady());
        publishing("");

        assertThat(findings()).contains(tuple("port-unserved", Severity.INFO));
        release().switchTo(GREEN);

        assertThat(site.cluster).routes("shop-svc").to(GREEN);
    }

    @Test
    void refusesToLoseAPortOfPublishedPodsThatOnlyWaitForAReadinessGate() {
        publishing("readinessGates: [{conditionType: example.org/open}]");

        assertRefused("no endpoint for IPv4 port metrics, which has some now");
    }

    private void publishing(String gatesOfBlue) {
        deployment(
                "blue",
                "ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9100}]\n"
                        + "          readinessProbe: {tcpSocket: {port: 8080}}\n      " + gatesOfBlue,
                BOTH);
        deployment("green", HTTP, BOTH);
        site.cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: shop-svc, namespace: default}
                spec:
                  publishNotReadyAddresses: true
                  selector: {app: shop, track: blue}
                  ports: [{name: http, port: 80, targetPort: http}, {name: metrics, port: 9100, targetPort: metrics}]
                """);
        site.cluster.settle().clock().advance(Duration.ofSeconds(10));
    }

    private void dualStack() {
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
    }

    @Test
    void doesNotCallATrackProvenThatServesNoneOfThePortsAnyMore() {
        shop(HTTP, HTTP);
        service("[{port: 80, targetPort: http}]");
        release().switchTo(GREEN);
        renamePortOfGreen();
        site.cluster.clock().advance(Duration.ofMinutes(2));

        assertThatThrownBy(() -> release().switchTo(GREEN)).hasMessageContaining("GREEN serves none of its ports");
    }

    @Test
    void aPortThatIsLostInTheBakeSendsTrafficBack() {
        shop(HTTP, HTTP);
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
        deployment("blue", blue, BOTH);
        deployment("green", green, BOTH);
    }

    private void deployment(String track, String ports, String families) {
        site.cluster.apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: shop-%1$s, namespace: default}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: shop, track: %1$s}}
                  template:
                    metadata: {labels: {app: shop, track: %1$s}, annotations: {testkit.bluegreen.dev/ip-families: '%3$s'}}
                    spec:
                      containers:
                        - name: app
                          image: shop:v1
                          %2$s
                """.formatted(track, ports, families));
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
