package dev.bluegreen.fabric8.release;

import static dev.bluegreen.check.PreflightDepth.THOROUGH;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.check.PreflightDepth;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.KubernetesRbac;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.result.CutoverPlan;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the rules of preflight find in a cluster, and what they leave in peace. */
class FindingsTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void anAppWithoutRisksHasNoWarning() {
        assertThat(findings()).noneMatch(finding -> finding.severity().compareTo(Severity.WARNING) >= 0);
    }

    @Test
    void anIngressWhoseLoadBalancerHoldsPodAddresses() {
        ingress("alb.ingress.kubernetes.io/target-type: ip");

        assertThat(site.release().build().switchTo(GREEN).findings())
                .filteredOn(finding -> finding.id().equals("pod-ip-load-balancer"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("Ingress/web"));
    }

    @Test
    void anIngressInInstanceModeIsLeftInPeace() {
        ingress("alb.ingress.kubernetes.io/target-type: instance");

        assertThat(findings()).extracting(Finding::id).doesNotContain("pod-ip-load-balancer");
    }

    @Test
    void aStickyIngress() {
        ingress("alb.ingress.kubernetes.io/target-group-attributes: stickiness.enabled=true");

        assertThat(finding("sticky-load-balancer").sentence()).contains("Ingress/web");
    }

    @Test
    void aTargetGroupBindingToPodAddressesOfTheRouterOnly() {
        site.cluster.install("elbv2.k8s.aws/v1beta1", "TargetGroupBinding", "targetgroupbindings");
        site.cluster.apply(
                targetGroupBinding("ours", Site.SERVICE) + "---\n" + targetGroupBinding("other", "other-svc"));

        assertThat(findings())
                .filteredOn(finding -> finding.id().equals("pod-ip-load-balancer"))
                .extracting(Finding::sentence)
                .singleElement()
                .asString()
                .startsWith("TargetGroupBinding/ours");
    }

    @Test
    void aPreStopHookThatTakesAllTheGrace() {
        editTemplates("""
                {"spec":{"template":{"spec":{"terminationGracePeriodSeconds":20,"containers":[{"name":"app",
                 "lifecycle":{"preStop":{"exec":{"command":["sh","-c","sleep 25"]}}}}]}}}}""");

        assertThat(finding("grace-too-short").sentence()).contains("sleeps 25 s", "is 20 s:");
    }

    @Test
    void aLoadBalancerThatDrainsLongerThanPodsMayTake() {
        annotateService(
                "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes",
                "deregistration_delay.timeout_seconds=300");

        assertThat(finding("drain-longer-than-grace").sentence()).contains("drains a pod for 5 min,", "is 30 s:");
    }

    @Test
    void aStickyLoadBalancerOfTheService() {
        annotateService(
                "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes", "stickiness.enabled=true");

        assertThat(finding("sticky-load-balancer").sentence()).contains("Service/myapp-svc");
    }

    @Test
    void sessionAffinity() {
        site.kubectl().services().withName(Site.SERVICE).patch("{\"spec\":{\"sessionAffinity\":\"ClientIP\"}}");

        assertThat(finding("session-affinity").severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void aClassicLoadBalancerIsDistinguishedFromANetworkOne() {
        provision("a1b2c3-123.eu-west-1.elb.amazonaws.com");
        assertThat(finding("classic-load-balancer").sentence()).contains("Service/myapp-svc");

        provision("k8s-shop-1234.elb.eu-west-1.amazonaws.com");
        assertThat(findings()).extracting(Finding::id).doesNotContain("classic-load-balancer");
    }

    @Test
    void aZoneWithoutPodsOfTheTarget() {
        node("node-a", "zone-a");
        node("node-b", "zone-b");
        schedule("blue", "node-b");
        schedule("green", "node-a");

        assertThat(finding("zones-uncovered").sentence()).contains("zone-b").doesNotContain("zone-a");
    }

    @Test
    void configurationThatBothTracksRead() {
        editTemplates("""
                {"spec":{"template":{"spec":{"containers":[{"name":"app",
                 "envFrom":[{"configMapRef":{"name":"settings"}}]}]}}}}""");

        assertThat(finding("shared-config").sentence()).contains("ConfigMap/settings");
    }

    @Test
    void sharedConfigurationIsNoFindingWhenItIsKnownToBeImmutable() {
        configuration("settings", "a", true);
        editTemplates("""
                {"spec":{"template":{"spec":{"containers":[{"name":"app",
                 "envFrom":[{"configMapRef":{"name":"settings"}}]}]}}}}""");

        CutoverPlan plan = BlueGreen.release("myapp")
                .on(site.platform.comparingConfig())
                .build()
                .plan(GREEN);

        assertThat(plan.findings()).extracting(Finding::id).doesNotContain("shared-config");
    }

    @Test
    void contentsAreComparedOnlyWhenConfiguredAndNeverShown() {
        configuration("settings-1", "first secret value", false);
        configuration("settings-2", "second secret value", false);
        editTemplate("myapp-blue", readingSettings("settings-1"));
        editTemplate("myapp-green", readingSettings("settings-2"));

        assertThat(findings()).extracting(Finding::id).doesNotContain("config-differs");
        CutoverPlan plan = BlueGreen.release("myapp")
                .on(site.platform.comparingConfig())
                .build()
                .plan(GREEN);

        assertThat(plan.findings())
                .filteredOn(finding -> finding.id().equals("config-differs"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence())
                        .contains("ConfigMap/settings-1", "ConfigMap/settings-2")
                        .doesNotContain("secret value"));
    }

    @Test
    void comparingTakesTheRightToReadWhatTheTracksNameAndNothingElse() {
        configuration("settings-1", "one", false);
        configuration("settings-2", "two", false);
        editTemplate("myapp-blue", readingSettings("settings-1"));
        editTemplate("myapp-green", readingSettings("settings-2"));
        String role = KubernetesRbac.of(BlueGreen.release("myapp")
                        .on(site.platform.comparingConfig())
                        .preflight(PreflightDepth.THOROUGH)
                        .build()
                        .plan(GREEN))
                .toString();

        assertThat(role)
                .contains("resources: [configmaps], verbs: [get], resourceNames: [settings-1]}")
                .contains("resources: [configmaps], verbs: [get], resourceNames: [settings-2]}");
        CutoverPlan plan = BlueGreen.release("myapp")
                .on(Fabric8Platform.of(site.cluster.clientAs("ci", role))
                        .withTime(site.cluster.time())
                        .comparingConfig())
                .preflight(PreflightDepth.THOROUGH)
                .build()
                .plan(GREEN);
        assertThat(plan.findings())
                .extracting(Finding::id)
                .contains("config-differs")
                .doesNotContain("not-checked", "permission-missing");
    }

    @Test
    void noDisruptionBudget() {
        Finding missing = finding("no-disruption-budget");
        assertThat(missing.severity()).isEqualTo(Severity.INFO);
        assertThat(missing.remedy()).contains("{app=myapp, track=green}");
    }

    @Test
    void aDisruptionBudgetThatCountsBothTracksTogether() {
        disruptionBudget("{app: myapp}");

        assertThat(finding("disruption-budget-spans-tracks").sentence()).contains("PodDisruptionBudget/budget");
    }

    @Test
    void aDisruptionBudgetOfTheTrackAloneIsFine() {
        disruptionBudget("{app: myapp, track: green}");

        assertThat(findings())
                .extracting(Finding::id)
                .doesNotContain("no-disruption-budget", "disruption-budget-spans-tracks");
    }

    @Test
    void aDisruptionBudgetThatAllowsNoDisruption() {
        disruptionBudget("{app: myapp, track: green}");
        site.kubectl().policy().v1().podDisruptionBudget().withName("budget").edit(budget -> {
            budget.getSpec().setMinAvailable(new IntOrString(3));
            return budget;
        });
        site.cluster.settle();

        assertThat(finding("disruption-budget-blocks").sentence()).contains("PodDisruptionBudget/budget");
    }

    @Test
    void anAutoscalerThatMayShrinkTheTarget() {
        site.autoscale("myapp-green", 2, 9);

        assertThat(finding("autoscaler-below-live-size").sentence())
                .isEqualTo(
                        "HorizontalPodAutoscaler/myapp-green may leave myapp-green with 2 pods while it is idle, and the active"
                                + " track has 3");
        assertThat(site.release().prescale().build().plan(GREEN).findings())
                .extracting(Finding::id)
                .doesNotContain("autoscaler-below-live-size");
    }

    @Test
    void whatMayNotBeReadIsAFindingAndNotAnError() {
        site.cluster.deny(Site.RELEASER, "list", "ingresses");

        assertThat(finding("not-checked").sentence()).contains("ingresses");
        assertThat(finding("not-checked").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void aMissingRightRefusesBeforeAnythingIsWritten() {
        site.cluster.deny(Site.RELEASER, "patch", "services");

        assertThatThrownBy(() -> site.release().preflight(THOROUGH).build().switchTo(GREEN))
                .hasMessageContaining("may not patch services \"myapp-svc\" in namespace");
        assertThat(site.writes()).isEmpty();
    }

    private List<Finding> findings() {
        return site.release().build().plan(GREEN).findings();
    }

    private Finding finding(String id) {
        return findings().stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id + " among " + findings()));
    }

    private void ingress(String annotation) {
        site.cluster.apply("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  name: web
                  annotations: {%s}
                spec:
                  ingressClassName: alb
                  rules:
                    - http:
                        paths:
                          - {path: /, pathType: Prefix, backend: {service: {name: myapp-svc, port: {number: 80}}}}
                """.formatted(annotation));
    }

    private static String targetGroupBinding(String name, String service) {
        return """
                apiVersion: elbv2.k8s.aws/v1beta1
                kind: TargetGroupBinding
                metadata: {name: %s}
                spec:
                  targetType: ip
                  serviceRef: {name: %s, port: 80}
                """.formatted(name, service);
    }

    private void disruptionBudget(String labels) {
        site.cluster.apply("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: budget}
                spec:
                  minAvailable: 1
                  selector: {matchLabels: %s}
                """.formatted(labels));
    }

    private void annotateService(String key, String value) {
        site.kubectl().services().withName(Site.SERVICE).edit(service -> {
            service.getMetadata().getAnnotations().put(key, value);
            return service;
        });
    }

    private void provision(String hostname) {
        site.kubectl().services().withName(Site.SERVICE).patch("{\"spec\":{\"type\":\"LoadBalancer\"}}");
        site.kubectl()
                .services()
                .withName(Site.SERVICE)
                .subresource("status")
                .patch("{\"status\":{\"loadBalancer\":{\"ingress\":[{\"hostname\":\"" + hostname + "\"}]}}}");
    }

    private void node(String name, String zone) {
        site.cluster.apply("""
                apiVersion: v1
                kind: Node
                metadata: {name: %s, labels: {topology.kubernetes.io/zone: %s}}
                """.formatted(name, zone));
    }

    private void schedule(String track, String node) {
        editTemplate("myapp-" + track, "{\"spec\":{\"template\":{\"spec\":{\"nodeName\":\"" + node + "\"}}}}");
    }

    private void configuration(String name, String value, boolean immutable) {
        site.cluster.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s}
                immutable: %s
                data: {key: "%s"}
                """.formatted(name, immutable, value));
    }

    private static String readingSettings(String name) {
        return """
                {"spec":{"template":{"spec":{"containers":[{"name":"app","env":[{"name":"KEY",
                 "valueFrom":{"configMapKeyRef":{"name":"%s","key":"key"}}}]}]}}}}""".formatted(name);
    }

    private void editTemplates(String patch) {
        editTemplate("myapp-blue", patch);
        editTemplate("myapp-green", patch);
    }

    private void editTemplate(String deployment, String patch) {
        site.kubectl().apps().deployments().withName(deployment).patch(patch);
        site.cluster.settle();
    }
}
