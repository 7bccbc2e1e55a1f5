package dev.bluegreen.testkit.fidelity;

import static dev.bluegreen.testkit.fidelity.Bodies.autoscaler;
import static dev.bluegreen.testkit.fidelity.Bodies.budget;
import static dev.bluegreen.testkit.fidelity.Bodies.configMap;
import static dev.bluegreen.testkit.fidelity.Bodies.deployment;
import static dev.bluegreen.testkit.fidelity.Bodies.ingress;
import static dev.bluegreen.testkit.fidelity.Bodies.lease;
import static dev.bluegreen.testkit.fidelity.Bodies.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.fidelity.Api.Answer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the server refuses of the kinds that a release touches, and how it names what is wrong. */
@Fidelity
class ValidationFidelityTest {

    private Api api;
    private String name;

    @BeforeEach
    void use(Api given) {
        api = given;
        name = api.name("valid");
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
                invalidContainer(
                        "\"livenessProbe\": {\"exec\": {\"command\": [\"true\"]}, \"httpGet\": {\"port\": 80}}",
                        "livenessProbe.httpGet"),
                invalidContainer(
                        "\"startupProbe\": {\"tcpSocket\": {\"port\": 80}, \"grpc\": {\"port\": 80}}",
                        "startupProbe.grpc"),
                invalidContainer("\"readinessProbe\": {\"periodSeconds\": 3}", "readinessProbe"),
                invalidContainer(
                        "\"lifecycle\": {\"preStop\": {\"exec\": {\"command\": [\"true\"]}, \"sleep\": {\"seconds\": 1}}}",
                        "lifecycle.preStop.sleep"),
                invalidContainer(
                        "\"env\": [{\"name\": \"A\", \"value\": \"1\", \"valueFrom\":"
                                + " {\"fieldRef\": {\"fieldPath\": \"metadata.name\"}}}]",
                        "env[0].valueFrom"),
                invalidContainer(
                        "\"ports\": [{\"name\": \"a\", \"containerPort\": 1}, {\"name\": \"a\", \"containerPort\": 2}]",
                        "ports[1].name"),
                invalid(
                        "deployments",
                        n -> deployment(n, 0),
                        "\"containers\": [",
                        "\"containers\": [{\"name\": \"web\", \"image\": \"a\"}, ",
                        "spec.template.spec.containers[1].name"),
                invalid(
                        "deployments",
                        n -> deployment(n, 0),
                        "\"containers\": [",
                        "\"volumes\": [{\"name\": \"v\", \"emptyDir\": {}, \"configMap\": {\"name\": \"c\"}}], \"containers\": [",
                        "spec.template.spec.volumes[0].configMap"),
                invalid(
                        "deployments",
                        n -> deployment(n, 0),
                        "\"replicas\": 0",
                        "\"replicas\": 0, \"strategy\": {\"type\": \"Recreate\", \"rollingUpdate\": {\"maxSurge\": 1}}",
                        "spec.strategy.rollingUpdate"),
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

    private static Arguments invalidContainer(String part, String field) {
        return invalid(
                "deployments",
                n -> deployment(n, 0),
                "\"image\": \"web:1\"",
                "\"image\": \"web:1\", " + part,
                "spec.template.spec.containers[0]." + field);
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
        api.create(plural, Bodies.of(plural, name));

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
}
