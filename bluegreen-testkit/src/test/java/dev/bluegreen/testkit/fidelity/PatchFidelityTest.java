package dev.bluegreen.testkit.fidelity;

import static dev.bluegreen.testkit.fidelity.Bodies.configMap;
import static dev.bluegreen.testkit.fidelity.Bodies.deployment;
import static dev.bluegreen.testkit.fidelity.Bodies.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.fidelity.Api.Answer;
import dev.bluegreen.testkit.internal.store.Trees;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Fidelity
class PatchFidelityTest {

    private Api api;
    private Subject subject;
    private String name;

    @BeforeEach
    void use(Api given, Subject on) {
        api = given;
        subject = on;
        name = api.name("patch");
    }

    @Test
    @DisplayName("R12 a patch is 200")
    void aPatchIs200() {
        api.create("services", service(name));

        assertThat(api.merge("services/" + name, "{}").code()).isEqualTo(200);
    }

    @Test
    @DisplayName("R12 a patch of an object that is not there is 404")
    void aPatchOfNothing() {
        assertThat(api.merge("services/" + name, "{}").code()).isEqualTo(404);
    }

    @Test
    @DisplayName("R12 a patch of an unknown type is 415")
    void aPatchOfAnUnknownType() {
        api.create("services", service(name));

        assertThat(api.patch("services/" + name, "text/plain", "{}").code()).isEqualTo(415);
    }

    @Test
    @DisplayName("R17 a JSON patch tests and replaces a selector")
    void testsAndReplaces() {
        String version = api.create("services", service(name)).version();

        Answer answer = api.patch("services/" + name, Api.JSON_PATCH, """
                [{"op": "test", "path": "/metadata/resourceVersion", "value": "%s"},
                 {"op": "test", "path": "/spec/selector/track", "value": "blue"},
                 {"op": "replace", "path": "/spec/selector/track", "value": "green"},
                 {"op": "add", "path": "/metadata/labels", "value": {"bluegreen.dev/cutover": "c1"}},
                 {"op": "add", "path": "/metadata/labels/x~1y", "value": "z"}]""".formatted(version));

        assertThat(answer.code()).isEqualTo(200);
        assertThat(answer.at("spec", "selector")).isEqualTo(Map.of("app", name, "track", "green"));
        assertThat(answer.at("metadata", "labels")).isEqualTo(Map.of("bluegreen.dev/cutover", "c1", "x/y", "z"));
    }

    @ParameterizedTest(name = "R17 {0} is 422")
    @DisplayName("R17 failed test is 422")
    @ValueSource(
            strings = {
                "{'op': 'test', 'path': '/spec/selector/track', 'value': 'green'}",
                "{'op': 'test', 'path': '/spec/selector/none', 'value': 'green'}",
                "{'op': 'test', 'path': '/metadata/resourceVersion', 'value': '1'}",
                "{'op': 'remove', 'path': '/spec/selector/none'}",
                "{'op': 'replace', 'path': '/spec/none/deeper', 'value': 'x'}",
                "{'op': 'replace', 'path': '/spec/ports/7', 'value': {'port': 81}}",
                "{'op': 'remove', 'path': '/spec/ports/7'}",
                "{'op': 'add', 'path': '/spec/none/deeper', 'value': 'x'}",
                "{'op': 'add', 'path': '/spec/ports/7', 'value': {'port': 81}}"
            })
    void aFailedTest(String operation) {
        Answer created = api.create("services", service(name));
        String first = "[{\"op\": \"replace\", \"path\": \"/spec/selector/app\", \"value\": \"changed\"}, ";

        Answer answer = api.patch("services/" + name, Api.JSON_PATCH, first + operation.replace('\'', '"') + "]");

        assertThat(answer.code()).isEqualTo(422);
        assertThat(answer.reason()).isEqualTo("Invalid");
        assertThat(answer.message()).isEqualTo("the server rejected our request due to an error in our request");
        assertThat(api.get("services/" + name).at("spec", "selector", "app")).isEqualTo(name);
        assertThat(api.get("services/" + name).version()).isEqualTo(created.version());
    }

