package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What autoscalers of either track mean for a switch and for its way back. */
class AutoscalerFindingsTest {

    private final Site site = Site.withApp();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void theAutoscalerOfTheOldTrackDecidesWhatTheWayBackIsWorth() {
        site.autoscale("myapp-blue", 1, 9);

        Finding weaker = finding(site.release(), "autoscaler-weakens-way-back");

        assertThat(weaker.severity()).isEqualTo(Severity.INFO);
        assertThat(weaker.sentence())
                .isEqualTo(
                        "HorizontalPodAutoscaler/myapp-blue may leave myapp-blue with 1 pod once it is idle: a rollback"
                                + " finds only those, not the 3 that serve it now");
    }

    @Test
    void kedaPutsBackWhatACutoverPins() {
        ofKeda("myapp-green");

        Finding kept = finding(site.release().prescale(), "autoscaler-kept-by-keda");

        assertThat(kept.severity()).isEqualTo(Severity.WARNING);
        assertThat(kept.sentence()).contains("KEDA manages it by ScaledObject/orders: it will revert minReplicas");
    }

    @Test
    void theRemedyOfAnAutoscalerOfKedaIsItsScaledObject() {
        ofKeda("myapp-green");

        assertThat(finding(site.release(), "autoscaler-below-live-size").remedy())
                .isEqualTo("raise minReplicaCount of ScaledObject/orders");
    }

    @Test
    void twoAutoscalersOfOneDeploymentAreToldByName() {
        site.autoscale("myapp-green", 3, 9);
        site.cluster.apply("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: second, namespace: default}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: myapp-green}
                  minReplicas: 3
                  maxReplicas: 5
                """);

        assertThat(finding(site.release(), "autoscalers-compete").sentence())
                .startsWith("myapp-green is the target of HorizontalPodAutoscaler/myapp-green and"
                        + " HorizontalPodAutoscaler/second");
    }

    @Test
    void aRivalIsNotToBePinnedByWhatIsConfiguredAlready() {
        site.autoscale("myapp-green", 3, 9);
        site.cluster.apply("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: second, namespace: default}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: myapp-green}
                  minReplicas: 1
                  maxReplicas: 5
                """);

        assertThat(finding(site.release().prescale(), "autoscaler-below-live-size")
                        .remedy())
                .isEqualTo("delete all autoscalers of myapp-green but one: a cutover pins only one");
    }

    private void ofKeda(String deployment) {
        site.autoscale(deployment, 1, 9);
        site.kubectl()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .withName(deployment)
                .edit(found -> {
                    found.getMetadata()
                            .setLabels(Map.of(
                                    "app.kubernetes.io/managed-by",
                                    "keda-operator",
                                    "scaledobject.keda.sh/name",
                                    "orders"));
                    return found;
                });
    }

    private static Finding finding(ReleaseBuilder release, String id) {
        return release.build().plan(GREEN).findings().stream()
                .filter(found -> found.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
