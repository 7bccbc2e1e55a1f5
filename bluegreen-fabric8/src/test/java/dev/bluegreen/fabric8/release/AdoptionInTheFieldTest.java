package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.Release;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import io.fabric8.kubernetes.api.model.PodSpecFluent;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Adoption where the cluster is not as it should be, or somebody else writes to it meanwhile. */
class AdoptionInTheFieldTest {

    private static final Map<String, String> PLAIN = Map.of("app", "myapp");

    private static final Predicate<Map<String, Object>> IS_CLONED = clone -> clone.get("spec") instanceof Map<?, ?> spec
            && spec.get("replicas") instanceof Number pods
            && pods.intValue() == 3;

    private final Site site = Site.plain();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aFailedCloneStaysWhereTheOriginHasNoReadyPod() {
        whileTheCloneStarts(() -> scaleOrigin(0));

        assertThatThrownBy(() -> site.release()
                        .smokeTest(SmokeTest.get("/healthz").expectStatus(204))
                        .build()
                        .adopt("myapp")
                        .apply())
                .isInstanceOf(RefusedException.class);

        assertThat(deployment("myapp-blue").getSpec().getReplicas()).isEqualTo(3);
        assertThatThrownBy(() -> release().retire(BLUE)).hasMessageContaining("0 pods of GREEN ready");
        scaleOrigin(3);
        site.cluster.settle();
        site.cluster.clock().advance(Duration.ofMinutes(1));
        assertThat(release().retire(BLUE).done()).isTrue();
        assertThat(deployment("myapp-blue").getSpec().getReplicas()).isZero();
    }

    @Test
    void aRollbackLeavesTheCloneWhereTheOriginHasLostItsPodsMeanwhile() {
        adopt();
        site.cluster.when(
                "services",
                "default",
                Site.SERVICE,
                service -> !String.valueOf(service.get("spec")).contains("track"),
                () -> scaleOrigin(0));

        try {
            release().rollBack();
        } catch (CutoverException e) {
            // Whether the proof is complete before the pods have gone does not matter here.
        }

        assertThat(deployment("myapp-blue").getSpec().getReplicas()).isEqualTo(3);
    }

    @Test
    void refusesWhenTheOriginWasChangedMeanwhile() {
        whileTheCloneStarts(() ->
                editOrigin(pod -> pod.editFirstContainer().withImage("myapp:v2").endContainer()));

        assertThatThrownBy(this::adopt)
                .hasMessageContaining("myapp was changed after it was cloned, to [myapp:v2]")
                .hasMessageContaining("traffic is on the origin myapp");

        assertThat(site.service().getSpec().getSelector()).isEqualTo(PLAIN);
        assertThat(deployment("myapp-blue").getSpec().getReplicas()).isZero();
        site.cluster.awaitReady();
        adopt();
        assertThat(deployment("myapp-blue").getSpec().getTemplate().getSpec().getContainers())
                .extracting(container -> container.getImage())
                .containsExactly("myapp:v2");
    }

    @Test
    void refusesAnOriginWhosePodsAreNotOfItsLatestVersion() {
        change(origin -> origin.editSpec().withPaused(true).endSpec());
        editOrigin(pod -> pod.editFirstContainer().withImage("myapp:v2").endContainer());
        site.cluster.settle();

        assertThatThrownBy(this::adopt).hasMessageContaining("0 of 3 pods of its latest version");

        assertThat(site.writes()).isEmpty();
    }