    @Test
    @DisplayName("R17 replacing a key that is not there adds it")
    void replacesWhatIsNotThere() {
        api.create("services", service(name));

        Answer answer = api.patch("services/" + name, Api.JSON_PATCH, """
                [{"op": "replace", "path": "/spec/selector/none", "value": "x"}]""");

        assertThat(answer.code()).isEqualTo(200);
        assertThat(answer.at("spec", "selector")).isEqualTo(Map.of("app", name, "track", "blue", "none", "x"));
    }

    @Test
    @DisplayName("R17 move, copy and append follow the RFC")
    void moveCopyAndAppend() {
        api.create("services", service(name));

        Answer answer = api.patch("services/" + name, Api.JSON_PATCH, """
                [{"op": "copy", "from": "/spec/selector/app", "path": "/spec/selector/name"},
                 {"op": "move", "from": "/spec/selector/app", "path": "/spec/selector/other"},
                 {"op": "add", "path": "/spec/ports/0/name", "value": "a"},
                 {"op": "add", "path": "/spec/ports/-", "value": {"port": 81, "name": "b"}}]""");

        assertThat(answer.at("spec", "selector")).isEqualTo(Map.of("name", name, "other", name, "track", "blue"));
        assertThat(answer.maps("spec", "ports")).hasSize(2);
    }

    @Test
    @DisplayName("R18 a merge patch removes by null")
    void removesByNull() {
        api.create("configmaps", configMap(name));

        Answer answer = api.merge("configmaps/" + name, "{\"data\": {\"a\": null, \"b\": \"2\"}}");

        assertThat(answer.at("data")).isEqualTo(Map.of("b", "2"));
    }

    @Test
    @DisplayName("R19 a merge patch replaces lists")
    void replacesLists() {
        api.create("deployments", deployment(name, 0));

        Answer answer = api.merge("deployments/" + name, """
                {"spec": {"template": {"spec": {"containers": [{"name": "only", "image": "x:1"}]}}}}""");

        assertThat(containers(answer)).extracting(c -> c.get("name")).containsExactly("only");
    }

    @Test
    @DisplayName("R20 a strategic merge merges containers by name")
    void mergesByName() {
        api.create("deployments", deployment(name, 0));

        Answer answer = strategic("""
                {"spec": {"template": {"spec": {"containers": [
                  {"name": "web", "image": "web:2"}, {"name": "side", "image": "side:1"}]}}}}""");

        assertThat(containers(answer)).extracting(c -> c.get("image")).containsExactlyInAnyOrder("web:2", "side:1");
    }

    @Test
    @DisplayName("R20 a strategic merge obeys $patch: delete and replace")
    void obeysDirectives() {
        api.create("deployments", deployment(name, 0));
        strategic(
                "{\"spec\": {\"template\": {\"spec\": {\"containers\": [{\"name\": \"side\", \"image\": \"side:1\"}]}}}}");

        Answer deleted = strategic(
                "{\"spec\": {\"template\": {\"spec\": {\"containers\": [{\"name\": \"side\", \"$patch\": \"delete\"}]}}}}");
        assertThat(containers(deleted)).extracting(c -> c.get("image")).containsExactly("web:1");

        Answer replaced = strategic("""
                {"spec": {"template": {"spec": {"containers": [{"$patch": "replace"}, {"name": "new", "image": "new:1"}]}}}}""");
        assertThat(containers(replaced)).extracting(c -> c.get("image")).containsExactly("new:1");
    }

