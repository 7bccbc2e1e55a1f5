package dev.bluegreen.testkit.fidelity;

import static dev.bluegreen.testkit.fidelity.Bodies.autoscaler;
import static dev.bluegreen.testkit.fidelity.Bodies.deployment;
import static dev.bluegreen.testkit.fidelity.Bodies.event;
import static dev.bluegreen.testkit.fidelity.Bodies.job;
import static dev.bluegreen.testkit.fidelity.Bodies.lease;
import static dev.bluegreen.testkit.fidelity.Bodies.service;
import static dev.bluegreen.testkit.fidelity.Bodies.waitingPod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.fidelity.Api.Answer;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the server makes of the kinds that a release touches: defaults, and what is special of a kind. */
@Fidelity
class KindsFidelityTest {

    private Api api;
    private Subject subject;
    private String name;

    @BeforeEach
    void use(Api given, Subject on) {
        api = given;
        subject = on;
        name = api.name("kind");
    }

    @Test
    @DisplayName("R38 a Deployment gets its defaults")
    void defaultsOfADeployment() {
        Answer answer = api.create("deployments", deployment(name, 0).replace("\"replicas\": 0,", ""));

        assertThat(answer.at("spec", "replicas")).isEqualTo(1L);
        assertThat(answer.at("spec", "strategy", "type")).isEqualTo("RollingUpdate");
        assertThat(answer.at("spec", "strategy", "rollingUpdate"))
                .isEqualTo(Map.of("maxSurge", "25%", "maxUnavailable", "25%"));
        assertThat(answer.at("spec", "progressDeadlineSeconds")).isEqualTo(600L);
        assertThat(answer.at("spec", "revisionHistoryLimit")).isEqualTo(10L);
        assertThat(answer.at("spec", "template", "spec", "terminationGracePeriodSeconds"))
                .isEqualTo(30L);
        api.delete("deployments/" + name);
    }

    @Test
    @DisplayName("R38 a container gets its pull policy by its tag")
    void defaultsOfAContainer() {
        List<Map<String, Object>> tagged = containers(api.create("deployments", deployment(name, 0)));
        List<Map<String, Object>> latest = containers(
                api.create("deployments", deployment(api.name("kind"), 0).replace("web:1", "web")));

        assertThat(tagged.get(0)).containsEntry("imagePullPolicy", "IfNotPresent");
        assertThat(latest.get(0)).containsEntry("imagePullPolicy", "Always");
    }

    private static List<Map<String, Object>> containers(Answer answer) {
        return answer.maps("spec", "template", "spec", "containers");
    }

    @Test
    @DisplayName("R38 a readiness probe gets its defaults")
    void defaultsOfAProbe() {
        Answer answer = api.create(
                "deployments",
                deployment(name, 0)
                        .replace(
                                "\"image\": \"web:1\"",
                                "\"image\": \"web:1\", \"readinessProbe\": {\"httpGet\": {\"port\": 80}}"));

        assertThat(Trees.map(containers(answer).get(0), "readinessProbe"))
                .containsEntry("periodSeconds", 10L)
                .containsEntry("timeoutSeconds", 1L)
                .containsEntry("successThreshold", 1L)
                .containsEntry("failureThreshold", 3L);
    }

    @Test
    @DisplayName("R38 a Service gets an address and its ports their targets")
    void defaultsOfAService() {
        Answer answer = api.create("services", service(name));

        assertThat(answer.text("spec", "clusterIP")).isNotEmpty().isNotEqualTo("None");
        assertThat(answer.maps("spec", "ports"))
                .isEqualTo(List.of(Map.of("port", 80L, "protocol", "TCP", "targetPort", 80L)));
        assertThat(answer.at("spec", "sessionAffinity")).isEqualTo("None");
    }

    @Test
    @DisplayName("R38 a headless Service has no address")
    void aHeadlessService() {
        Answer answer =
                api.create("services", service(name).replace("\"spec\": {", "\"spec\": {\"clusterIP\": \"None\","));

        assertThat(answer.at("spec", "clusterIP")).isEqualTo("None");
    }

    @Test
    @DisplayName("R38 a Service sent back without its address keeps it, and another is refused")
    void theAddressOfAService() {
        Object address = api.create("services", service(name)).at("spec", "clusterIP");

        assertThat(api.put("services/" + name, service(name)).at("spec", "clusterIP"))
                .isEqualTo(address);
        Answer other = api.merge("services/" + name, "{\"spec\": {\"clusterIP\": \"10.1.1.1\"}}");
        assertThat(other.code()).isEqualTo(422);
    }

    @Test
    @DisplayName("R38 a Job gets its defaults")
    void defaultsOfAJob() {
        Answer answer = api.create("jobs", job(name));

        assertThat(answer.at("spec", "backoffLimit")).isEqualTo(6L);
        assertThat(answer.at("spec", "parallelism")).isEqualTo(1L);
        assertThat(answer.at("spec", "completionMode")).isEqualTo("NonIndexed");
    }

