package dev.bluegreen.testkit.fidelity;

import static dev.bluegreen.testkit.fidelity.Bodies.configMap;
import static dev.bluegreen.testkit.fidelity.Bodies.deployment;
import static dev.bluegreen.testkit.fidelity.Bodies.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.fidelity.Api.Answer;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@Fidelity
class ReadWriteFidelityTest {

    private Api api;
    private String name;

    @BeforeEach
    void use(Api given) {
        api = given;
        name = api.name("rw");
    }

    @Test
    @DisplayName("R1 an object is created, read, replaced and deleted")
    void anObjectLives() {
        assertThat(api.create("configmaps", configMap(name)).code()).isEqualTo(201);
        assertThat(api.get("configmaps/" + name).at("data", "a")).isEqualTo("1");
        assertThat(api.put("configmaps/" + name, configMap(name).replace("\"1\"", "\"2\""))
                        .at("data", "a"))
                .isEqualTo("2");
        assertThat(api.delete("configmaps/" + name).code()).isEqualTo(200);
        assertThat(api.get("configmaps/" + name).code()).isEqualTo(404);
    }

    @Test
    @DisplayName("R1 a typed list has its kind and its items have none")
    void aTypedListHasItsKind() {
        api.create("configmaps", configMap(name));

        Answer list = api.get("configmaps?fieldSelector=metadata.name=" + name);

        assertThat(list.tree()).containsEntry("kind", "ConfigMapList").containsEntry("apiVersion", "v1");
        assertThat(list.maps("items"))
                .singleElement()
                .satisfies(item -> assertThat(item).doesNotContainKeys("kind", "apiVersion"));
    }

    @Test
    @DisplayName("R2 a missing object is a Status with reason NotFound and details")
    void aMissingObject() {
        Answer answer = api.get("deployments/" + name);

        assertThat(answer.code()).isEqualTo(404);
        assertThat(answer.tree())
                .containsEntry("kind", "Status")
                .containsEntry("status", "Failure")
                .containsEntry("reason", "NotFound")
                .containsEntry("message", "deployments.apps \"" + name + "\" not found")
                .containsEntry("details", Map.of("name", name, "group", "apps", "kind", "deployments"));
    }

    @Test
    @DisplayName("R3 a duplicate is 409 AlreadyExists")
    void aDuplicate() {
        api.create("deployments", deployment(name, 0));

        Answer answer = api.create("deployments", deployment(name, 0));

        assertThat(answer.code()).isEqualTo(409);
        assertThat(answer.reason()).isEqualTo("AlreadyExists");
        assertThat(answer.message()).isEqualTo("deployments.apps \"" + name + "\" already exists");
    }

    @Test
    @DisplayName("R4 a stale PUT is 409 Conflict")
    void aStalePut() {
        String version = api.create("configmaps", configMap(name)).version();
        api.merge("configmaps/" + name, "{\"data\": {\"a\": \"2\"}}");

        Answer answer = api.put("configmaps/" + name, configMap(name, ", \"resourceVersion\": \"" + version + "\""));

        assertThat(answer.code()).isEqualTo(409);
        assertThat(answer.reason()).isEqualTo("Conflict");
        assertThat(answer.message())
                .isEqualTo(
                        "Operation cannot be fulfilled on configmaps \"" + name
                                + "\": the object has been modified; please apply your changes to the latest version and try again");
    }

    @Test
    @DisplayName("R6 a malformed body is 400")
    void aMalformedBody() {
        Answer answer = api.create("configmaps", "{\"apiVersion\":");

        assertThat(answer.code()).isEqualTo(400);
        assertThat(answer.reason()).isEqualTo("BadRequest");
    }

    @Test
    @DisplayName("R6 a malformed patch is 400")
    void aMalformedPatch() {
        api.create("configmaps", configMap(name));

        assertThat(api.merge("configmaps/" + name, "{\"data\":").code()).isEqualTo(400);
        assertThat(api.patch("configmaps/" + name, Api.JSON_PATCH, "{}").code()).isEqualTo(400);
    }

    @Test
    @DisplayName("R6 another kind than the URL's is 400")
    void anotherKind() {
        assertThat(api.create("configmaps", service(name)).code()).isEqualTo(400);
    }

    @Test
    @DisplayName("R7 HEAD and OPTIONS are 405")
    void headAndOptions() {
        assertThat(api.send("HEAD", api.path("configmaps"), Api.JSON, null).code())
                .isEqualTo(405);
        assertThat(api.send("OPTIONS", api.path("configmaps"), Api.JSON, "").code())
                .isEqualTo(405);
    }

    @Test
    @DisplayName("R8 every change raises the resourceVersion")
    void everyChangeRaisesTheVersion() {
        Answer created = api.create("configmaps", configMap(name));
        Answer changed = api.merge("configmaps/" + name, "{\"data\": {\"a\": \"2\"}}");

        assertThat(Long.parseLong(changed.version())).isGreaterThan(Long.parseLong(created.version()));
    }

    @Test
    @DisplayName("R8 a PUT that changes nothing keeps the resourceVersion")
    void aPutOfTheSame() {
        Answer created = api.create("configmaps", configMap(name));

        assertThat(api.put("configmaps/" + name, created.body()).version()).isEqualTo(created.version());
    }

