package dev.bluegreen.testkit;

import static dev.bluegreen.testkit.PodSelector.pods;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.internal.store.Deletion;
import dev.bluegreen.testkit.internal.store.Deletion.Propagation;
import dev.bluegreen.testkit.internal.store.ResourceKey;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Controllers do what the real ones do, seen through the objects they write. */
class ControllersTest {

    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aDeploymentBecomesAReplicaSetAndReadyPods() {
        stage.app("shop").replicas(Track.GREEN, 2).deploy();

        Map<String, Object> green = stage.deployment("shop-green");
        assertThat(Trees.map(green, "status"))
                .containsEntry("replicas", 2L)
                .containsEntry("updatedReplicas", 2L)
                .containsEntry("readyReplicas", 2L)
                .containsEntry("availableReplicas", 2L)
                .containsEntry("observedGeneration", 1L)
                .doesNotContainKey("unavailableReplicas");
        assertThat(Trees.integer(green, "metadata", "generation")).hasValue(1);
        assertThat(conditions(green))
                .containsExactly(
                        tuple("Available", "True", "MinimumReplicasAvailable"),
                        tuple("Progressing", "True", "NewReplicaSetAvailable"));
        assertThat(podsOf("green")).hasSize(2).allSatisfy(pod -> {
            assertThat(Trees.text(pod, "metadata", "name")).matches("shop-green-[a-z0-9]{9}-[a-z0-9]{5}");
            assertThat(Trees.text(pod, "status", "podIP")).startsWith("10.244.");
            assertThat(Trees.text(pod, "status", "phase")).isEqualTo("Running");
            Map<String, Object> container =
                    Trees.maps(pod, "status", "containerStatuses").get(0);
            assertThat(Trees.text(container, "imageID")).matches("shop@sha256:[0-9a-f]{64}");
        });
    }

    @Test
    void podsRunAtOnceAndAreReadyAfterASecond() {
        stage.app("shop").apply();
        stage.time.settle();
        assertThat(readyPods()).isZero();
        assertThat(stage.pods()).hasSize(6);
        stage.time.advance(ofSeconds(1));
        assertThat(readyPods()).isEqualTo(6);
    }

    @Test
    void aNewTemplateRollsOutWithoutEverLosingAvailability() {
        stage.app("shop").replicas(4).deploy();
        stage.store.subscribe(event -> {
            if (event.key().equals(Stage.deploymentKey("shop-green"))) {
                Map<String, Object> status = Trees.map(event.latest(), "status");
                assertThat(Trees.integer(status, "availableReplicas").orElse(0)).isGreaterThanOrEqualTo(3);
                assertThat(Trees.integer(status, "replicas").orElse(0)).isLessThanOrEqualTo(5);
            }
        });
        image("shop-green", "shop:v3");
        stage.time.advance(ofSeconds(30));

        assertThat(podsOf("green"))
                .hasSize(4)
                .allSatisfy(pod -> assertThat(
                                Trees.text(Trees.maps(pod, "spec", "containers").get(0), "image"))
                        .isEqualTo("shop:v3"));
        assertThat(revision("shop-green")).isEqualTo("2");
    }

    @Test
    void undoingATemplateBringsTheOldReplicaSetBackAsTheLatestRevision() {
        stage.app("shop").deploy();
        image("shop-green", "shop:v3");
        stage.time.advance(ofSeconds(30));
        image("shop-green", "shop:v2");
        stage.time.advance(ofSeconds(30));

        assertThat(revision("shop-green")).isEqualTo("3");
        assertThat(stage.store.list("apps", "replicasets", "default"))
                .filteredOn(set -> Trees.text(set, "metadata", "name").startsWith("shop-green"))
                .hasSize(2);
    }

    @Test
    void recreateStartsNothingBeforeTheLastOldPodIsGone() {
        stage.app("shop").deploy();
        stage.simulation.behave(pods("track=green"), Behaviour.slowShutdown(ofSeconds(20)));
        stage.edit(
                Stage.deploymentKey("shop-green"),
                tree -> Trees.child(tree, "spec").put("strategy", Map.of("type", "Recreate")));
        image("shop-green", "shop:v3");
        stage.time.advance(ofSeconds(19));
        assertThat(podsOf("green"))
                .hasSize(3)
                .allSatisfy(pod -> assertThat(Trees.string(pod, "metadata", "deletionTimestamp"))
                        .isPresent());
        stage.time.advance(ofSeconds(3));
        assertThat(Trees.integer(stage.deployment("shop-green"), "status", "availableReplicas"))
                .hasValue(3);
    }

    @Test
    void aRolloutThatDoesNotProgressSaysSoAtItsDeadline() {
        stage.simulation.behave(pods("track=green"), Behaviour.imagePullError());
        stage.app("shop").deploy();
        stage.time.advance(ofMinutes(9));
        assertThat(conditions(stage.deployment("shop-green")))
                .contains(tuple("Progressing", "True", "ReplicaSetUpdated"));
        stage.time.advance(ofMinutes(2));
        assertThat(conditions(stage.deployment("shop-green")))
                .contains(tuple("Progressing", "False", "ProgressDeadlineExceeded"));
    }

