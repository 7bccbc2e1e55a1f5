package dev.bluegreen.testkit.fidelity;

import static dev.bluegreen.testkit.fidelity.Bodies.configMap;
import static dev.bluegreen.testkit.fidelity.Bodies.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.fidelity.Api.Answer;
import dev.bluegreen.testkit.internal.json.Json;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Server-side apply over what others have written. */
@Fidelity
class ApplyFidelityTest {

    private static final String IMAGE = "\"image\": \"web:1\"";
    private static final String TWO_PORTS_OF_ONE_NUMBER =
            "\"ports\": [{\"name\": \"http\", \"containerPort\": 8080}, {\"name\": \"metrics\", \"containerPort\": 8080}]";

    private Api api;
    private String name;

    @BeforeEach
    void use(Api given) {
        api = given;
        name = api.name("apply");
    }

    @ParameterizedTest(name = "R21 {1} twice is refused")
    @DisplayName("R21 an apply with one list key twice is refused and names the key")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ports | 'ports': [{'name': 'http', 'containerPort': 8080}, {'name': 'metrics', 'containerPort': 8080}]"
                        + " | [containerPort=8080,protocol=\"TCP\"]",
                "ports | 'ports': [{'containerPort': 53, 'protocol': 'UDP'}, {'containerPort': 53, 'protocol': 'UDP'}]"
                        + " | [containerPort=53,protocol=\"UDP\"]",
                "env | 'env': [{'name': 'A', 'value': '1'}, {'name': 'A', 'value': '2'}] | [name=\"A\"]",
            })
    void duplicateKeys(String field, String part, String key) {
        Answer answer = applied("a", with(part));

        assertThat(answer.code()).isGreaterThanOrEqualTo(400);
        assertThat(answer.message())
                .contains(
                        ".spec.template.spec.containers[name=\"web\"]." + field + ": duplicate entries for key " + key);
        assertThat(api.get("deployments/" + name).code()).isEqualTo(404);
    }

    @Test
    @DisplayName("R21 ports of one number and two protocols are two keys")
    void twoProtocols() {
        Answer answer =
                applied("a", with("'ports': [{'containerPort': 53}, {'containerPort': 53, 'protocol': 'UDP'}]"));

        assertThat(answer.code()).isEqualTo(201);
        assertThat(Trees.maps(web(answer), "ports")).hasSize(2);
    }

    @Test
    @DisplayName("R21 what is not applied may have one list key twice, as any create may")
    void duplicatesThatAreThere() {
        assertThat(api.create("deployments", with(TWO_PORTS_OF_ONE_NUMBER)).code())
                .isEqualTo(201);

        Answer answer = applied("a", deployment(name, 0).replace("web:1", "web:2"), "&force=true");

        assertThat(answer.code()).isEqualTo(200);
        assertThat(web(answer)).containsEntry("image", "web:2");
        assertThat(Trees.maps(web(answer), "ports"))
                .extracting(port -> port.get("name"))
                .containsExactly("http", "metrics");
    }

    @ParameterizedTest(name = "R21 an empty {0} takes nothing away")
    @DisplayName("R21 an applied empty object keeps what others have there")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "resources | {'limits': {'memory': '64Mi'}}",
                "securityContext | {'runAsUser': 0}",
                "lifecycle | {'preStop': {'exec': {'command': ['true']}}}"
            })
    void anEmptyObject(String field, String content) {
        api.create("deployments?fieldManager=other", with("'" + field + "': " + content));

        Answer answer = applied("a", with("'" + field + "': {}"));

        assertThat(answer.code()).isEqualTo(200);
        assertThat(web(answer)).containsEntry(field, Json.parseObject(content.replace('\'', '"')));
    }

    @Test
    @DisplayName("R21 an applied empty object is there, and goes when it is no longer applied")
    void anEmptyObjectOfOnesOwn() {
        Answer made = applied("a", with("'lifecycle': {}"));
        assertThat(web(made)).containsEntry("lifecycle", Map.of());

        assertThat(web(applied("a", deployment(name, 0)))).doesNotContainKey("lifecycle");
    }

    @Test
    @DisplayName("R21 an empty object that is no longer applied keeps what others have put in it since")
    void anEmptyObjectThatOthersHaveFilled() {
        applied("a", with("'resources': {}"));
        api.patch("deployments/" + name + "?fieldManager=other", Api.STRATEGIC, """
                {"spec": {"template": {"spec": {"containers": [
                  {"name": "web", "resources": {"limits": {"memory": "64Mi"}}}]}}}}""");

        Answer answer = applied("a", deployment(name, 0));

        assertThat(web(answer)).containsEntry("resources", Map.of("limits", Map.of("memory", "64Mi")));
    }

    @Test
    @DisplayName("R21 an applied empty object that is atomic replaces what is there")
    void anEmptyAtomicObject() {
        api.create("services?fieldManager=other", Bodies.service(name));

        Answer answer = api.patch(
                "services/" + name + "?fieldManager=a&force=true",
                Api.APPLY,
                Bodies.service(name).replaceFirst("\"selector\": \\{[^}]*}", "\"selector\": {}"));

        assertThat(answer.code()).isEqualTo(200);
        assertThat(answer.at("spec", "selector")).isIn(null, Map.of());
    }

    @Test
    @DisplayName("R21 applied empty annotations keep those of others")
    void emptyAnnotations() {
        api.create("configmaps?fieldManager=other", configMap(name, ", \"annotations\": {\"who\": \"me\"}"));

        Answer answer = api.patch(
                "configmaps/" + name + "?fieldManager=a", Api.APPLY, configMap(name, ", \"annotations\": {}"));

        assertThat(answer.at("metadata", "annotations")).isEqualTo(Map.of("who", "me"));
    }

    @Test
    @DisplayName("R21 a probe that ends with the handlers of two managers is 422")
    void aProbeOfTwoManagers() {
        api.create(
                "deployments?fieldManager=other", with("'readinessProbe': {'httpGet': {'path': '/old', 'port': 80}}"));

        Answer answer = applied("a", with("'readinessProbe': {'tcpSocket': {'port': 80}}"));

        assertThat(answer.code()).isEqualTo(422);
        assertThat(answer.fields()).contains("spec.template.spec.containers[0].readinessProbe.tcpSocket");
        assertThat(answer.message()).contains("may not specify more than 1 handler type");
        assertThat(web(api.get("deployments/" + name)).get("readinessProbe"))
                .asString()
                .doesNotContain("tcpSocket");
    }

    private Answer applied(String manager, String body) {
        return applied(manager, body, "");
    }

    private Answer applied(String manager, String body, String options) {
        return api.patch("deployments/" + name + "?fieldManager=" + manager + options, Api.APPLY, body);
    }

    /** A Deployment whose container has the given field, too. */
    private String with(String part) {
        return deployment(name, 0).replace(IMAGE, IMAGE + ", " + part.replace('\'', '"'));
    }

    private static Map<String, Object> web(Answer answer) {
        List<Map<String, Object>> containers = answer.maps("spec", "template", "spec", "containers");
        return containers.get(0);
    }
}