    @Test
    @DisplayName("R5 a Job with a selector of its own is refused unless it says that it makes it")
    void aJobsSelector() {
        String own = job(name)
                .replace("\"suspend\"", "\"selector\": {\"matchLabels\": {\"app\": \"x\"}}, \"suspend\"")
                .replace("\"template\": {", "\"template\": {\"metadata\": {\"labels\": {\"app\": \"x\"}},");

        Answer refused = api.create("jobs", own);
        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.fields()).contains("spec.selector");
        assertThat(refused.message()).contains("`selector` not auto-generated");
        assertThat(api.create("jobs", own.replace("\"suspend\"", "\"manualSelector\": true, \"suspend\""))
                        .code())
                .isEqualTo(201);
    }

    @Test
    @DisplayName("R5 a Job that was read from a server and is made again without its selector is refused by its labels")
    void aJobsLabels() {
        Answer refused = api.create(
                "jobs",
                job(name)
                        .replace(
                                "\"template\": {",
                                "\"template\": {\"metadata\": {\"labels\": {\"batch.kubernetes.io/controller-uid\": \"u\"}},"));

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.fields()).asString().contains("spec.template.metadata.labels");
    }

    @Test
    @DisplayName("A Job that is over is deleted when its time to live has passed")
    void aJobsTimeToLive() {
        subject.requirePods();
        api.create(
                "jobs",
                job(name)
                        .replace("\"suspend\": true", "\"ttlSecondsAfterFinished\": 2")
                        .replace("\"run:1\"", "\"" + Subject.IMAGE + "\", \"command\": [\"true\"]"));

        assertThat(subject.until(() -> api.get("jobs/" + name).code() == 404)).isTrue();
    }

    @Test
    @DisplayName("R38 an autoscaler gets a minimum of one")
    void defaultsOfAnAutoscaler() {
        Answer answer =
                api.create("horizontalpodautoscalers", autoscaler(name, 7, 7).replace("\"minReplicas\": 7,", ""));

        assertThat(answer.at("spec", "minReplicas")).isEqualTo(1L);
    }

    @Test
    @DisplayName("R38 a Secret's plain data are stored encoded")
    void plainSecrets() {
        Answer answer = api.create("secrets", """
                {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "%s"}, "stringData": {"a": "b"}}""".formatted(name));

        assertThat(answer.at("data", "a")).isEqualTo("Yg==");
        assertThat(answer.at("type")).isEqualTo("Opaque");
        assertThat(answer.at("stringData")).isNull();
    }

    @Test
    @DisplayName("R38 a pod begins Pending")
    void aNewPod() {
        Answer answer = api.create("pods", waitingPod(name));

        assertThat(answer.at("status", "phase")).isEqualTo("Pending");
        assertThat(answer.at("spec", "restartPolicy")).isEqualTo("Always");
    }

    @Test
    @DisplayName("R55 an Event must be in the namespace of its object")
    void anEventElsewhere() {
        assertThat(api.create("events", event(name, "other")).code()).isEqualTo(422);
    }

    @Test
    @DisplayName("R55 Events are found by what they are about")
    void eventsOfAnObject() {
        api.create("events", event(name, subject.namespace()));

        assertThat(api.get("events?fieldSelector=involvedObject.name=of-" + name)
                        .names())
                .containsExactly(name);
        assertThat(api.get("events?fieldSelector=involvedObject.name=" + name).names())
                .isEmpty();
    }

    @Test
    @DisplayName("R55 both groups show the same Events, each in its words")
    void bothGroupsOfEvents() {
        api.create("events", event(name, subject.namespace()));

        Answer other = api.send("GET", newEvents() + "/" + name, Api.JSON, "");

        assertThat(other.tree()).containsEntry("note", "hello").containsEntry("apiVersion", "events.k8s.io/v1");
        assertThat(other.at("regarding", "name")).isEqualTo("of-" + name);
    }

    @Test
    @DisplayName("R55 a patch in the new group's words is seen in the old group's")
    void aPatchOfAnEvent() {
        api.create("events", event(name, subject.namespace()));

        Answer patched = api.send(
                "PATCH", newEvents() + "/" + name, Api.MERGE_PATCH, "{\"metadata\": {\"labels\": {\"a\": \"b\"}}}");

        assertThat(patched.at("note")).isEqualTo("hello");
        assertThat(api.get("events/" + name).at("metadata", "labels", "a")).isEqualTo("b");
        assertThat(api.get("events/" + name).at("message")).isEqualTo("hello");
    }

    private String newEvents() {
        return "/apis/events.k8s.io/v1/namespaces/" + subject.namespace() + "/events";
    }

    @Test
    @DisplayName("R56 an autoscaler is one object in both versions")
    void bothVersionsOfAutoscalers() {
        String old = "/apis/autoscaling/v1/namespaces/" + subject.namespace() + "/horizontalpodautoscalers";
        api.create("horizontalpodautoscalers", autoscaler(name, 1, 4));

        Answer seen = api.send("GET", old + "/" + name, Api.JSON, "");
        assertThat(seen.tree()).containsEntry("apiVersion", "autoscaling/v1");
        assertThat(seen.at("spec", "targetCPUUtilizationPercentage")).isEqualTo(80L);

        api.send("PATCH", old + "/" + name, Api.MERGE_PATCH, "{\"spec\": {\"targetCPUUtilizationPercentage\": 50}}");
        assertThat(api.get("horizontalpodautoscalers/" + name).maps("spec", "metrics"))
                .singleElement()
                .satisfies(metric -> assertThat(Trees.at(metric, "resource", "target", "averageUtilization"))
                        .isEqualTo(50L));
    }

    @Test
    @DisplayName("R54 a Lease is taken by compare-and-set: one of two wins")
    void aLease() {
        String version = api.create("leases", lease(name, 15)).version();
        String taken =
                "{\"metadata\": {\"resourceVersion\": \"" + version + "\"}, \"spec\": {\"holderIdentity\": \"%s\"}}";

        assertThat(api.merge("leases/" + name, taken.formatted("one")).code()).isEqualTo(200);
        assertThat(api.merge("leases/" + name, taken.formatted("two")).code()).isEqualTo(409);
        assertThat(api.get("leases/" + name).at("spec", "holderIdentity")).isEqualTo("one");
    }
}