    @Test
    void scalingToZeroTerminatesAllPodsAndTheirEndpoints() {
        stage.app("shop").deploy();
        stage.scale("shop-blue", 0);
        stage.time.settle();
        assertThat(endpoints())
                .hasSize(3)
                .allSatisfy(endpoint -> assertThat(Trees.map(endpoint, "conditions"))
                        .containsEntry("ready", false)
                        .containsEntry("serving", true)
                        .containsEntry("terminating", true));
        stage.time.advance(ofSeconds(1));
        assertThat(podsOf("blue")).isEmpty();
        assertThat(endpoints()).isEmpty();
        assertThat(Trees.map(stage.deployment("shop-blue"), "status")).doesNotContainKeys("replicas", "readyReplicas");
    }

    @Test
    void unreadyPodsAreTheFirstToGo() {
        stage.app("shop").deploy();
        stage.simulation.behave(pods("app=shop"), Behaviour.readyAfter(ofSeconds(60)));
        stage.scale("shop-green", 5);
        List<String> old = stage.simulation.pods(pods("track=green")).names();
        stage.time.advance(ofSeconds(1));
        stage.scale("shop-green", 3);
        stage.time.advance(ofSeconds(5));
        assertThat(stage.simulation.pods(pods("track=green")).names()).isEqualTo(old);
    }

    @Test
    void slicesCarryTheLabelsOfTheirService() {
        stage.app("shop").deploy();
        stage.edit(
                ResourceKey.core("services", "default", "shop-svc"),
                tree -> Trees.child(tree, "metadata", "labels").put("bluegreen.dev/cutover", "c-1"));
        stage.time.settle();
        assertThat(stage.slices())
                .singleElement()
                .satisfies(slice -> assertThat(Trees.strings(slice, "metadata", "labels"))
                        .containsEntry("bluegreen.dev/cutover", "c-1")
                        .containsEntry("kubernetes.io/service-name", "shop-svc")
                        .containsEntry("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io"));
    }

