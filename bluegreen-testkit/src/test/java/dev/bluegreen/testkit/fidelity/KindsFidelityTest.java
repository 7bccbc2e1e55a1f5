package dev.bluegreen.testkit.fidelity;

import static dev.bluegreen.testkit.fidelity.Bodies.autoscaler;
import static dev.bluegreen.testkit.fidelity.Bodies.budget;
import static dev.bluegreen.testkit.fidelity.Bodies.configMap;
import static dev.bluegreen.testkit.fidelity.Bodies.deployment;
import static dev.bluegreen.testkit.fidelity.Bodies.event;
import static dev.bluegreen.testkit.fidelity.Bodies.ingress;
import static dev.bluegreen.testkit.fidelity.Bodies.job;
import static dev.bluegreen.testkit.fidelity.Bodies.lease;
import static dev.bluegreen.testkit.fidelity.Bodies.replicaSet;
import static dev.bluegreen.testkit.fidelity.Bodies.service;
import static dev.bluegreen.testkit.fidelity.Bodies.waitingPod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.fidelity.Api.Answer;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the server makes of the kinds that a release touches: validation, defaults, generation and status. */
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
    @DisplayName("R5 an invalid object is 422 with a cause for each field")
    void anInvalidObject() {
        Answer answer = api.create("deployments", deployment("Bad_Name", -5));

        assertThat(answer.code()).isEqualTo(422);
        assertThat(answer.reason()).isEqualTo("Invalid");
        assertThat(answer.fields()).contains("metadata.name", "spec.replicas");
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                invalid("services", Bodies::service, "\"port\": 80", "\"port\": 70000", "spec.ports[0].port"),
                invalid("services", Bodies::service, "[{\"port\": 80}]", "[]", "spec.ports"),
                invalid("services", Bodies::service, "\"track\": \"blue\"", "\"track\": \"no good\"", "spec.selector"),
                invalid(
                        "deployments",
                        n -> deployment(n, 0),
                        "\"image\": \"web:1\"",
                        "\"image\": \"\"",
                        "spec.template.spec.containers[0].image"),
                invalid(
                        "deployments",
                        n -> deployment(n, 0),
                        "\"labels\": {\"app\"",
                        "\"labels\": {\"other\"",
                        "spec.template.metadata.labels"),
                invalid("jobs", Bodies::job, "\"Never\"", "\"Always\"", "spec.template.spec.restartPolicy"),
                invalid(
                        "poddisruptionbudgets",
                        n -> budget(n, "\"minAvailable\": 1, \"maxUnavailable\": 1"),
                        "",
                        "",
                        "spec"),
                invalid("horizontalpodautoscalers", n -> autoscaler(n, 5, 2), "", "", "spec.maxReplicas"),
                invalid("ingresses", n -> ingress(n, ""), "", "", "spec.rules[0].http.paths[0].pathType"),
                invalid("leases", n -> lease(n, 0), "", "", "spec.leaseDurationSeconds"));
    }

    private static Arguments invalid(String plural, UnaryOperator<String> body, String good, String bad, String field) {
        return Arguments.of(plural, body, good, bad, field);
    }

    @ParameterizedTest(name = "R5 {0} with a wrong {4} is 422")
    @DisplayName("R5 a wrong field is 422 and named")
    @MethodSource("invalid")
    void aWrongField(String plural, UnaryOperator<String> body, String good, String bad, String field) {
        Answer answer = api.create(plural, body.apply(name).replace(good, bad));

        assertThat(answer.code()).isEqualTo(422);
        assertThat(answer.fields()).contains(field);
    }

    @Test
    @DisplayName("R5 a field that the kind does not have is dropped")
    void anUnknownField() {
        Answer created = api.create("services", service(name).replace("\"ports\"", "\"prots\": 1, \"ports\""));

        assertThat(created.code()).isEqualTo(201);
        assertThat(created.at("spec", "prots")).isNull();
        assertThat(api.merge("services/" + name, "{\"spec\": {\"selectr\": {\"a\": \"b\"}}}")
                        .at("spec", "selectr"))
                .isNull();
    }

    @Test
    @DisplayName("R5 a field that the kind does not have is 400 if the client asks for that")
    void aStrictClient() {
        Answer answer = api.create(
                "services?fieldValidation=Strict", service(name).replace("\"ports\"", "\"prots\": 1, \"ports\""));

        assertThat(answer.code()).isEqualTo(400);
        assertThat(answer.message()).contains("strict decoding error: unknown field \"spec.prots\"");
    }

    @Test
    @DisplayName("R5 a field that the kind does not have cannot be applied")
    void anUnknownFieldApplied() {
        Answer answer = api.patch(
                "services/" + name + "?fieldManager=a",
                Api.APPLY,
                service(name).replace("\"ports\"", "\"prots\": 1, \"ports\""));

        assertThat(answer.code()).isGreaterThanOrEqualTo(400);
        assertThat(answer.message()).contains(".spec.prots: field not declared in schema");
    }

    @ParameterizedTest(name = "R5 {1} in {0} is refused")
    @CsvSource(
            delimiter = '|',
            value = {
                "configmaps | {'data': {'a': 1}}",
                "configmaps | {'metadata': {'labels': {'version': 2}}}",
                "services | {'spec': {'ports': [{'port': 'http'}]}}",
                "deployments | {'spec': {'replicas': '3'}}",
                "deployments | {'spec': {'paused': 'true'}}",
                "leases | {'spec': {'renewTime': '2026-01-01T00:00:00Z'}}"
            })
    @DisplayName("R5 a value of a wrong type is refused")
    void aWrongType(String plural, String patch) {
        api.create(
                plural,
                switch (plural) {
                    case "configmaps" -> configMap(name);
                    case "services" -> service(name);
                    case "leases" -> lease(name, 15);
                    default -> deployment(name, 0);
                });

        assertThat(api.merge(plural + "/" + name, patch.replace('\'', '"')).code())
                .isIn(400, 422);
    }

    @Test
    @DisplayName("R5 a create with a value of a wrong type is 400")
    void aCreateWithAWrongType() {
        Answer answer = api.create("configmaps", configMap(name).replace("\"1\"", "1"));

        assertThat(answer.code()).isEqualTo(400);
        assertThat(answer.message()).contains("cannot unmarshal number into Go struct field");
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of("configmaps", false, (UnaryOperator<String>) Bodies::configMap),
                Arguments.of("services", false, (UnaryOperator<String>) Bodies::service),
                Arguments.of("leases", false, (UnaryOperator<String>) n -> lease(n, 15)),
                Arguments.of("horizontalpodautoscalers", false, (UnaryOperator<String>) n -> autoscaler(n, 1, 2)),
                Arguments.of("deployments", true, (UnaryOperator<String>) n -> deployment(n, 0)),
                Arguments.of("replicasets", true, (UnaryOperator<String>) n -> replicaSet(n, 0)),
                Arguments.of("jobs", true, (UnaryOperator<String>) Bodies::job),
                Arguments.of(
                        "poddisruptionbudgets", true, (UnaryOperator<String>) n -> budget(n, "\"minAvailable\": 1")),
                Arguments.of("ingresses", true, (UnaryOperator<String>) n -> ingress(n, "\"pathType\": \"Prefix\",")));
    }

    @ParameterizedTest(name = "R13 generation of {0}: {1}")
    @DisplayName("R13 a kind has a generation or none")
    @MethodSource("kinds")
    void generation(String plural, boolean counted, UnaryOperator<String> body) {
        assertThat(api.create(plural, body.apply(name)).generation()).isEqualTo(counted ? 1 : -1);
    }

    @ParameterizedTest(name = "R13 labels do not raise the generation of {0}")
    @CsvSource({"replicasets", "deployments", "ingresses", "jobs"})
    @DisplayName("R13 labels do not raise a generation")
    void labelsAreNoGeneration(String plural) {
        api.create(plural, bodyOf(plural));

        assertThat(api.merge(plural + "/" + name, "{\"metadata\": {\"labels\": {\"a\": \"b\"}}}")
                        .generation())
                .isEqualTo(1);
    }

    private String bodyOf(String plural) {
        return switch (plural) {
            case "replicasets" -> replicaSet(name, 0);
            case "deployments" -> deployment(name, 0);
            case "jobs" -> job(name);
            default -> ingress(name, "\"pathType\": \"Prefix\",");
        };
    }

    @Test
    @DisplayName("R13 a Deployment's generation rises with its spec and with its annotations")
    void generationOfADeployment() {
        api.create("deployments", deployment(name, 0));

        assertThat(api.merge("deployments/" + name, "{\"spec\": {\"minReadySeconds\": 1}}")
                        .generation())
                .isEqualTo(2);
        assertThat(api.merge("deployments/" + name, "{\"metadata\": {\"annotations\": {\"a\": \"b\"}}}")
                        .generation())
                .isEqualTo(3);
    }

    @Test
    @DisplayName("R13 an annotation does not raise a ReplicaSet's generation")
    void generationOfAReplicaSet() {
        api.create("replicasets", replicaSet(name, 0));

        assertThat(api.merge("replicasets/" + name, "{\"metadata\": {\"annotations\": {\"a\": \"b\"}}}")
                        .generation())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("R14 a create does not set the status")
    void aCreateWithStatus() {
        assertThat(api.create("deployments", deployment(name, 0)).at("status", "replicas"))
                .isNull();
    }

    @Test
    @DisplayName("R14 neither a PUT nor a patch of the object sets the status")
    void aChangeWithStatus() {
        api.create("deployments", deployment(name, 0));

        assertThat(api.put("deployments/" + name, deployment(name, 0)).at("status", "replicas"))
                .isNotEqualTo(99L);
        assertThat(api.merge("deployments/" + name, "{\"status\": {\"observedGeneration\": 77}}")
                        .at("status", "observedGeneration"))
                .isNotEqualTo(77L);
    }

    @ParameterizedTest(name = "R14 the status of {0} is apart")
    @CsvSource({"replicasets", "jobs", "ingresses"})
    @DisplayName("R14 the status of a kind is apart")
    void statusIsApart(String plural) {
        Answer created =
                api.create(plural, bodyOf(plural).replaceFirst("\"spec\"", "\"status\": {\"active\": 9}, \"spec\""));

        assertThat(created.code()).isEqualTo(201);
        assertThat(created.at("status", "active")).isNull();
    }

    @Test
    @DisplayName("R15 the status subresource writes the status only and keeps the generation")
    void theStatusSubresource() {
        api.create("deployments", deployment(name, 0));

        Answer answer = api.merge(
                "deployments/" + name + "/status", "{\"spec\": {\"replicas\": 7}, \"status\": {\"replicas\": 1}}");

        assertThat(answer.code()).isEqualTo(200);
        assertThat(answer.at("spec", "replicas")).isEqualTo(0L);
        assertThat(answer.generation()).isEqualTo(1);
    }

    @Test
    @DisplayName("R15 more ready than there are replicas is 422")
    void impossibleStatus() {
        api.create("deployments", deployment(name, 0));

        Answer answer =
                api.merge("deployments/" + name + "/status", "{\"status\": {\"replicas\": 1, \"readyReplicas\": 5}}");

        assertThat(answer.code()).isEqualTo(422);
        assertThat(answer.fields()).contains("status.readyReplicas");
    }

    @Test
    @DisplayName("R15 a PUT of the status subresource leaves the spec alone")
    void aPutOfTheStatus() {
        api.create("replicasets", replicaSet(name, 0));

        Answer answer = api.put("replicasets/" + name + "/status", replicaSet(name, 5));

        assertThat(answer.code()).isEqualTo(200);
        assertThat(answer.at("spec", "replicas")).isEqualTo(0L);
        assertThat(answer.at("status", "replicas")).isEqualTo(99L);
    }

    @ParameterizedTest(name = "R37 {0} {1} is immutable")
    @CsvSource(
            delimiter = '|',
            value = {
                "deployments | {'spec': {'selector': {'matchLabels': {'app': 'x'}}, 'template': {'metadata': {'labels': {'app': 'x'}}}}}",
                "replicasets | {'spec': {'selector': {'matchLabels': {'app': 'x'}}, 'template': {'metadata': {'labels': {'app': 'x'}}}}}",
                "jobs | {'spec': {'completionMode': 'Indexed', 'completions': 2}}"
            })
    @DisplayName("R37 a field is immutable")
    void immutable(String plural, String patch) {
        api.create(plural, bodyOf(plural));

        Answer answer = api.merge(plural + "/" + name, patch.replace('\'', '"'));

        assertThat(answer.code()).isEqualTo(422);
        assertThat(answer.message()).contains("field is immutable");
    }

    @Test
    @DisplayName("R37 an immutable ConfigMap keeps its data")
    void anImmutableConfigMap() {
        api.create("configmaps", configMap(name).replace("\"data\"", "\"immutable\": true, \"data\""));

        assertThat(api.merge("configmaps/" + name, "{\"data\": {\"a\": \"2\"}}").code())
                .isEqualTo(422);
        assertThat(api.merge("configmaps/" + name, "{\"metadata\": {\"labels\": {\"a\": \"b\"}}}")
                        .code())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("R37 a Secret's type is immutable")
    void aSecretsType() {
        api.create(
                "secrets",
                "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\": {\"name\": \"" + name + "\"}}");

        assertThat(api.merge("secrets/" + name, "{\"type\": \"example.org/other\"}")
                        .code())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("R37 an EndpointSlice's address type is immutable")
    void aSlicesType() {
        api.create("endpointslices", """
                {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "metadata": {"name": "%s"},
                 "addressType": "IPv4", "endpoints": [], "ports": []}""".formatted(name));

        assertThat(api.merge("endpointslices/" + name, "{\"addressType\": \"FQDN\"}")
                        .code())
                .isEqualTo(422);
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
