package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.Finding;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What preflight finds of what both tracks need at the same time: room, volumes, and work that no router gives. */
class SharedNeedsTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aQuotaThatHoldsOneTrackOnly() {
        shrinkGreen();
        quota(Map.of("pods", "5", "requests.cpu", "10"), Map.of("pods", "4", "requests.cpu", "400m"));

        assertThat(finding("quota-too-small").sentence())
                .contains("ResourceQuota/team allows 5 of pods")
                .contains("3 pods each");
    }

    @Test
    void aQuotaOfProcessorsThatHoldsOneTrackOnly() {
        shrinkGreen();
        quota(Map.of("pods", "50", "requests.cpu", "450m"), Map.of("pods", "4", "requests.cpu", "400m"));

        assertThat(finding("quota-too-small").sentence()).contains("allows 450m of requests.cpu");
    }

    @Test
    void aQuotaWithRoomForBothTracksIsLeftInPeace() {
        shrinkGreen();
        quota(
                Map.of("pods", "6", "requests.cpu", "600m", "limits.memory", "1Gi"),
                Map.of("pods", "4", "requests.cpu", "400m"));

        assertThat(findings()).extracting(Finding::id).doesNotContain("quota-too-small");
    }

    @Test
    void whatANativeSidecarRequestsCountsAgainstAQuota() {
        editTemplates("""
                {"spec":{"template":{"spec":{"initContainers":[{"name":"proxy","image":"proxy:1",
                 "restartPolicy":"Always","resources":{"requests":{"cpu":"100m"}}}]}}}}""");
        shrinkGreen();
        quota(Map.of("requests.cpu", "1100m"), Map.of("requests.cpu", "800m"));

        assertThat(finding("quota-too-small").sentence()).contains("allows 1100m of requests.cpu");
    }

    private void shrinkGreen() {
        site.kubectl().apps().deployments().withName("myapp-green").scale(1);
        site.cluster.clock().advance(Duration.ofMinutes(1));
    }

    private void quota(Map<String, String> hard, Map<String, String> used) {
        site.cluster.apply("""
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: team, namespace: default}
                spec: {hard: %s}
                """.formatted(Serialization.asJson(hard)));
        String status = Serialization.asJson(Map.of("status", Map.of("hard", hard, "used", used)));
        site.kubectl()
                .resourceQuotas()
                .withName("team")
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), status);
    }

    @Test
    void aClaimThatBothTracksMountAndOneNodeCanHave() {
        claim("ReadWriteOnce");

        assertThat(finding("volume-not-shareable").sentence())
                .contains("PersistentVolumeClaim/data")
                .contains("ReadWriteOnce");
    }

    @Test
    void aClaimThatManyNodesCanHaveIsLeftInPeace() {
        claim("ReadWriteMany");

        assertThat(findings()).extracting(Finding::id).doesNotContain("volume-not-shareable");
    }

    private void claim(String mode) {
        site.cluster.apply("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: data, namespace: default}
                spec: {accessModes: [%s], resources: {requests: {storage: 1Gi}}}
                """.formatted(mode));
        editTemplates("""
                {"spec":{"template":{"spec":{"volumes":[{"name":"data","persistentVolumeClaim":{"claimName":"data"}}]}}}}""");
    }

    @Test
    void aTargetThatServesNoPort() {
        site.kubectl().apps().deployments().withName("myapp-green").edit(green -> {
            green.getSpec().getTemplate().getSpec().getContainers().get(0).setPorts(List.of());
            return green;
        });

        assertThat(finding("works-without-traffic").sentence()).contains("myapp-green declares no container port");
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

    private void editTemplates(String patch) {
        editTemplate("myapp-blue", patch);
        editTemplate("myapp-green", patch);
    }

    private void editTemplate(String deployment, String patch) {
        site.kubectl().apps().deployments().withName(deployment).patch(patch);
        site.cluster.settle();
    }
}
