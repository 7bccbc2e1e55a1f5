package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.PodSelector.pods;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.fabric8.SelectorPatch;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.FakeLoadBalancer;
import dev.bluegreen.testkit.fault.Fault;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Releases whose Service selects both tracks before it leaves the old one. */
class MakeBeforeBreakTest {

    private static final String WIDENED = "bluegreen.dev/widened";
    private static final Duration WAIT = ofSeconds(20);

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void theServiceSelectsBothTracksUntilTheNewPodsAreReadyForIt() {
        List<Map<String, String>> selectors = new ArrayList<>();
        site.cluster.when(
                "services",
                "default",
                Site.SERVICE,
                tree -> !selector(tree).containsKey("track"),
                () -> selectors.add(site.service().getSpec().getSelector()));

        CutoverReport report = release(patch().makeBeforeBreak()).build().switchTo(GREEN);

        assertThat(selectors).containsExactly(Map.of("app", "myapp"));
        assertThat(site.trafficWrites()).hasSize(2);
        assertThat(site.service().getSpec().getSelector()).containsEntry("track", "green");
        assertThat(site.service().getMetadata().getAnnotations())
                .doesNotContainKey(WIDENED)
                .containsEntry("bluegreen.dev/switched-from", "blue");
        assertThat(report.mixed()).isPresent();
        assertThat(report.evidence()).allMatch(seen -> seen.verdict() == Evidence.Verdict.CONFIRMED);
        assertThat(release(patch().makeBeforeBreak()).build().rollBack().outcome())
                .isEqualTo(Outcome.ROLLED_BACK);
        assertThat(site.trafficWrites()).hasSize(4);
    }

