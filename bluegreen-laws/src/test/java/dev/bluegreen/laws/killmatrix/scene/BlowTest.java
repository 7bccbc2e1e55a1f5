package dev.bluegreen.laws.killmatrix.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.fault.Fault;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlowTest {

    private static final String GREEN = "shop-green";

    private final FakeCluster cluster = FakeCluster.start();

    @BeforeEach
    void deploy() {
        cluster.app("shop").replicas(2).deploy();
        cluster.awaitReady();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void deletesTheDeploymentWithItsPods() {
        strike(Blow.DELETED);

        assertThat(green()).isNull();
        assertThat(pods("green")).isEmpty();
        assertThat(pods("blue")).hasSize(2);
    }

    @Test
    void hasEveryPodMadeAnew() {
        Set<String> before = names();
        strike(Blow.EVICTED);

        assertThat(names()).hasSize(2).doesNotContainAnyElementsOf(before);
    }

    @Test
    void takesThePodsOutOfTheTrack() {
        strike(Blow.RELABELED);

        assertThat(pods("purple")).hasSize(2);
    }

    @Test
    void rollsOutAnotherImage() {
        strike(Blow.CHANGED);

        assertThat(pods("green"))
                .isNotEmpty()
                .allMatch(pod -> pod.getSpec().getContainers().get(0).getImage().equals("app:of-somebody-else"));
    }

    @Test
    void leavesNoPodOfATrackThatIsScaledToZero() {
        strike(Blow.SCALED_TO_ZERO);

        assertThat(pods("green")).isEmpty();
    }

    @Test
    void pausesTheDeployment() {
        strike(Blow.PAUSED);

        assertThat(green().getSpec().getPaused()).isTrue();
    }

    @Test
    void forbidsToReadTheDeployment() {
        strike(Blow.FORBIDDEN);

        assertThatThrownBy(this::green)
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(403));
    }

    @Test
    void strikesRightBeforeTheRequestThatItPrecedes() {
        cluster.faults()
                .on("get")
                .resource("deployments")
                .client("victim")
                .then(Fault.precededBy(() -> Blow.SCALED_TO_ZERO.on(cluster, GREEN), Optional.empty()));

        assertThat(cluster.client("victim")
                        .apps()
                        .deployments()
                        .withName(GREEN)
                        .get()
                        .getSpec()
                        .getReplicas())
                .isZero();
    }

    @Test
    void strikesBeforeARequestThatIsLostAsWell() {
        cluster.faults()
                .on("get")
                .resource("deployments")
                .client("victim")
                .then(Fault.precededBy(() -> Blow.SCALED_TO_ZERO.on(cluster, GREEN), Optional.of(Fault.crashAfter())));

        assertThatThrownBy(() -> cluster.client("victim")
                        .apps()
                        .deployments()
                        .withName(GREEN)
                        .get())
                .isInstanceOf(KubernetesClientException.class);
        assertThat(green().getSpec().getReplicas()).isZero();
    }

    private void strike(Blow blow) {
        blow.on(cluster, GREEN);
        cluster.clock().advance(Duration.ofMinutes(1));
    }

    private Deployment green() {
        return cluster.client().apps().deployments().withName(GREEN).get();
    }

    private Set<String> names() {
        return pods("green").stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.toSet());
    }

    private List<Pod> pods(String track) {
        return cluster.client().pods().withLabel("track", track).list().getItems();
    }
}
