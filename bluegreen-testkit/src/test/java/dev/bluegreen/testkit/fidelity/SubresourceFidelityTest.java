package dev.bluegreen.testkit.fidelity;

import static dev.bluegreen.testkit.fidelity.Bodies.budget;
import static dev.bluegreen.testkit.fidelity.Bodies.configMap;
import static dev.bluegreen.testkit.fidelity.Bodies.deployment;
import static dev.bluegreen.testkit.fidelity.Bodies.pod;
import static dev.bluegreen.testkit.fidelity.Bodies.replicaSet;
import static dev.bluegreen.testkit.fidelity.Bodies.waitingPod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.fidelity.Api.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Fidelity
class SubresourceFidelityTest {

    private static final int MOST_CONFLICTS = 20;

    private Api api;
    private Subject subject;
    private String name;

    @BeforeEach
    void use(Api given, Subject on) {
        api = given;
        subject = on;
        name = api.name("sub");
    }

    @ParameterizedTest(name = "R39 the scale of {0} is a Scale")
    @DisplayName("R39 a scale is a Scale")
    @ValueSource(strings = {"deployments", "replicasets"})
    void aScale(String plural) {
        api.create(plural, plural.equals("deployments") ? deployment(name, 0) : replicaSet(name, 0));

        Answer scale = api.get(plural + "/" + name + "/scale");

        assertThat(scale.tree()).containsEntry("kind", "Scale").containsEntry("apiVersion", "autoscaling/v1");
        assertThat(scale.at("metadata", "name")).isEqualTo(name);
        assertThat(scale.at("status", "selector")).isEqualTo("app=" + name);
    }

    @Test
    @DisplayName("R40 a PUT of a scale writes the replicas and nothing else")
    void aPutOfAScale() {
        api.create(
                "deployments",
                deployment(name, 0).replace("\"spec\": {\"replicas\"", "\"spec\": {\"paused\": true, \"replicas\""));

        Answer answer = putScale(2);

        assertThat(answer.at("spec", "replicas")).isEqualTo(2L);
        Answer deployment = api.get("deployments/" + name);
        assertThat(deployment.tree()).containsEntry("kind", "Deployment");
        assertThat(deployment.at("spec", "replicas")).isEqualTo(2L);
        assertThat(deployment.at("spec", "paused")).isEqualTo(true);
        assertThat(deployment.generation()).isEqualTo(2);
        api.delete("deployments/" + name);
    }

    /** The Deployment's controller writes, too, and may come between. */
    private Answer putScale(int replicas) {
        String path = "deployments/" + name + "/scale";
        for (int i = 0; i < MOST_CONFLICTS; i++) {
            String scale = api.get(path).body();
            Answer answer =
                    api.put(path, scale.replaceFirst("\"spec\":\\{[^}]*}", "\"spec\":{\"replicas\":" + replicas + "}"));
            if (answer.code() != 409) {
                return answer;
            }
        }
        throw new AssertionError(path + ": a conflict each of " + MOST_CONFLICTS + " times");
    }

    @Test
    @DisplayName("R40 a scale with a stale resourceVersion is 409")
    void aStaleScale() {
        api.create("replicasets", replicaSet(name, 0));
        String scale = api.get("replicasets/" + name + "/scale").body();
        api.merge("replicasets/" + name, "{\"metadata\": {\"labels\": {\"a\": \"b\"}}}");

        assertThat(api.put("replicasets/" + name + "/scale", scale).code()).isEqualTo(409);
    }

