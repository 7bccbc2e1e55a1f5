package dev.bluegreen.testkit.api;

import static dev.bluegreen.testkit.api.Bodies.CONFIG_MAPS;
import static dev.bluegreen.testkit.api.Bodies.DEPLOYMENTS;
import static dev.bluegreen.testkit.api.Bodies.SERVICES;
import static dev.bluegreen.testkit.api.Bodies.configMap;
import static dev.bluegreen.testkit.api.Bodies.deployment;
import static dev.bluegreen.testkit.api.Bodies.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatchTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final Http http = new Http(cluster);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void R12_aPatchIs200() {
        http.post(SERVICES, service("s"));

        assertThat(http.patch(SERVICES + "/s", Http.MERGE_PATCH, "{}").status()).isEqualTo(200);
    }

    @Test
    void R17_testsAndReplacesTheSelector() {
        Http.Answer created = http.post(SERVICES, service("s"));

        Http.Answer answer = http.patch(SERVICES + "/s", Http.JSON_PATCH, """
                [{"op": "test", "path": "/metadata/resourceVersion", "value": "%s"},
                 {"op": "test", "path": "/spec/selector/track", "value": "blue"},
                 {"op": "replace", "path": "/spec/selector/track", "value": "green"},
                 {"op": "add", "path": "/metadata/labels", "value": {"bluegreen.dev/cutover": "c1"}},
                 {"op": "add", "path": "/metadata/labels/x~1y", "value": "z"}]""".formatted(created.version()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("spec", "selector")).isEqualTo(Map.of("app", "shop", "track", "green"));
        assertThat(answer.at("metadata", "labels")).isEqualTo(Map.of("bluegreen.dev/cutover", "c1", "x/y", "z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"op\": \"test\", \"path\": \"/spec/selector/track\", \"value\": \"green\"}]",
                "[{\"op\": \"test\", \"path\": \"/spec/selector/none\", \"value\": \"green\"}]",
                "[{\"op\": \"remove\", \"path\": \"/spec/selector/none\"}]",
                "[{\"op\": \"replace\", \"path\": \"/spec/selector/none\", \"value\": \"x\"}]",
                "[{\"op\": \"add\", \"path\": \"/spec/none/deeper\", \"value\": \"x\"}]",
                "[{\"op\": \"add\", \"path\": \"/spec/ports/7\", \"value\": {\"port\": 81}}]"
            })
    void R17_aFailedTestOrAMissingPathIs422AndNothingIsApplied(String patch) {
        Http.Answer created = http.post(SERVICES, service("s"));
        String first = "[{\"op\": \"replace\", \"path\": \"/spec/selector/app\", \"value\": \"changed\"}, ";

        Http.Answer answer = http.patch(SERVICES + "/s", Http.JSON_PATCH, first + patch.substring(1));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.tree())
                .containsEntry("message", "the server rejected our request due to an error in our request");
        assertThat(http.get(SERVICES + "/s").version()).isEqualTo(created.version());
    }

    @Test
    void R17_moveCopyAndAppendFollowTheRfc() {
        http.post(SERVICES, service("s"));

        Http.Answer answer = http.patch(SERVICES + "/s", Http.JSON_PATCH, """
                [{"op": "copy", "from": "/spec/selector/app", "path": "/spec/selector/name"},
                 {"op": "move", "from": "/spec/selector/app", "path": "/spec/selector/other"},
                 {"op": "add", "path": "/spec/ports/-", "value": {"port": 81, "name": "b"}}]""");

        assertThat(answer.at("spec", "selector")).isEqualTo(Map.of("name", "shop", "other", "shop", "track", "blue"));
        assertThat(Trees.list(answer.tree(), "spec", "ports")).hasSize(2);
    }

    @Test
    void R18_aMergePatchRemovesByNull() {
        http.post(CONFIG_MAPS, configMap("a"));

        Http.Answer answer =
                http.patch(CONFIG_MAPS + "/a", Http.MERGE_PATCH, "{\"data\": {\"a\": null, \"b\": \"2\"}}");

        assertThat(answer.at("data")).isEqualTo(Map.of("b", "2"));
    }

    @Test
    void R19_aMergePatchReplacesLists() {
        http.post(DEPLOYMENTS, deployment("web", 1));

        Http.Answer answer = http.patch(DEPLOYMENTS + "/web", Http.MERGE_PATCH, """
                {"spec": {"template": {"spec": {"containers": [{"name": "only", "image": "x:1"}]}}}}""");

        assertThat(containers(answer)).extracting(c -> c.get("name")).containsExactly("only");
    }

    @Test
    void R20_aStrategicMergeMergesContainersByNameAndObeysDirectives() {
        http.post(DEPLOYMENTS, deployment("web", 1));
        String path = DEPLOYMENTS + "/web";

        Http.Answer merged = http.patch(path, Http.STRATEGIC, """
                {"spec": {"template": {"spec": {"containers": [
                  {"name": "web", "image": "web:2"}, {"name": "side", "image": "side:1"}]}}}}""");
        assertThat(containers(merged)).extracting(c -> c.get("image")).containsExactly("web:2", "side:1");

        Http.Answer deleted = http.patch(path, Http.STRATEGIC, """
                {"spec": {"template": {"spec": {"containers": [{"name": "side", "$patch": "delete"}]}}}}""");
        assertThat(containers(deleted)).extracting(c -> c.get("image")).containsExactly("web:2");
    }

    @Test
    void R20_aStrategicMergeOfACustomResourceIs415() {
        cluster.install("example.org/v1", "Widget", "widgets");
        http.post(
                "/apis/example.org/v1/namespaces/default/widgets",
                "{\"apiVersion\": \"example.org/v1\", \"kind\": \"Widget\", \"metadata\": {\"name\": \"w\"}}");

        assertThat(http.patch("/apis/example.org/v1/namespaces/default/widgets/w", Http.STRATEGIC, "{}")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void R21_anApplyCreatesWith201AndKeepsTheVersionWhenRepeated() {
        Http.Answer created = apply("a", "web:1", "");
        Http.Answer repeated = apply("a", "web:1", "");

        assertThat(created.status()).isEqualTo(201);
        assertThat(repeated.status()).isEqualTo(200);
        assertThat(repeated.version()).isEqualTo(created.version());
    }

    @Test
    void R21_anotherManagersFieldIsAConflictUnlessForced() {
        apply("a", "web:1", "");

        Http.Answer conflict = apply("b", "web:2", "");
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.at("message"))
                .isEqualTo("Apply failed with 1 conflict: conflict with \"a\": "
                        + ".spec.template.spec.containers[name=\"web\"].image");
        assertThat(Trees.maps(conflict.tree(), "details", "causes"))
                .extracting(cause -> cause.get("reason"))
                .containsExactly("FieldManagerConflict");

        Http.Answer forced = apply("b", "web:2", "&force=true");
        assertThat(containers(forced)).extracting(c -> c.get("image")).containsExactly("web:2");
        assertThat(apply("a", "web:1", "").status()).isEqualTo(409);
    }

    @Test
    void R21_aFieldNoLongerAppliedGoesBackToItsDefault() {
        String withReplicas = deployment("web", 5);
        String without = withReplicas.replace("\"replicas\": 5,", "");
        http.patch(DEPLOYMENTS + "/web?fieldManager=a", Http.APPLY, withReplicas);

        Http.Answer answer = http.patch(DEPLOYMENTS + "/web?fieldManager=a", Http.APPLY, without);

        assertThat(answer.at("spec", "replicas")).isEqualTo(1L);
    }

    @Test
    void R21_anApplyWithoutFieldManagerIs400() {
        assertThat(http.patch(DEPLOYMENTS + "/web", Http.APPLY, deployment("web", 1))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void R22_everyWriterIsRecordedWithTheFieldsItTouched() {
        http.post(SERVICES, service("s"));
        http.patch(
                SERVICES + "/s?fieldManager=bluegreen",
                Http.JSON_PATCH,
                "[{\"op\": \"replace\", \"path\": \"/spec/selector/track\", \"value\": \"green\"},"
                        + "{\"op\": \"add\", \"path\": \"/metadata/annotations\", \"value\": {\"who\": \"me\"}}]");

        List<Map<String, Object>> managers =
                Trees.maps(http.get(SERVICES + "/s").tree(), "metadata", "managedFields");

        assertThat(managers).extracting(entry -> entry.get("manager")).containsExactly("curl", "bluegreen");
        assertThat(managers).extracting(entry -> entry.get("operation")).containsOnly("Update");
        assertThat(Trees.map(managers.get(0), "fieldsV1", "f:spec")).doesNotContainKey("f:selector");
        assertThat(managers.get(1).get("fieldsV1"))
                .isEqualTo(Map.of(
                        "f:spec",
                        Map.of("f:selector", Map.of()),
                        "f:metadata",
                        Map.of("f:annotations", Map.of("f:who", Map.of()))));
    }

    @Test
    void R22_anApplyConflictsWithAnUpdateOfAnotherManager() {
        apply("a", "web:1", "");
        http.patch(DEPLOYMENTS + "/web?fieldManager=x", Http.MERGE_PATCH, "{\"spec\": {\"paused\": true}}");

        Http.Answer answer = http.patch(
                DEPLOYMENTS + "/web?fieldManager=a",
                Http.APPLY,
                deployment("web", 1).replace("\"replicas\": 1", "\"paused\": false"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat((String) answer.at("message")).contains("conflict with \"x\" using apps/v1: .spec.paused");
    }

    private Http.Answer apply(String manager, String image, String options) {
        return http.patch(
                DEPLOYMENTS + "/web?fieldManager=" + manager + options,
                Http.APPLY,
                deployment("web", 1).replace("web:1", image));
    }

    private static List<Map<String, Object>> containers(Http.Answer answer) {
        return Trees.maps(answer.tree(), "spec", "template", "spec", "containers");
    }
}
