package dev.bluegreen.testkit.fidelity;

import static dev.bluegreen.testkit.fidelity.Bodies.boundPod;
import static dev.bluegreen.testkit.fidelity.Bodies.configMap;
import static dev.bluegreen.testkit.fidelity.Bodies.waitingPod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.fidelity.Api.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Fidelity
class DeletionFidelityTest {

    private Api api;
    private Subject subject;
    private String name;

    @BeforeEach
    void use(Api given, Subject on) {
        api = given;
        subject = on;
        name = api.name("delete");
    }

    @Test
    @DisplayName("R1 a deletion is answered by a Status with the uid")
    void aSuccess() {
        Object uid = api.create("configmaps", configMap(name)).at("metadata", "uid");

        Answer answer = api.delete("configmaps/" + name);

        assertThat(answer.tree()).containsEntry("kind", "Status").containsEntry("status", "Success");
        assertThat(answer.at("details", "uid")).isEqualTo(uid);
        assertThat(answer.at("details", "name")).isEqualTo(name);
    }

    @Test
    @DisplayName("R1 a deletion of what is not there is 404")
    void nothing() {
        assertThat(api.delete("configmaps/" + name).code()).isEqualTo(404);
    }

    @Test
    @DisplayName("R30 an object with a finalizer is marked and stays")
    void aFinalizer() {
        api.create("configmaps", configMap(name, ", \"finalizers\": [\"example.org/hold\"]"));

        Answer answer = api.delete("configmaps/" + name);

        assertThat(answer.at("metadata", "deletionTimestamp")).isNotNull();
        assertThat(answer.at("metadata", "deletionGracePeriodSeconds")).isEqualTo(0L);
        assertThat(api.get("configmaps/" + name).code()).isEqualTo(200);
        api.merge("configmaps/" + name, "{\"metadata\": {\"finalizers\": null}}");
        assertThat(api.get("configmaps/" + name).code()).isEqualTo(404);
    }

    @Test
    @DisplayName("R30 the mark cannot be taken away")
    void theMarkStays() {
        api.create("configmaps", configMap(name, ", \"finalizers\": [\"example.org/hold\"]"));
        Object mark = api.delete("configmaps/" + name).at("metadata", "deletionTimestamp");

        Answer answer = api.merge("configmaps/" + name, "{\"metadata\": {\"deletionTimestamp\": null}}");

        assertThat(answer.at("metadata", "deletionTimestamp")).isEqualTo(mark);
        api.merge("configmaps/" + name, "{\"metadata\": {\"finalizers\": null}}");
    }

    @Test
    @DisplayName("R31 the PUT that removes the last finalizer is answered by the object")
    void theLastFinalizer() {
        api.create("configmaps", configMap(name, ", \"finalizers\": [\"example.org/hold\"]"));
        api.delete("configmaps/" + name);

        Answer answer = api.put("configmaps/" + name, configMap(name));

        assertThat(answer.code()).isEqualTo(200);
        assertThat(answer.at("metadata", "name")).isEqualTo(name);
        assertThat(api.get("configmaps/" + name).code()).isEqualTo(404);
    }

    @ParameterizedTest(name = "R32 another {0} is 409")
    @DisplayName("R32 a precondition that fails is 409")
    @ValueSource(strings = {"uid", "resourceVersion"})
    void aPrecondition(String field) {
        api.create("configmaps", configMap(name));

        Answer answer = api.delete("configmaps/" + name, "{\"preconditions\": {\"" + field + "\": \"1\"}}");

        assertThat(answer.code()).isEqualTo(409);
        assertThat(answer.reason()).isEqualTo("Conflict");
        assertThat(api.get("configmaps/" + name).code()).isEqualTo(200);
    }

    @Test
    @DisplayName("R32 preconditions that hold delete")
    void preconditionsHold() {
        Answer created = api.create("configmaps", configMap(name));
        String options = "{\"preconditions\": {\"uid\": \"%s\", \"resourceVersion\": \"%s\"}}"
                .formatted(created.at("metadata", "uid"), created.version());

        assertThat(api.delete("configmaps/" + name, options).code()).isEqualTo(200);
    }

    @Test
    @DisplayName("R32 a dry-run deletion deletes nothing")
    void aDryRun() {
        api.create("configmaps", configMap(name));

        assertThat(api.delete("configmaps/" + name + "?dryRun=All").code()).isEqualTo(200);
        assertThat(api.delete("configmaps/" + name, "{\"dryRun\": [\"All\"]}").code())
                .isEqualTo(200);
        assertThat(api.get("configmaps/" + name).code()).isEqualTo(200);
    }

    @Test
    @DisplayName("R32 a dry-run deletion looks at the preconditions")
    void aDryRunWithPreconditions() {
        api.create("configmaps", configMap(name));

        String options = "{\"dryRun\": [\"All\"], \"preconditions\": {\"uid\": \"other\"}}";

        assertThat(api.delete("configmaps/" + name, options).code()).isEqualTo(409);
    }

    @Test
    @DisplayName("R32 an unknown propagation policy is refused")
    void anUnknownPolicy() {
        api.create("configmaps", configMap(name));

        assertThat(api.delete("configmaps/" + name, "{\"propagationPolicy\": \"Later\"}")
                        .code())
                .isIn(400, 422);
        assertThat(api.get("configmaps/" + name).code()).isEqualTo(200);
    }