    @Test
    @DisplayName("R20 a strategic merge merges environment variables by name and removes by null")
    void mergesVariables() {
        api.create("deployments", deployment(name, 0));
        String container =
                "{\"spec\": {\"template\": {\"spec\": {\"containers\": [{\"name\": \"web\", \"env\": [%s]}]}}}}";

        strategic(container.formatted("{\"name\": \"A\", \"value\": \"1\"}"));
        Answer answer = strategic(container.formatted("{\"name\": \"B\", \"value\": \"2\"}"));

        assertThat(Trees.maps(containers(answer).get(0), "env"))
                .extracting(variable -> variable.get("name"))
                .containsExactlyInAnyOrder("A", "B");
    }

    @Test
    @DisplayName("R20 a strategic merge merges a Service's ports by port")
    void mergesPorts() {
        api.create("services", service(name).replace("{\"port\": 80}", "{\"port\": 80, \"name\": \"a\"}"));

        Answer answer = api.patch(
                "services/" + name,
                Api.STRATEGIC,
                "{\"spec\": {\"ports\": [{\"port\": 81, \"name\": \"b\"}, {\"port\": 80, \"targetPort\": 8080}]}}");

        assertThat(answer.maps("spec", "ports"))
                .extracting(port -> port.get("name") + " " + port.get("targetPort"))
                .containsExactlyInAnyOrder("a 8080", "b 81");
    }

    @Test
    @DisplayName("R21 an apply creates with 201 and changes nothing when repeated")
    void appliesTwice() {
        Answer created = applyMap("a", "1", "");
        Answer repeated = applyMap("a", "1", "");

        assertThat(created.code()).isEqualTo(201);
        assertThat(repeated.code()).isEqualTo(200);
        assertThat(repeated.version()).isEqualTo(created.version());
    }

    @Test
    @DisplayName("R21 another manager's field is a conflict, in the real server's words")
    void aConflict() {
        apply("a", "web:1", "");

        Answer answer = apply("b", "web:2", "");

        assertThat(answer.code()).isEqualTo(409);
        assertThat(answer.message())
                .isEqualTo("Apply failed with 1 conflict: conflict with \"a\": "
                        + ".spec.template.spec.containers[name=\"web\"].image");
        assertThat(answer.maps("details", "causes"))
                .extracting(cause -> cause.get("reason"))
                .containsExactly("FieldManagerConflict");
    }

    @Test
    @DisplayName("R21 force takes the field, and the other loses it")
    void force() {
        apply("a", "web:1", "");

        assertThat(containers(apply("b", "web:2", "&force=true")))
                .extracting(c -> c.get("image"))
                .containsExactly("web:2");
        assertThat(apply("a", "web:1", "").code()).isEqualTo(409);
    }

    @Test
    @DisplayName("R21 the same value may be owned by two")
    void sharedOwnership() {
        applyMap("a", "1", "");

        assertThat(applyMap("b", "1", "").code()).isEqualTo(200);
        assertThat(applyMap("b", "2", "").code()).isEqualTo(409);
    }

    @Test
    @DisplayName("R21 a field no longer applied goes")
    void prunes() {
        api.patch(
                "configmaps/" + name + "?fieldManager=a",
                Api.APPLY,
                configMap(name).replace("\"a\": \"1\"", "\"a\": \"1\", \"b\": \"2\""));

        assertThat(applyMap("a", "1", "").at("data")).isEqualTo(Map.of("a", "1"));
    }

    @Test
    @DisplayName("R21 replicas no longer applied go back to their default")
    void goesBackToTheDefault() {
        String paused = deployment(name, 3).replace("\"replicas\": 3", "\"paused\": true, \"replicas\": 3");
        api.patch("deployments/" + name + "?fieldManager=a", Api.APPLY, paused);

        Answer answer = api.patch(
                "deployments/" + name + "?fieldManager=a", Api.APPLY, paused.replace(", \"replicas\": 3", ""));

        assertThat(answer.at("spec", "replicas")).isEqualTo(1L);
        api.delete("deployments/" + name);
    }

    @Test
    @DisplayName("R21 an apply without field manager is refused")
    void withoutManager() {
        assertThat(api.patch("configmaps/" + name, Api.APPLY, configMap(name)).code())
                .isIn(400, 422);
    }

