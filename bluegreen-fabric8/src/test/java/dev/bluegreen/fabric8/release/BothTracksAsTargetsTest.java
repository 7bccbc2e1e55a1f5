package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.fabric8.SelectorPatch;
import dev.bluegreen.model.Finding;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.fault.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Service that selects both tracks, whose pods are targets of one group of a load balancer. */
class BothTracksAsTargetsTest {

    private static final Duration WAIT = ofSeconds(20);

    private final Site site = Site.withApp();

    @BeforeEach
    void bind() {
        site.cluster.install("elbv2.k8s.aws/v1beta1", "TargetGroupBinding", "targetgroupbindings");
        site.cluster.apply("""
                apiVersion: elbv2.k8s.aws/v1beta1
                kind: TargetGroupBinding
                metadata: {name: web}
                spec:
                  targetType: ip
                  serviceRef: {name: %s, port: 80}
                """.formatted(Site.SERVICE));
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void isRefusedWhereATargetGroupDoesNotTakeThePodsOfBothTracks() {
        SelectorPatch patch = patch().makeBeforeBreak(WAIT);

        assertThat(limits(patch.maxTargetsPerTargetGroup(6))).isEmpty();
        assertThat(limits(patch.maxTargetsPerTargetGroup(5)))
                .singleElement()
                .asString()
                .contains("would have 6 pods of both tracks as targets", "maxTargetsPerTargetGroup(5)");

        controller("--max-targets-per-target-group=5");
        assertThatThrownBy(() ->
                        release(patch.maxTargetsPerTargetGroup(100)).build().switchTo(GREEN))
                .hasMessageContaining("of Deployment kube-system/aws-load-balancer-controller");
        controller("--max-targets-per-target-group=0");
        assertThat(limits(patch.maxTargetsPerTargetGroup(5))).isEmpty();

        site.cluster
                .faults()
                .on("get")
                .resource("deployments")
                .name("aws-load-balancer-controller")
                .first(9)
                .then(Fault.status(403));
        assertThat(limits(patch.maxTargetsPerTargetGroup(5))).hasSize(1);
        assertThatThrownBy(() -> patch.maxTargetsPerTargetGroup(0)).hasMessageContaining("give 1 or more");
    }

    private void controller(String flag) {
        site.cluster.apply("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: kube-system}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: aws-load-balancer-controller, namespace: kube-system}
                spec:
                  replicas: 0
                  selector: {matchLabels: {app: controller}}
                  template:
                    metadata: {labels: {app: controller}}
                    spec: {containers: [{name: controller, image: "registry/lbc:v3.5.0", args: ["--cluster-name=a", "%s"]}]}
                """.formatted(flag));
    }

    private List<String> limits(SelectorPatch patch) {
        return release(patch).build().plan(GREEN).findings().stream()
                .filter(finding -> finding.id().equals("too-many-targets"))
                .map(Finding::sentence)
                .toList();
    }

    @Test
    void aVerifierTellsWhenTheNewPodsAreHealthyTargets() {
        TargetsAfter verifier = new TargetsAfter(site.cluster.time(), ofSeconds(40));

        CutoverReport report =
                release(patch().makeBeforeBreak(verifier)).build().switchTo(GREEN);

        assertThat(report.findings()).extracting(Finding::id).doesNotContain("targets-unverified");
        assertThat(report.mixed()).hasValueSatisfying(time -> assertThat(time).isGreaterThanOrEqualTo(ofSeconds(40)));
        assertThat(verifier.asked()).hasSize(3);
        assertThat(verifier.hop().backends().get(BLUE))
                .isEqualTo(verifier.hop().backends().get(GREEN));
        assertThat(release(patch().makeBeforeBreak(verifier)).build().rollBack().outcome())
                .isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void targetsThatTheVerifierDoesNotFindSendTrafficBack() {
        assertThatThrownBy(() -> release(
                                patch().makeBeforeBreak(new TargetsAfter(site.cluster.time(), Duration.ofHours(1))))
                        .build()
                        .switchTo(GREEN))
                .hasMessageContaining("was moved to both tracks and sent back")
                .hasMessageContaining("targets are not registered");
        assertThat(site.service().getSpec().getSelector()).containsEntry("track", "blue");
    }

    private SelectorPatch patch() {
        return site.platform.selectorPatch(Site.SERVICE);
    }

    private ReleaseBuilder release(SelectorPatch patch) {
        return site.release().cutover(patch);
    }
}