    @Test
    @DisplayName("R32 a collection is deleted by selector")
    void aCollection() {
        api.create("configmaps", configMap(name, ", \"labels\": {\"of\": \"" + name + "\"}"));
        api.create("configmaps", configMap(name + "-other"));

        assertThat(api.delete("configmaps?labelSelector=of=" + name).code()).isEqualTo(200);

        assertThat(api.get("configmaps/" + name).code()).isEqualTo(404);
        assertThat(api.get("configmaps/" + name + "-other").code()).isEqualTo(200);
    }

    @Test
    @DisplayName("R33 dependents go after their owner")
    void background() {
        own();

        api.delete("configmaps/" + name, "{\"propagationPolicy\": \"Background\"}");

        assertThat(api.get("configmaps/" + name).code()).isEqualTo(404);
        assertThat(subject.until(() -> dependent().code() == 404)).isTrue();
    }

    @Test
    @DisplayName("R33 a foreground deletion waits for the dependents")
    void foreground() {
        own();
        api.merge("configmaps/" + name + "-child", "{\"metadata\": {\"finalizers\": [\"example.org/hold\"]}}");

        Answer answer = api.delete("configmaps/" + name, "{\"propagationPolicy\": \"Foreground\"}");

        assertThat(answer.at("metadata", "deletionTimestamp")).isNotNull();
        assertThat(subject.until(() -> dependent().at("metadata", "deletionTimestamp") != null))
                .isTrue();
        assertThat(api.get("configmaps/" + name).code()).isEqualTo(200);
        api.merge("configmaps/" + name + "-child", "{\"metadata\": {\"finalizers\": null}}");
        assertThat(subject.until(() -> api.get("configmaps/" + name).code() == 404))
                .isTrue();
    }

    @Test
    @DisplayName("R33 orphans stay, without owner")
    void orphans() {
        own();

        api.delete("configmaps/" + name, "{\"propagationPolicy\": \"Orphan\"}");

        assertThat(subject.until(() -> api.get("configmaps/" + name).code() == 404))
                .isTrue();
        assertThat(dependent().at("metadata", "ownerReferences")).isNull();
    }

    @Test
    @DisplayName("R33 a dependent of an owner that is not there goes")
    void ownerless() {
        api.create("configmaps", configMap(name + "-child", owner("00000000-0000-4000-8000-000000000000")));

        assertThat(subject.until(() -> dependent().code() == 404)).isTrue();
    }

    @Test
    @DisplayName("R34 a namespace that is deleted terminates, takes nothing new, and goes when it is empty")
    void aNamespace() {
        String namespace = subject.namespace() + "-" + name;
        String maps = "/api/v1/namespaces/" + namespace + "/configmaps";
        api.send("POST", "/api/v1/namespaces", Api.JSON, """
                {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "%s"}}""".formatted(namespace));
        api.send("POST", maps, Api.JSON, configMap(name, ", \"finalizers\": [\"example.org/hold\"]"));

        api.send("DELETE", "/api/v1/namespaces/" + namespace, Api.JSON, "");

        assertThat(subject.until(
                        () -> namespace(namespace).text("status", "phase").equals("Terminating")))
                .isTrue();
        Answer refused = api.send("POST", maps, Api.JSON, configMap("late"));
        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.message()).contains("because it is being terminated");
        api.send("PATCH", maps + "/" + name, Api.MERGE_PATCH, "{\"metadata\": {\"finalizers\": null}}");
        assertThat(subject.until(() -> namespace(namespace).code() == 404)).isTrue();
    }

    @Test
    @DisplayName("R35 a pod on a node terminates until its node confirms")
    void aBoundPod() {
        api.create("pods", boundPod(name));

        Answer answer = api.delete("pods/" + name);

        assertThat(answer.at("metadata", "deletionGracePeriodSeconds")).isEqualTo(30L);
        assertThat(api.get("pods/" + name).at("metadata", "deletionTimestamp")).isNotNull();
        api.delete("pods/" + name + "?gracePeriodSeconds=0");
        assertThat(subject.until(() -> api.get("pods/" + name).code() == 404)).isTrue();
    }

    @Test
    @DisplayName("R35 a pod that no node runs vanishes at once")
    void anUnscheduledPod() {
        api.create("pods", waitingPod(name));

        api.delete("pods/" + name);

        assertThat(api.get("pods/" + name).code()).isEqualTo(404);
    }

    @Test
    @DisplayName("R35 grace may be asked for")
    void grace() {
        api.create("pods", boundPod(name));

        assertThat(api.delete("pods/" + name, "{\"gracePeriodSeconds\": 7}")
                        .at("metadata", "deletionGracePeriodSeconds"))
                .isEqualTo(7L);
        api.delete("pods/" + name + "?gracePeriodSeconds=0");
    }

    private Answer namespace(String namespace) {
        return api.send("GET", "/api/v1/namespaces/" + namespace, Api.JSON, "");
    }

    private Answer dependent() {
        return api.get("configmaps/" + name + "-child");
    }

    private void own() {
        Object uid = api.create("configmaps", configMap(name)).at("metadata", "uid");
        api.create("configmaps", configMap(name + "-child", owner(uid)));
    }

    private String owner(Object uid) {
        return """
                , "ownerReferences": [{"apiVersion": "v1", "kind": "ConfigMap", "name": "%s", "uid": "%s",
                "blockOwnerDeletion": true}]""".formatted(name, uid);
    }
}
