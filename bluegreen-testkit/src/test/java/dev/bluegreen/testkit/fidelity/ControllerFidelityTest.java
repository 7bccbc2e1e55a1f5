package dev.bluegreen.testkit.fidelity;

import static dev.bluegreen.testkit.fidelity.Bodies.deployment;
import static dev.bluegreen.testkit.fidelity.Bodies.replicaSet;
import static dev.bluegreen.testkit.fidelity.Bodies.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.fidelity.Api.Answer;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the standard controllers make of Deployments and Services. */
@Fidelity
class ControllerFidelityTest {

    private Api api;
    private Subject subject;
    private String name;

    @BeforeEach
    void use(Api given, Subject on) {
        api = given;
        subject = on;
        name = api.name("run");
    }

    @AfterEach
    void stop() {
        api.delete("deployments/" + name);
    }

    @Test
    @DisplayName("R59 a Deployment of nothing is complete, and observed")
    void anEmptyDeployment() {
        api.create("deployments", deployment(name, 0));

        assertThat(subject.until(() -> Trees.integer(current().tree(), "status", "observedGeneration")
                                .orElse(0)
                        == 1))
                .isTrue();
        assertThat(subject.until(() -> hasCondition("Progressing", "True") && hasCondition("Available", "True")))
                .isTrue();
    }

    @Test
    @DisplayName("R59 observedGeneration follows generation")
    void observed() {
        api.create("deployments", deployment(name, 0));
        long generation = api.merge("deployments/" + name, "{\"spec\": {\"minReadySeconds\": 1}}")
                .generation();

        assertThat(subject.until(() -> Trees.integer(current().tree(), "status", "observedGeneration")
                                .orElse(0)
                        == generation))
                .isTrue();
    }

    @Test
    @DisplayName("R59 a Deployment makes a ReplicaSet that it owns, with a hash and a revision")
    void aReplicaSet() {
        api.create("deployments", deployment(name, 0));

        assertThat(subject.until(() -> replicaSets().size() == 1)).isTrue();
        Map<String, Object> made = replicaSets().get(0);
        assertThat(Trees.text(made, "metadata", "labels", "pod-template-hash")).isNotEmpty();
        assertThat(Trees.text(made, "metadata", "annotations", "deployment.kubernetes.io/revision"))
                .isEqualTo("1");
        assertThat(Trees.maps(made, "metadata", "ownerReferences"))
                .singleElement()
                .satisfies(
                        owner -> assertThat(owner).containsEntry("name", name).containsEntry("controller", true));
    }

    @Test
    @DisplayName("R59 a new template is a new ReplicaSet and a new revision")
    void aNewTemplate() {
        api.create("deployments", deployment(name, 0));
        subject.until(() -> replicaSets().size() == 1);

        api.patch("deployments/" + name, Api.STRATEGIC, """
                {"spec": {"template": {"spec": {"containers": [{"name": "web", "image": "web:2"}]}}}}""");

        assertThat(subject.until(() -> replicaSets().size() == 2)).isTrue();
        assertThat(subject.until(() -> current()
                        .text("metadata", "annotations", "deployment.kubernetes.io/revision")
                        .equals("2")))
                .isTrue();
    }

    @Test
    @DisplayName("R59 a paused Deployment makes no new ReplicaSet")
    void aPausedDeployment() {
        api.create("deployments", deployment(name, 0));
        subject.until(() -> replicaSets().size() == 1);
        api.merge("deployments/" + name, "{\"spec\": {\"paused\": true}}");

        api.patch("deployments/" + name, Api.STRATEGIC, """
                {"spec": {"template": {"spec": {"containers": [{"name": "web", "image": "web:2"}]}}}}""");
        long generation = current().generation();
        subject.until(() ->
                Trees.integer(current().tree(), "status", "observedGeneration").orElse(0) == generation);

        assertThat(replicaSets()).hasSize(1);
    }

    @Test
    @DisplayName("R59 a ReplicaSet makes pods that it owns")
    void pods() {
        api.create("replicasets", replicaSet(name, 2));

        assertThat(subject.until(() -> podsOf(name).size() == 2)).isTrue();
        assertThat(podsOf(name)).allSatisfy(pod -> {
            assertThat(Trees.text(pod, "metadata", "generateName")).isEqualTo(name + "-");
            assertThat(Trees.maps(pod, "metadata", "ownerReferences")).hasSize(1);
        });
        api.delete("replicasets/" + name);
        assertThat(subject.until(() ->
                        podsOf(name).stream().allMatch(pod -> Trees.at(pod, "metadata", "deletionTimestamp") != null)))
                .isTrue();
    }

