package dev.bluegreen.testkit.fidelity;

import static dev.bluegreen.testkit.fidelity.Bodies.autoscaler;
import static dev.bluegreen.testkit.fidelity.Bodies.budget;
import static dev.bluegreen.testkit.fidelity.Bodies.deployment;
import static dev.bluegreen.testkit.fidelity.Bodies.ingress;
import static dev.bluegreen.testkit.fidelity.Bodies.lease;
import static dev.bluegreen.testkit.fidelity.Bodies.replicaSet;
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

/** Which changes count as a new generation, and how the status is kept apart from the rest. */
@Fidelity
class StatusFidelityTest {

    private Api api;
    private String name;

    @BeforeEach
    void use(Api given) {
        api = given;
        name = api.name("status");
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
        api.create(plural, Bodies.of(plural, name));

        assertThat(api.merge(plural + "/" + name, "{\"metadata\": {\"labels\": {\"a\": \"b\"}}}")
                        .generation())
                .isEqualTo(1);
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
        Answer created = api.create(
                plural, Bodies.of(plural, name).replaceFirst("\"spec\"", "\"status\": {\"active\": 9}, \"spec\""));

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
}
