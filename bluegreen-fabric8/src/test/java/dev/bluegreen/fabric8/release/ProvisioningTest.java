package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.fabric8.LoadBalancerCheck;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Service of type LoadBalancer gets its load balancer before traffic moves. */
class ProvisioningTest {

    private final Site site = Site.withApp();

    @BeforeEach
    void ofTypeLoadBalancer() {
        site.kubectl().services().withName(Site.SERVICE).edit(service -> {
            service.getSpec().setType("LoadBalancer");
            return service;
        });
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void theAddressIsWaitedFor() {
        site.cluster.time().after(Duration.ofSeconds(100), this::provision);

        CutoverReport report = site.release().smokeTest(check()).build().switchTo(GREEN);

        assertThat(report.took()).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(110));
        assertThat(report.evidence().get(0).sentence())
                .contains("Service/myapp-svc is reached at [myapp.elb.eu-central-1.amazonaws.com]");
        assertThat(report.history())
                .anySatisfy(event -> assertThat(event.sentence())
                        .startsWith("waits for the load balancer: Service/myapp-svc has no address"));
    }

    @Test
    void withoutAnAddressInTimeItIsRefusedWithWhatTheCloudComplainsOf() {
        warn("FailedBuildModel", "couldn't auto-discover subnets: no subnet is tagged kubernetes.io/role/elb");

        assertThatThrownBy(() -> site.release().smokeTest(check()).build().switchTo(GREEN))
                .hasMessageContaining("Service/myapp-svc has no address after 3 min; Events: FailedBuildModel: couldn't"
                        + " auto-discover subnets")
                .isInstanceOfSatisfying(
                        CutoverException.class,
                        refused -> assertThat(refused.report().took()).isGreaterThanOrEqualTo(Duration.ofMinutes(3)));
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void theTimeCanBeSet() {
        assertThatThrownBy(() -> site.release()
                        .smokeTest(check().within(Duration.ofSeconds(30)))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("has no address after 30 s; no Event says why");
    }

    @Test
    void answersInARowAreWaitedForBesides() {
        provision();
        site.cluster.service(Site.SERVICE).lag(Duration.ZERO);

        CutoverReport report = site.release()
                .smokeTest(check().answering(TrafficProbe.get(
                                site.cluster.service(Site.SERVICE).uri())
                        .inARow(5)))
                .build()
                .switchTo(GREEN);

        assertThat(report.evidence().get(0).sentence()).contains("is reached at");
    }

    @Test
    void aLoadBalancerThatDoesNotAnswerRefuses() {
        provision();

        assertThatThrownBy(() -> site.release()
                        .smokeTest(check().within(Duration.ofSeconds(20))
                                .answering(TrafficProbe.get(site.cluster
                                                .service(Site.SERVICE)
                                                .uri())
                                        .expectHeader("X-Version", "v0")))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("has the address [myapp.elb.eu-central-1.amazonaws.com], but localhost:")
                .hasMessageContaining("header X-Version is 'v1', expected 'v0'");
        assertThat(site.cluster).routes(Site.SERVICE).to(BLUE);
    }

    @Test
    void aServiceOfAnotherTypeOrNoneIsRefused() {
        site.kubectl().services().withName(Site.SERVICE).edit(service -> {
            service.getSpec().setType("ClusterIP");
            return service;
        });

        assertThatThrownBy(() -> site.release().smokeTest(check()).build().switchTo(GREEN))
                .hasMessageContaining("Service/myapp-svc is not of type LoadBalancer");
        assertThatThrownBy(() -> site.release()
                        .smokeTest(site.platform.loadBalancerProvisioned("other"))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("Service/other does not exist");
        assertThatThrownBy(() -> site.release()
                        .smokeTest(check().within(Duration.ofSeconds(-1)))
                        .build())
                .hasMessageContaining("loadBalancerProvisioned.within: -1 s is negative");
    }

    @Test
    void preflightSaysThatThereIsNoAddressAndTheRoleLetsEventsBeRead() {
        var plan = site.release().smokeTest(check()).build().plan(GREEN);

        assertThat(plan.findings())
                .anySatisfy(finding -> assertThat(finding.id()).isEqualTo("load-balancer-pending"));
        assertThat(KubernetesRbac.of(plan).toString())
                .contains("  - {apiGroups: [\"\"], resources: [events], verbs: [list]}\n");
    }

    @Test
    void withoutTheRightToReadEventsTheRefusalNamesIt() {
        warn("FailedBuildModel", "no subnet is tagged");
        String role = KubernetesRbac.of(
                        site.release().smokeTest(check()).build().plan(GREEN))
                .toString();
        String rule = "  - {apiGroups: [\"\"], resources: [events], verbs: [list]}\n";

        assertThatThrownBy(() -> under("with", role).switchTo(GREEN)).hasMessageContaining("no subnet is tagged");
        assertThatThrownBy(() -> under("without", role.replace(rule, "")).switchTo(GREEN))
                .hasMessageContaining("its Events could not be read: cannot list events")
                .hasMessageContaining("allow it by the rule");
    }

    private ReleaseBuilder under(String client, String role) {
        String named = role.replace("bluegreen-myapp}\nrules", client + "}\nrules");
        Fabric8Platform restricted =
                Fabric8Platform.of(site.cluster.clientAs(client, named)).withTime(site.cluster.time());
        return BlueGreen.release("myapp")
                .on(restricted)
                .smokeTest(restricted.loadBalancerProvisioned(Site.SERVICE).within(Duration.ofSeconds(20)));
    }

    private LoadBalancerCheck check() {
        return site.platform.loadBalancerProvisioned(Site.SERVICE);
    }

    private void provision() {
        site.kubectl().services().withName(Site.SERVICE).editStatus(service -> {
            service.getStatus()
                    .getLoadBalancer()
                    .getIngress()
                    .add(new LoadBalancerIngressBuilder()
                            .withHostname("myapp.elb.eu-central-1.amazonaws.com")
                            .build());
            return service;
        });
    }

    private void warn(String reason, String message) {
        site.kubectl()
                .v1()
                .events()
                .resource(new EventBuilder()
                        .withNewMetadata()
                        .withName("myapp-svc.1")
                        .withNamespace("default")
                        .endMetadata()
                        .withNewInvolvedObject()
                        .withKind("Service")
                        .withName(Site.SERVICE)
                        .withNamespace("default")
                        .endInvolvedObject()
                        .withType("Warning")
                        .withReason(reason)
                        .withMessage(message)
                        .build())
                .create();
    }
}