    @Test
    void aSliceHoldsAHundredEndpoints() {
        stage.app("shop").replicas(Track.BLUE, 120).replicas(Track.GREEN, 1).deploy();
        assertThat(stage.slices())
                .extracting(slice -> Trees.list(slice, "endpoints").size())
                .containsExactlyInAnyOrder(100, 20);
        assertThat(endpoints())
                .extracting(endpoint -> Trees.text(endpoint, "targetRef", "uid"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aServiceThatSelectsNothingHasOneEmptySlice() {
        stage.app("shop").deploy();
        stage.select("shop-svc", "purple");
        stage.time.settle();
        assertThat(stage.slices())
                .singleElement()
                .satisfies(slice -> assertThat(Trees.list(slice, "endpoints")).isEmpty());
    }

    @Test
    void endpointsAreMirrored() {
        stage.simulation.behave(pods("track=green"), Behaviour.neverReady());
        stage.app("shop").deploy();
        stage.select("shop-svc", "green");
        stage.time.settle();
        Map<String, Object> mirror = stage.store
                .get(ResourceKey.core("endpoints", "default", "shop-svc"))
                .orElseThrow();
        assertThat(Trees.maps(mirror, "subsets")).singleElement().satisfies(subset -> {
            assertThat(Trees.list(subset, "notReadyAddresses")).hasSize(3);
            assertThat(subset).doesNotContainKey("addresses");
        });
    }

    @Test
    void deletedPodsAreReplaced() {
        stage.app("shop").deploy();
        Map<String, Object> pod = podsOf("green").get(0);
        String name = Trees.text(pod, "metadata", "name");
        stage.store.delete(ResourceKey.core("pods", "default", name), Deletion.background());
        stage.time.advance(ofSeconds(2));
        assertThat(podsOf("green")).hasSize(3).noneMatch(other -> name.equals(Trees.text(other, "metadata", "name")));
    }

    @Test
    void aCrashingPodIsRestartedWithGrowingPauses() {
        stage.simulation.behave(pods("track=green"), Behaviour.crashLoop());
        stage.app("shop").replicas(1).deploy();
        assertThat(restarts()).isEqualTo(1);
        stage.time.advance(ofSeconds(28));
        assertThat(restarts()).isEqualTo(2);
        stage.time.advance(ofSeconds(3));
        assertThat(restarts()).isEqualTo(3);
    }

    @Test
    void aZombieStaysTerminating() {
        stage.simulation.behave(pods("track=blue"), Behaviour.zombie());
        stage.app("shop").deploy();
        stage.scale("shop-blue", 0);
        stage.time.advance(ofMinutes(60));
        assertThat(podsOf("blue")).hasSize(3);
        assertThat(stage.simulation.service("default", "shop-svc").backends()).hasSize(3);
    }

    @Test
    void aFlappingPodIsReadyHalfOfTheTime() {
        stage.app("shop").replicas(1).deploy();
        stage.time.advance(ofSeconds(1));
        stage.simulation.behave(pods("track=green"), Behaviour.flapping(ofSeconds(10)));
        stage.time.advance(ofSeconds(5));
        assertThat(readyPods()).isEqualTo(1);
        stage.time.advance(ofSeconds(5));
        assertThat(readyPods()).isEqualTo(2);
    }

    @Test
    void aPodTemplateMayCarryItsScript() {
        stage.app("shop").deploy();
        stage.edit(
                Stage.deploymentKey("shop-green"),
                tree -> Trees.child(tree, "spec", "template", "metadata", "annotations")
                        .put("testkit.bluegreen.dev/ready-after", "40s"));
        stage.time.advance(ofSeconds(39));
        assertThat(conditions(stage.deployment("shop-green")))
                .contains(tuple("Progressing", "True", "ReplicaSetUpdated"));
        stage.time.advance(ofMinutes(3));
        assertThat(conditions(stage.deployment("shop-green")))
                .contains(tuple("Progressing", "True", "NewReplicaSetAvailable"));
    }

    @Test
    void deletingADeploymentTakesItsReplicaSetsAndPodsAlong() {
        stage.app("shop").deploy();
        stage.store.delete(Stage.deploymentKey("shop-blue"), Deletion.background());
        stage.time.advance(ofSeconds(2));
        assertThat(podsOf("blue")).isEmpty();
        assertThat(podsOf("green")).hasSize(3);
        assertThat(stage.store.list("apps", "replicasets", "default")).hasSize(1);
    }

    @Test
    void aForegroundDeletionEndsWithTheOwner() {
        stage.app("shop").deploy();
        stage.store.delete(Stage.deploymentKey("shop-blue"), propagating(Propagation.FOREGROUND));
        stage.time.settle();
        assertThat(stage.store.get(Stage.deploymentKey("shop-blue"))).isPresent();
        stage.time.advance(ofSeconds(2));
        assertThat(stage.store.get(Stage.deploymentKey("shop-blue"))).isEmpty();
        assertThat(podsOf("blue")).isEmpty();
    }

    @Test
    void anOrphaningDeletionLeavesThePodsAlone() {
        stage.app("shop").deploy();
        stage.store.delete(Stage.deploymentKey("shop-blue"), propagating(Propagation.ORPHAN));
        stage.time.advance(ofSeconds(60));
        assertThat(stage.store.get(Stage.deploymentKey("shop-blue"))).isEmpty();
        assertThat(podsOf("blue")).hasSize(3);
    }

    @Test
    void theSameSceneIsWrittenInTheSameOrderEveryTime() {
        assertThat(commits()).isEqualTo(commits()).hasSizeGreaterThan(30);
    }

    private static List<String> commits() {
        try (Stage stage = new Stage()) {
            List<String> commits = new ArrayList<>();
            stage.store.subscribe(event -> commits.add(event.type() + " " + event.key() + " " + event.latest()));
            stage.app("shop").deploy();
            stage.select("shop-svc", "green");
            stage.scale("shop-blue", 0);
            stage.time.advance(ofMinutes(1));
            return commits;
        }
    }

    private static Deletion propagating(Propagation propagation) {
        return new Deletion(null, null, null, propagation);
    }

    private long readyPods() {
        return stage.pods().stream()
                .filter(pod -> Trees.maps(pod, "status", "conditions").stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.get("type")) && "True".equals(condition.get("status"))))
                .count();
    }

    private List<Map<String, Object>> podsOf(String track) {
        return stage.pods().stream()
                .filter(pod -> track.equals(Trees.text(pod, "metadata", "labels", "track")))
                .toList();
    }

    private List<Map<String, Object>> endpoints() {
        return stage.slices().stream()
                .flatMap(slice -> Trees.maps(slice, "endpoints").stream())
                .toList();
    }

    private long restarts() {
        Map<String, Object> pod = podsOf("green").get(0);
        return Trees.integer(Trees.maps(pod, "status", "containerStatuses").get(0), "restartCount")
                .orElseThrow();
    }

    private void image(String deployment, String image) {
        stage.edit(
                Stage.deploymentKey(deployment),
                tree -> Trees.maps(tree, "spec", "template", "spec", "containers")
                        .get(0)
                        .put("image", image));
    }

    private String revision(String deployment) {
        return Trees.text(stage.deployment(deployment), "metadata", "annotations", "deployment.kubernetes.io/revision");
    }

    private static List<Tuple> conditions(Map<String, Object> object) {
        return Trees.maps(object, "status", "conditions").stream()
                .map(condition -> tuple(condition.get("type"), condition.get("status"), condition.get("reason")))
                .toList();
    }
}