    @Test
    @DisplayName("R8 a patch that changes nothing keeps the resourceVersion")
    void aPatchOfTheSame() {
        Answer created = api.create("configmaps", configMap(name));

        assertThat(api.merge("configmaps/" + name, "{}").version()).isEqualTo(created.version());
    }

    @Test
    @DisplayName("R9 a PUT without resourceVersion is unconditional")
    void anUnconditionalPut() {
        api.create("configmaps", configMap(name));
        api.merge("configmaps/" + name, "{\"data\": {\"b\": \"2\"}}");

        Answer answer = api.put("configmaps/" + name, configMap(name));

        assertThat(answer.code()).isEqualTo(200);
        assertThat(answer.at("data")).isEqualTo(Map.of("a", "1"));
    }

    @Test
    @DisplayName("R9 a PUT of an object that is not there is 404")
    void aPutOfNothing() {
        assertThat(api.put("configmaps/" + name, configMap(name)).code()).isEqualTo(404);
    }

    @Test
    @DisplayName("R9 a PUT whose name is not the URL's is 400")
    void aPutOfAnotherName() {
        api.create("configmaps", configMap(name));

        assertThat(api.put("configmaps/" + name, configMap("other")).code()).isEqualTo(400);
    }

    @Test
    @DisplayName("R10 a PUT with another uid is 409")
    void aPutWithAnotherUid() {
        api.create("configmaps", configMap(name));

        Answer answer = api.put("configmaps/" + name, configMap(name, ", \"uid\": \"other\""));

        assertThat(answer.code()).isEqualTo(409);
        assertThat(answer.message()).contains("Precondition failed: UID in precondition: other");
    }

    @Test
    @DisplayName("R11 a patch that carries a resourceVersion is conditional")
    void aPatchWithAVersion() {
        String version = api.create("configmaps", configMap(name)).version();
        String patch = "{\"metadata\": {\"resourceVersion\": \"" + version + "\"}, \"data\": {\"a\": \"%s\"}}";

        assertThat(api.merge("configmaps/" + name, patch.formatted("2")).code()).isEqualTo(200);
        assertThat(api.merge("configmaps/" + name, patch.formatted("3")).code()).isEqualTo(409);
        assertThat(api.get("configmaps/" + name).at("data", "a")).isEqualTo("2");
    }

    @Test
    @DisplayName("R24 a dry-run create is answered and not stored")
    void aDryRunCreate() {
        assertThat(api.create("configmaps?dryRun=All", configMap(name)).code()).isEqualTo(201);
        assertThat(api.get("configmaps/" + name).code()).isEqualTo(404);
    }

    @Test
    @DisplayName("R24 a dry-run create tells what would be refused")
    void aDryRunCreateOfADuplicate() {
        api.create("configmaps", configMap(name));

        assertThat(api.create("configmaps?dryRun=All", configMap(name)).code()).isEqualTo(409);
        assertThat(api.create("deployments?dryRun=All", deployment(name, -1)).code())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("R24 a dry-run patch and PUT are answered and not stored")
    void aDryRunChange() {
        api.create("configmaps", configMap(name));

        assertThat(api.merge("configmaps/" + name + "?dryRun=All", "{\"data\": {\"a\": \"2\"}}")
                        .at("data", "a"))
                .isEqualTo("2");
        assertThat(api.put("configmaps/" + name + "?dryRun=All", configMap(name).replace("\"1\"", "\"3\""))
                        .at("data", "a"))
                .isEqualTo("3");
        assertThat(api.get("configmaps/" + name).at("data", "a")).isEqualTo("1");
    }

    @Test
    @DisplayName("R24 a dry-run scale is answered and not stored")
    void aDryRunScale() {
        api.create("deployments", deployment(name, 0));

        assertThat(api.merge("deployments/" + name + "/scale?dryRun=All", "{\"spec\": {\"replicas\": 3}}")
                        .at("spec", "replicas"))
                .isEqualTo(3L);
        assertThat(api.get("deployments/" + name).at("spec", "replicas")).isEqualTo(0L);
    }

    @Test
    @DisplayName("R24 another dryRun than All is refused")
    void anUnknownDryRun() {
        assertThat(api.create("configmaps?dryRun=Some", configMap(name)).code()).isIn(400, 422);
        assertThat(api.get("configmaps/" + name).code()).isEqualTo(404);
    }

    @Test
    @DisplayName("R29 a generated name ends with five characters")
    void aGeneratedName() {
        Answer answer = api.create("configmaps", """
                {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"generateName": "%s-"}}""".formatted(name));

        assertThat(answer.text("metadata", "name")).matches(name + "-[a-z0-9]{5}");
    }

    @Test
    @DisplayName("R36 a create in a missing namespace is 404")
    void aMissingNamespace() {
        Answer answer =
                api.send("POST", "/api/v1/namespaces/nowhere-" + name + "/configmaps", Api.JSON, configMap(name));

        assertThat(answer.code()).isEqualTo(404);
        assertThat(answer.message()).isEqualTo("namespaces \"nowhere-" + name + "\" not found");
    }

    @Test
    @DisplayName("R36 another namespace than the URL's is 400")
    void anotherNamespace() {
        assertThat(api.create("configmaps", configMap(name, ", \"namespace\": \"elsewhere\""))
                        .code())
                .isEqualTo(400);
    }
}