    @Test
    @DisplayName("R40 a negative scale is 422")
    void aNegativeScale() {
        api.create("deployments", deployment(name, 0));

        assertThat(api.merge("deployments/" + name + "/scale", "{\"spec\": {\"replicas\": -1}}")
                        .code())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("R41 the client scales and restarts")
    void theClientsWays() {
        api.create(
                "deployments",
                deployment(name, 0).replace("\"spec\": {\"replicas\"", "\"spec\": {\"paused\": true, \"replicas\""));
        var deployment = subject.client()
                .apps()
                .deployments()
                .inNamespace(subject.namespace())
                .withName(name);

        deployment.scale(1);
        assertThat(api.get("deployments/" + name).at("spec", "replicas")).isEqualTo(1L);
        deployment.rolling().restart();
        assertThat(deployment.get().getSpec().getTemplate().getMetadata().getAnnotations())
                .containsKey("kubectl.kubernetes.io/restartedAt");
        api.delete("deployments/" + name);
    }

    @Test
    @DisplayName("R42 an eviction deletes the pod")
    void anEviction() {
        api.create("pods", waitingPod(name));

        assertThat(evict(name, "").code()).isEqualTo(201);
        assertThat(subject.until(() -> api.get("pods/" + name).code() == 404)).isTrue();
    }

    @Test
    @DisplayName("R42 a dry-run eviction deletes nothing")
    void aDryRunEviction() {
        api.create("pods", waitingPod(name));

        assertThat(evict(name, ", \"deleteOptions\": {\"dryRun\": [\"All\"]}").code())
                .isEqualTo(201);
        assertThat(api.get("pods/" + name).at("metadata", "deletionTimestamp")).isNull();
        api.delete("pods/" + name);
    }

    @Test
    @DisplayName("R42 a pod that does not run is evicted whatever its budget")
    void aPendingPod() {
        api.create("poddisruptionbudgets", budget(name, "\"minAvailable\": 1"));
        api.create("pods", waitingPod(name));

        assertThat(evict(name, "").code()).isEqualTo(201);
    }

    @Test
    @DisplayName("R42 an eviction that the budget forbids is 429")
    void aBudget() {
        subject.requirePods();
        api.create("poddisruptionbudgets", budget(name, "\"minAvailable\": 1"));
        api.create("pods", pod(name, "app", name).replace("web:1", Subject.IMAGE));
        subject.until(() -> api.get("pods/" + name).maps("status", "conditions").stream()
                .anyMatch(
                        condition -> "Ready".equals(condition.get("type")) && "True".equals(condition.get("status"))));

        Answer answer = evict(name, "");

        assertThat(answer.code()).isEqualTo(429);
        assertThat(answer.reason()).isEqualTo("TooManyRequests");
        assertThat(answer.message()).isEqualTo("Cannot evict pod as it would violate the pod's disruption budget.");
        assertThat(answer.maps("details", "causes"))
                .extracting(cause -> cause.get("reason"))
                .containsExactly("DisruptionBudget");
        api.delete("pods/" + name + "?gracePeriodSeconds=0");
    }

    @Test
    @DisplayName("R42 an eviction of a pod that is not there is 404")
    void anEvictionOfNothing() {
        assertThat(evict(name, "").code()).isEqualTo(404);
    }

    @Test
    @DisplayName("R43 a log is text")
    void aLog() {
        subject.requirePods();
        api.create("pods", Bodies.pod(name, "app", name).replace("web:1", Subject.IMAGE));
        subject.until(() -> api.get("pods/" + name).text("status", "phase").equals("Running"));

        Answer answer = api.get("pods/" + name + "/log");

        assertThat(answer.code()).isEqualTo(200);
        assertThat(answer.response().header("Content-Type")).startsWith("text/plain");
        api.delete("pods/" + name + "?gracePeriodSeconds=0");
    }

    @Test
    @DisplayName("R43 a pod that is on no node has no log, which is 204")
    void noLog() {
        api.create("pods", waitingPod(name));

        Answer answer = api.get("pods/" + name + "/log");

        assertThat(answer.code()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    @DisplayName("R43 the log of a container that the pod does not have is 400")
    void theLogOfNoContainer() {
        api.create("pods", waitingPod(name));

        Answer answer = api.get("pods/" + name + "/log?container=other");

        assertThat(answer.code()).isEqualTo(400);
        assertThat(answer.message()).isEqualTo("container other is not valid for pod " + name);
    }

    @Test
    @DisplayName("R43 the log of a pod that is not there is 404")
    void theLogOfNothing() {
        assertThat(api.get("pods/" + name + "/log").code()).isEqualTo(404);
    }

    @Test
    @DisplayName("R43 an unknown subresource is 404")
    void unknown() {
        api.create("pods", waitingPod(name));
        api.create("configmaps", configMap(name));

        assertThat(api.get("pods/" + name + "/whatever").code()).isEqualTo(404);
        assertThat(api.get("configmaps/" + name + "/log").code()).isEqualTo(404);
        assertThat(api.get("configmaps/" + name + "/scale").code()).isEqualTo(404);
    }

    @ParameterizedTest(name = "R44 {0} is refused, and never a silent 200")
    @DisplayName("R44 a command is never a silent 200")
    @ValueSource(strings = {"exec?command=ls", "attach"})
    void commands(String what) {
        api.create("pods", waitingPod(name));

        assertThat(api.create("pods/" + name + "/" + what, "").code()).isIn(400, 405, 501);
    }

    @Test
    @DisplayName("R44 a port-forward without an upgrade, or to a pod on no node, is 400")
    void aPortForward() {
        api.create("pods", waitingPod(name));

        assertThat(api.get("pods/" + name + "/portforward?ports=80").code()).isEqualTo(400);
        assertThat(api.get("pods/other-" + name + "/portforward?ports=80").code())
                .isEqualTo(404);
    }

    private Answer evict(String pod, String more) {
        return api.create("pods/" + pod + "/eviction", """
                {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": "%s"} %s}""".formatted(pod, more));
    }
}
