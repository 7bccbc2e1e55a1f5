package dev.bluegreen.fabric8.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.fabric8.internal.selector.Given;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DeploymentViewTest {

    private final Deployment deployment = Given.deployment("checkout-green", Given.labels(Track.GREEN), 2);

    @Test
    void aPodOfAnOlderRevisionIsOutdatedOnceTheDeploymentIsRolledOut() {
        Workload workload = view(deployment, pod("p1", "new", "T1"), pod("p2", "new", "T1"), pod("p3", "old", "T0"));

        assertThat(workload.lingering()).extracting(Pod::name).containsExactly("p3");
    }

    @Test
    void ofEquallyManyPodsTheNewerRevisionIsTheCurrentOne() {
        assertThat(view(deployment, pod("p1", "a", "T0"), pod("p2", "b", "T1")).lingering())
                .extracting(Pod::name)
                .containsExactly("p1");
    }

    @Test
    void beforeTheRolloutIsCompleteNoPodIsCalledOutdated() {
        Deployment rolling = new DeploymentBuilder(deployment)
                .editStatus()
                .withUpdatedReplicas(1)
                .endStatus()
                .build();

        Workload workload = view(rolling, pod("p1", "old", "T0"), pod("p2", "new", "T1"));

        assertThat(workload.pods()).extracting(Pod::outdated).containsOnly(false);
        assertThat(workload.rollout()).contains("Deployment/checkout-green has 1 of 2 pods of its latest version");
    }

    @Test
    void aTerminatingPodIsNeitherReadyNorAskedWhichRevisionIsCurrent() {
        io.fabric8.kubernetes.api.model.Pod leaving = new PodBuilder(pod("p2", "old", "T0"))
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .build();

        Workload workload = view(deployment, pod("p1", "new", "T1"), leaving);

        assertThat(workload.ready()).isEqualTo(1);
        assertThat(workload.lingering()).extracting(Pod::name).containsExactly("p2");
        assertThat(workload.lingering().get(0).terminating()).isTrue();
    }

    @Test
    void aCompletedPodDoesNotCountForTheTrack() {
        io.fabric8.kubernetes.api.model.Pod evicted = new PodBuilder(pod("p2", "new", "T1"))
                .editStatus()
                .withPhase("Failed")
                .endStatus()
                .build();

        assertThat(view(deployment, pod("p1", "new", "T1"), evicted).pods())
                .extracting(Pod::name)
                .containsExactly("p1");
    }

    @Test
    void aChangeTheControllerHasNotSeenIsNotRolledOut() {
        rollout(
                edited -> edited.getMetadata().setGeneration(4L),
                "is at generation 4, its controller has seen 1 so far");
    }

    @Test
    void aRolloutThatIsStuckSaysWhy() {
        Deployment stuck = new DeploymentBuilder(deployment)
                .editStatus()
                .addNewCondition()
                .withType("Progressing")
                .withStatus("False")
                .withReason("ProgressDeadlineExceeded")
                .withMessage("timed out")
                .endCondition()
                .endStatus()
                .build();

        assertThat(view(stuck).rollout())
                .contains("Deployment/checkout-green does not progress: ProgressDeadlineExceeded (timed out)");
    }

    @Test
    void oldPodsThatAreStillCountedKeepARolloutOpen() {
        rollout(edited -> edited.getStatus().setReplicas(3), "has 3 pods, 2 requested: old ones are still there");
    }

    @Test
    void podsThatAreNotAvailableKeepARolloutOpen() {
        rollout(edited -> edited.getStatus().setAvailableReplicas(1), "has 1 of 2 pods available");
    }

    @Test
    void aNativeSidecarCountsWithItsPortsProbesImagesRestartsEndingsAndDigests() {
        Deployment meshed = new DeploymentBuilder(deployment)
                .editSpec()
                .editTemplate()
                .editSpec()
                .addNewInitContainer()
                .withName("setup")
                .withImage("setup:1")
                .endInitContainer()
                .addNewInitContainer()
                .withName("proxy")
                .withImage("proxy:1")
                .withRestartPolicy("Always")
                .addNewPort()
                .withName("https")
                .withContainerPort(9443)
                .endPort()
                .endInitContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        io.fabric8.kubernetes.api.model.Pod pod = new PodBuilder(pod("p1", "new", "T1"))
                .withSpec(meshed.getSpec().getTemplate().getSpec())
                .editStatus()
                .withInitContainerStatuses(ended("setup", "setup@sha256:a", 1), ended("proxy", "proxy@sha256:b", 2))
                .endStatus()
                .build();

        Workload workload = view(meshed, pod);

        assertThat(workload.ports()).containsEntry("https", 9443);
        assertThat(workload.images()).containsExactly("registry/checkout:v1", "proxy:1");
        assertThat(workload.probesMissing()).contains("proxy: readiness").doesNotContain("setup: readiness");
        assertThat(workload.pods().get(0).digests()).containsExactly("proxy@sha256:b");
        assertThat(workload.pods().get(0).restarts()).isEqualTo(2);
        assertThat(workload.pods().get(0).endings()).containsExactly("OOMKilled");
    }

    @Test
    void aContainerWithoutPortsBesideOneWithProbesNeedsNone() {
        Deployment logging = new DeploymentBuilder(deployment)
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withNewReadinessProbe()
                .endReadinessProbe()
                .withNewLivenessProbe()
                .endLivenessProbe()
                .endContainer()
                .addNewContainer()
                .withName("logs")
                .withImage("logs:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();

        assertThat(view(logging).probesMissing()).isEmpty();
    }

    @Test
    void aPodThatAnotherDeploymentKeepsIsNoPodOfTheTrackHoweverManyThereAre() {
        io.fabric8.kubernetes.api.model.Pod other = new PodBuilder(pod("x1", "other", "T2"))
                .editMetadata()
                .editFirstOwnerReference()
                .withName("canary-other")
                .endOwnerReference()
                .endMetadata()
                .build();
        io.fabric8.kubernetes.api.model.Pod bare = new PodBuilder(pod("x2", "other", "T2"))
                .editMetadata()
                .withOwnerReferences()
                .endMetadata()
                .build();

        Workload workload = view(deployment, pod("p1", "new", "T1"), other, bare);

        assertThat(workload.pods()).extracting(Pod::name).containsExactly("p1");
        assertThat(workload.lingering()).isEmpty();
    }

    private static ContainerStatus ended(String name, String image, int restarts) {
        return new ContainerStatusBuilder()
                .withName(name)
                .withImageID(image)
                .withRestartCount(restarts)
                .withNewLastState()
                .withNewTerminated()
                .withReason(name.equals("proxy") ? "OOMKilled" : "Error")
                .endTerminated()
                .endLastState()
                .build();
    }

    private void rollout(Consumer<Deployment> edit, String missing) {
        edit.accept(deployment);

        assertThat(view(deployment).rollout()).contains("Deployment/checkout-green " + missing);
    }

    private static Workload view(Deployment deployment, io.fabric8.kubernetes.api.model.Pod... pods) {
        return DeploymentView.of(Track.GREEN, deployment, List.of(pods));
    }

    private static io.fabric8.kubernetes.api.model.Pod pod(String name, String revision, String created) {
        return new PodBuilder(Given.pod(name, Track.GREEN))
                .editMetadata()
                .addToLabels("pod-template-hash", revision)
                .editFirstOwnerReference()
                .withName("checkout-green-" + revision)
                .endOwnerReference()
                .withCreationTimestamp(created)
                .endMetadata()
                .build();
    }
}