    @Test
    @DisplayName("R59 a pod that is deleted is replaced")
    void replaced() {
        api.create("replicasets", replicaSet(name, 1));
        subject.until(() -> podsOf(name).size() == 1);
        String first = Trees.text(podsOf(name).get(0), "metadata", "name");

        api.delete("pods/" + first + "?gracePeriodSeconds=0");

        assertThat(subject.until(() -> podsOf(name).stream()
                        .anyMatch(pod -> !Trees.text(pod, "metadata", "name").equals(first))))
                .isTrue();
        api.delete("replicasets/" + name);
    }

    @Test
    @DisplayName("R59 the client waits until a Deployment is ready")
    void waitUntilReady() {
        subject.requirePods();
        api.create("deployments", deployment(name, 1).replace("web:1", Subject.IMAGE));
        subject.until(() -> hasCondition("Available", "True"));

        assertThat(subject.client()
                        .apps()
                        .deployments()
                        .inNamespace(subject.namespace())
                        .withName(name)
                        .waitUntilReady(10, TimeUnit.SECONDS)
                        .getStatus()
                        .getReadyReplicas())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("Labels of a Service are copied to its EndpointSlices")
    void labelsAreCopied() {
        api.create(
                "services",
                service(name)
                        .replace(
                                "\"name\": \"" + name + "\"}",
                                "\"name\": \"" + name + "\", \"labels\": {\"team\": \"shop\"}}"));

        assertThat(subject.until(() -> sliceHas("team", "shop"))).isTrue();
        assertThat(slices().get(0)).satisfies(slice -> {
            assertThat(Trees.text(slice, "metadata", "labels", "kubernetes.io/service-name"))
                    .isEqualTo(name);
            assertThat(Trees.text(slice, "metadata", "labels", "endpointslice.kubernetes.io/managed-by"))
                    .isEqualTo("endpointslice-controller.k8s.io");
        });
    }

    @Test
    @DisplayName("Labels of a Service that change are changed on its EndpointSlices")
    void changedLabelsAreCopied() {
        api.create("services", service(name));
        subject.until(() -> slices().size() == 1);

        api.patch("services/" + name, Api.JSON_PATCH, """
                [{"op": "replace", "path": "/spec/selector/track", "value": "green"},
                 {"op": "add", "path": "/metadata/labels", "value": {"bluegreen.dev/cutover": "c1"}}]""");
        assertThat(subject.until(() -> sliceHas("bluegreen.dev/cutover", "c1"))).isTrue();

        api.merge("services/" + name, "{\"metadata\": {\"labels\": null}}");
        assertThat(subject.until(() -> !sliceHas("bluegreen.dev/cutover", "c1")))
                .isTrue();
    }

    @Test
    @DisplayName("An EndpointSlice belongs to its Service and goes with it")
    void slicesGo() {
        api.create("services", service(name));
        subject.until(() -> slices().size() == 1);

        api.delete("services/" + name);

        assertThat(subject.until(() -> slices().isEmpty())).isTrue();
    }

    @Test
    @DisplayName("A Service that selects nothing has Endpoints without addresses")
    void endpoints() {
        api.create("services", service(name));

        assertThat(subject.until(() -> api.get("endpoints/" + name).code() == 200))
                .isTrue();
        assertThat(api.get("endpoints/" + name).maps("subsets")).isEmpty();
    }

    @Test
    @DisplayName("Ready pods are ready endpoints of the Service that selects them")
    void readyEndpoints() {
        subject.requirePods();
        api.create("deployments", deployment(name, 1).replace("web:1", Subject.IMAGE));
        api.create("services", service(name).replace(", \"track\": \"blue\"", ""));

        assertThat(subject.until(() -> slices().stream()
                        .flatMap(slice -> Trees.maps(slice, "endpoints").stream())
                        .anyMatch(endpoint -> Trees.isTrue(endpoint, "conditions", "ready"))))
                .isTrue();
        assertThat(Trees.maps(slices().get(0), "endpoints"))
                .singleElement()
                .satisfies(endpoint ->
                        assertThat(Trees.text(endpoint, "targetRef", "kind")).isEqualTo("Pod"));
    }

    private Answer current() {
        return api.get("deployments/" + name);
    }

    private boolean hasCondition(String type, String status) {
        return current().maps("status", "conditions").stream()
                .anyMatch(condition -> type.equals(condition.get("type")) && status.equals(condition.get("status")));
    }

    private List<Map<String, Object>> replicaSets() {
        return api.get("replicasets?labelSelector=app=" + name).maps("items");
    }

    private List<Map<String, Object>> podsOf(String app) {
        return api.get("pods?labelSelector=app=" + app).maps("items");
    }

    private List<Map<String, Object>> slices() {
        return api.get("endpointslices?labelSelector=kubernetes.io/service-name=" + name)
                .maps("items");
    }

    private boolean sliceHas(String label, String value) {
        return slices().stream()
                .anyMatch(slice ->
                        value.equals(Trees.strings(slice, "metadata", "labels").get(label)));
    }
}