    @Test
    void twoServicesGoThroughBothTracksTogether() {
        site.cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: internal}
                spec: {selector: {app: myapp, track: blue}, ports: [{name: http, port: 80, targetPort: http}]}
                """);
        ReleaseBuilder both = release(patch().makeBeforeBreak())
                .cutover(site.platform.selectorPatch("internal").makeBeforeBreak());

        assertThat(both.build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(both.build().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(site.trafficWrites())
                .extracting(write -> write.name())
                .containsExactly(
                        Site.SERVICE,
                        "internal",
                        Site.SERVICE,
                        "internal",
                        Site.SERVICE,
                        "internal",
                        Site.SERVICE,
                        "internal");
    }

    @Test
    void thePlanNamesBothPatches() {
        assertThat(release(patch().makeBeforeBreak(WAIT)).build().plan(GREEN).toString())
                .contains(
                        "patch Service/myapp-svc: spec.selector.track 'blue' removed, so that both tracks are selected,",
                        "held 20 s from its proof",
                        "patch Service/myapp-svc: both tracks -> 0/100");
    }

    @Test
    void isRefusedIfPodsOfNeitherTrackWouldBeSelected() {
        stranger();

        assertThatThrownBy(() -> release(patch().makeBeforeBreak()).build().switchTo(GREEN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Service/myapp-svc would select by {app=myapp} pods of neither track: stranger");
        assertThat(site.trafficWrites()).isEmpty();
        assertThat(release(patch()).build().switchTo(GREEN).outcome()).isEqualTo(Outcome.SWITCHED);
    }

    @Test
    void suchPodsAreSeenAlsoIfTheyComeAfterThePlan() {
        assertThatThrownBy(() -> release(patch().makeBeforeBreak())
                        .beforeShift(context -> {
                            stranger();
                            return GateResult.pass("stranger", "it is there");
                        })
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("pods of neither track");
        assertThat(site.trafficWrites()).isEmpty();
    }

    @Test
    void suchAPodThatComesBetweenTheTwoSendsTrafficBack() {
        site.cluster.when(
                "services",
                "default",
                Site.SERVICE,
                tree -> !selector(tree).containsKey("track"),
                () -> site.cluster.clock().after(ofSeconds(1), this::stranger));

        assertThatThrownBy(() -> release(patch().makeBeforeBreak(WAIT)).build().switchTo(GREEN))
                .hasMessageContaining("stranger")
                .hasMessageContaining("Traffic is on BLUE");
        assertThat(site.service().getSpec().getSelector()).containsEntry("track", "blue");
    }

    @Test
    void withSuchPodsTrafficGoesBackByOneWrite() {
        release(patch().makeBeforeBreak()).build().switchTo(GREEN);
        stranger();

        CutoverReport report = release(patch().makeBeforeBreak()).build().rollBack();

        assertThat(report.active()).contains(BLUE);
        assertThat(report.mixed()).isEmpty();
        assertThat(site.trafficWrites()).hasSize(3);
    }

    @Test
    void isRefusedIfTheSelectorHasNoOtherKey() {
        site.kubectl().services().withName(Site.SERVICE).edit(service -> {
            service.getSpec().getSelector().remove("app");
            return service;
        });

        assertThatThrownBy(() -> release(patch().makeBeforeBreak()).build().switchTo(GREEN))
                .hasMessageContaining("would select nothing: its selector has no key but 'track'");
    }

    @Test
    void isRefusedIfNothingTellsWhenTheLoadBalancerFollows() {
        bind("web");

        assertThatThrownBy(() -> release(patch().makeBeforeBreak()).build().switchTo(GREEN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("nothing in the cluster tells when the new pods are its healthy targets:"
                        + " TargetGroupBinding/web without a readiness gate in myapp-blue-")
                .hasMessageContaining("makeBeforeBreak(Duration)");
        assertThat(site.trafficWrites()).isEmpty();
    }

    @Test
    void aFixedWaitIsReportedAsNotVerified() {
        bind("web");

        CutoverReport report = release(patch().makeBeforeBreak(WAIT)).build().switchTo(GREEN);

        assertThat(report.findings())
                .filteredOn(finding -> finding.id().equals("targets-unverified"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING))
                .extracting(Finding::sentence)
                .asString()
                .contains("both tracks take traffic for 20 s, which is not verified");
        assertThat(report.mixed()).hasValueSatisfying(time -> assertThat(time).isGreaterThanOrEqualTo(WAIT));
    }

    @Test
    void theFindingAboutSuchALoadBalancerRecommendsItAndIsGoneWithIt() {
        bind("web");
        site.kubectl().services().withName(Site.SERVICE).edit(service -> {
            service.getMetadata()
                    .getAnnotations()
                    .put("service.beta.kubernetes.io/aws-load-balancer-nlb-target-type", "ip");
            return service;
        });

        assertThat(podAddresses(release(patch()).build().plan(GREEN)))
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.remedy()).contains("makeBeforeBreak()"));
        assertThat(podAddresses(release(patch().makeBeforeBreak(WAIT)).build().plan(GREEN)))
                .isEmpty();
    }

    @Test
    void theNewTrackIsSelectedWhenItsPodsAreHealthyTargetsAnew() {
        FakeLoadBalancer balancer = gated();
        List<Instant> writes = new ArrayList<>();
        site.cluster.when(
                "services",
                "default",
                Site.SERVICE,
                tree -> !selector(tree).containsKey("track"),
                () -> writes.add(site.cluster.time().now()));
        List<String> targets = new ArrayList<>();
        site.cluster.when(
                "services",
                "default",
                Site.SERVICE,
                tree -> "green".equals(selector(tree).get("track")),
                () -> {
                    writes.add(site.cluster.time().now());
                    targets.addAll(balancer.targets().values());
                });

        CutoverReport report = release(patch().makeBeforeBreak()).build().switchTo(GREEN);

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(report.findings()).extracting(Finding::id).doesNotContain("targets-unverified");
        assertThat(Duration.between(writes.get(0), writes.get(1))).isGreaterThanOrEqualTo(ofSeconds(15));
        assertThat(targets).contains("healthy").doesNotContain("initial");
        assertThat(report.history())
                .anyMatch(event -> event.sentence()
                        .contains("0 of 3 ready pods are healthy targets of TargetGroupBinding/web since"));
    }

    @Test
    void podsThatNeverBecomeHealthyTargetsSendTrafficBack() {
        gated();
        site.cluster.when(
                "services",
                "default",
                Site.SERVICE,
                tree -> !selector(tree).containsKey("track"),
                () -> site.cluster.behave(pods("track=green"), Behaviour.failing(1)));

        assertThatThrownBy(() -> release(patch().makeBeforeBreak()).build().switchTo(GREEN))
                .hasMessageContaining("was moved to both tracks and sent back")
                .hasMessageContaining("Traffic is on BLUE");
        assertThat(site.service().getSpec().getSelector()).containsEntry("track", "blue");
    }

    @Test
    void aProcessThatDiedBetweenTheTwoIsRecoveredAlsoByAReleaseThatDiscoversItsRouter() {
        site.cluster.faults().on("patch").resource("services").nth(2).then(Fault.crashBefore());
        assertThatThrownBy(() -> release(patch().makeBeforeBreak()).build().switchTo(GREEN))
                .isInstanceOf(Exception.class);
        preview();

        Release other = site.releaseOfAnotherProcess().build();

        assertThat(other.status().toString())
                .startsWith("myapp: traffic on both tracks, shared by the number of their pods")
                .contains("router Service/myapp-svc {app=myapp}");
        assertThatThrownBy(() -> other.retire(BLUE)).hasMessageContaining("traffic is shared");
        assertThat(other.recover().active()).contains(BLUE);
        assertThat(site.service().getSpec().getSelector()).containsEntry("track", "blue");
        assertThat(site.service().getMetadata().getAnnotations()).doesNotContainKey(WIDENED);
    }

    private void preview() {
        site.cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: preview}
                spec: {selector: {app: myapp, track: green}, ports: [{name: http, port: 80, targetPort: http}]}
                """);
    }

    @Test
    void aForeignWriteBetweenTheTwoIsLeftAsItIs() {
        site.cluster.when(
                "services",
                "default",
                Site.SERVICE,
                tree -> !selector(tree).containsKey("track"),
                () -> site.cluster.clock().after(ofSeconds(5), () -> site.select("track", "blue")));

        assertThatThrownBy(() -> release(patch().makeBeforeBreak(WAIT)).build().switchTo(GREEN))
                .hasMessageContaining("foreign write: Service/myapp-svc selects {app=myapp, track=blue}");
        assertThat(site.trafficWrites()).hasSize(1);
    }

    private void stranger() {
        site.cluster.apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: stranger, labels: {app: myapp}}
                spec: {containers: [{name: app, image: "registry/stranger:v1"}]}
                """);
    }

    private void bind(String name) {
        site.cluster.install("elbv2.k8s.aws/v1beta1", "TargetGroupBinding", "targetgroupbindings");
        site.cluster.apply("""
                apiVersion: elbv2.k8s.aws/v1beta1
                kind: TargetGroupBinding
                metadata: {name: %s}
                spec:
                  targetType: ip
                  serviceRef: {name: %s, port: 80}
                """.formatted(name, Site.SERVICE));
    }

    /** Both tracks were targets once, and have gates since; now the Service is on BLUE. */
    private FakeLoadBalancer gated() {
        bind("web");
        FakeLoadBalancer balancer = site.cluster.loadBalancer(Site.SERVICE).gates("web");
        site.kubectl().services().withName(Site.SERVICE).edit(service -> {
            service.getSpec().getSelector().remove("track");
            return service;
        });
        for (String deployment : List.of("myapp-blue", "myapp-green")) {
            site.kubectl().apps().deployments().withName(deployment).edit(found -> {
                found.getSpec()
                        .getTemplate()
                        .getSpec()
                        .setReadinessGates(List.of(new PodReadinessGate("target-health.elbv2.k8s.aws/web")));
                return found;
            });
        }
        site.cluster.clock().advance(Duration.ofMinutes(10));
        site.select("track", "blue");
        site.cluster.clock().advance(Duration.ofMinutes(10));
        return balancer;
    }

    @SuppressWarnings("unchecked") // JSON
    private static Map<String, Object> selector(Map<String, Object> service) {
        return (Map<String, Object>) ((Map<String, Object>) service.get("spec")).get("selector");
    }

    private static List<Finding> podAddresses(CutoverPlan plan) {
        return plan.findings().stream()
                .filter(finding -> finding.id().equals("pod-ip-load-balancer"))
                .toList();
    }

    private SelectorPatch patch() {
        return site.platform.selectorPatch(Site.SERVICE);
    }

    private ReleaseBuilder release(SelectorPatch patch) {
        return site.release().cutover(patch);
    }
}