    @Test
    @DisplayName("R21 an apply may be YAML")
    void yaml() {
        Answer answer = api.patch("configmaps/" + name + "?fieldManager=a", Api.APPLY, """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: %s
                data:
                  a: "1"
                """.formatted(name));

        assertThat(answer.code()).isEqualTo(201);
        assertThat(answer.at("data", "a")).isEqualTo("1");
    }

    @Test
    @DisplayName("R21 a dry-run apply is answered and not stored")
    void aDryRunApply() {
        assertThat(applyMap("a", "1", "&dryRun=All").code()).isEqualTo(201);
        assertThat(api.get("configmaps/" + name).code()).isEqualTo(404);
    }

    @Test
    @DisplayName("R22 every writer is recorded with the fields it touched")
    void managers() {
        api.create("services?fieldManager=first", service(name));
        api.patch("services/" + name + "?fieldManager=bluegreen", Api.JSON_PATCH, """
                [{"op": "replace", "path": "/spec/selector/track", "value": "green"},
                 {"op": "add", "path": "/metadata/annotations", "value": {"who": "me"}}]""");

        List<Map<String, Object>> managers = api.get("services/" + name).maps("metadata", "managedFields");

        assertThat(managers).extracting(entry -> entry.get("manager")).containsExactlyInAnyOrder("first", "bluegreen");
        assertThat(managers).extracting(entry -> entry.get("operation")).containsOnly("Update");
        Map<String, Object> ours = managers.stream()
                .filter(entry -> entry.get("manager").equals("bluegreen"))
                .findFirst()
                .orElseThrow();
        assertThat(Trees.map(ours, "fieldsV1", "f:spec")).containsKey("f:selector");
        assertThat(Trees.map(ours, "fieldsV1", "f:metadata", "f:annotations")).containsKey("f:who");
    }

    @Test
    @DisplayName("R22 without a field manager the user agent is it")
    void theUserAgent() {
        assertThat(api.create("configmaps", configMap(name)).maps("metadata", "managedFields"))
                .extracting(entry -> entry.get("manager"))
                .containsExactly("fabric8-kubernetes-client");
    }

    @Test
    @DisplayName("R22 an apply conflicts with the update of another manager")
    void conflictWithAnUpdate() {
        apply("a", "web:1", "");
        api.merge("deployments/" + name + "?fieldManager=x", "{\"spec\": {\"minReadySeconds\": 3}}");

        Answer answer = api.patch(
                "deployments/" + name + "?fieldManager=a",
                Api.APPLY,
                deployment(name, 0).replace("\"replicas\": 0", "\"minReadySeconds\": 4, \"replicas\": 0"));

        assertThat(answer.code()).isEqualTo(409);
        assertThat(answer.message()).contains("conflict with \"x\" using apps/v1: .spec.minReadySeconds");
    }

    @Test
    @DisplayName("R23 edit() of the client changes what it was given")
    void edit() {
        api.create("configmaps", configMap(name));

        ConfigMap edited = subject.client()
                .configMaps()
                .inNamespace(subject.namespace())
                .withName(name)
                .edit(map -> new ConfigMapBuilder(map).addToData("b", "2").build());

        assertThat(edited.getData()).containsEntry("a", "1").containsEntry("b", "2");
    }

    private Answer strategic(String patch) {
        return api.patch("deployments/" + name, Api.STRATEGIC, patch);
    }

    private Answer applyMap(String manager, String value, String options) {
        return api.patch(
                "configmaps/" + name + "?fieldManager=" + manager + options,
                Api.APPLY,
                configMap(name).replace("\"1\"", "\"" + value + "\""));
    }

    private Answer apply(String manager, String image, String options) {
        return api.patch(
                "deployments/" + name + "?fieldManager=" + manager + options,
                Api.APPLY,
                deployment(name, 0).replace("web:1", image));
    }

    private static List<Map<String, Object>> containers(Answer answer) {
        return answer.maps("spec", "template", "spec", "containers");
    }
}