    @Test
    void goesNotBackToASelectorThatWouldTakeAnUntestedTrack() {
        adopt();
        site.cluster.apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: myapp-green, namespace: default}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: myapp, track: green}}
                  template:
                    metadata: {labels: {app: myapp, track: green}}
                    spec:
                      containers: [{name: app, image: "myapp:v2", ports: [{name: http, containerPort: 8080}]}]
                """).awaitReady();
        Map<String, String> onBlue = site.service().getSpec().getSelector();

        assertThatThrownBy(() -> release().rollBack())
                .hasMessageContaining("would send traffic to myapp-green [myapp:v2] as well");

        assertThat(site.service().getSpec().getSelector()).isEqualTo(onBlue);
        site.kubectl().apps().deployments().withName("myapp-green").scale(0);
        site.cluster.settle();
        site.cluster.clock().advance(Duration.ofMinutes(1));
        assertThat(release().rollBack().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void reportsItsOwnCloneAsNoStranger() {
        assertThat(adopt().findings()).isEmpty();
    }

    @Test
    void refusesTheNetworkOfTheNodeWhereNoPortIsDeclared() {
        editOrigin(pod -> pod.withHostNetwork(true)
                .editFirstContainer()
                .withPorts()
                .withReadinessProbe(null)
                .withLivenessProbe(null)
                .endContainer());
        site.cluster.awaitReady();

        assertThat(findings()).contains("adopt-host-port");
    }

    @Test
    void warnsOfAntiAffinity() {
        editOrigin(pod -> pod.withNewAffinity()
                .withNewPodAntiAffinity()
                .addNewRequiredDuringSchedulingIgnoredDuringExecution()
                .withTopologyKey("kubernetes.io/hostname")
                .withNewLabelSelector()
                .withMatchLabels(PLAIN)
                .endLabelSelector()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endPodAntiAffinity()
                .endAffinity());
        site.cluster.awaitReady();

        assertThat(findings()).contains("adopt-anti-affinity");
    }

    @Test
    void warnsOfNetworkPoliciesThatNameTheTrack() {
        site.cluster.install("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies");
        site.kubectl().load(new ByteArrayInputStream("""
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: db, namespace: default}
                spec:
                  podSelector: {matchLabels: {app: db}}
                  ingress:
                  - from:
                    - podSelector:
                        matchLabels: {app: myapp}
                        matchExpressions: [{key: track, operator: DoesNotExist}]
                ---
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: same, namespace: default}
                spec:
                  podSelector: {matchLabels: {app: myapp}}
                  ingress: [{from: [{podSelector: {}}, {namespaceSelector: {}}]}]
                """.getBytes(UTF_8))).create();

        assertThat(release().adopt("myapp").plan().findings().toString())
                .contains("adopt-network-policy: NetworkPolicy/db names the pods of only one")
                .doesNotContain("NetworkPolicy/same");
    }

    @Test
    void permissionsCoverTheEndOfTheOriginOnceItsTrackIsStaged() {
        adopt();
        site.cluster.clock().advance(Duration.ofMinutes(1));
        release().stage(GREEN).image("myapp:v2").apply();

        assertThat(release().permissions())
                .extracting(Permission::toString)
                .contains("patch deployments \"myapp\"", "patch deployments \"myapp-green\"");
    }

    private CutoverReport adopt() {
        return release().adopt("myapp").apply();
    }

    private List<String> findings() {
        return release().adopt("myapp").plan().findings().stream()
                .map(Finding::id)
                .toList();
    }

    private Release release() {
        return site.release().build();
    }

    private void whileTheCloneStarts(Runnable action) {
        site.cluster.when("deployments.apps", "default", "myapp-blue", IS_CLONED, action);
    }

    private void scaleOrigin(int pods) {
        site.kubectl().apps().deployments().withName("myapp").scale(pods);
    }

    private void editOrigin(Consumer<PodSpecFluent<?>> change) {
        change(origin -> {
            var pod = origin.editSpec().editTemplate().editSpec();
            change.accept(pod);
            return pod.endSpec().endTemplate().endSpec();
        });
    }

    private void change(UnaryOperator<DeploymentBuilder> change) {
        site.kubectl()
                .apps()
                .deployments()
                .withName("myapp")
                .edit(origin -> change.apply(new DeploymentBuilder(origin)).build());
    }

    private Deployment deployment(String name) {
        return site.kubectl().apps().deployments().withName(name).require();
    }
}
