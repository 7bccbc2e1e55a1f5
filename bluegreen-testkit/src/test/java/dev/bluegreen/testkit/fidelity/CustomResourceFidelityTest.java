package dev.bluegreen.testkit.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.fidelity.Api.Answer;
import dev.bluegreen.testkit.internal.store.Trees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Custom resources, served as their definition says; the definition goes after each test. */
@Fidelity
class CustomResourceFidelityTest {

    private static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private Api api;
    private Subject subject;
    private String group;

    @BeforeEach
    void define(Api given, Subject on) {
        api = given;
        subject = on;
        group = api.name(subject.namespace()) + ".example.org";
    }

    @AfterEach
    void removeDefinition() {
        api.send("DELETE", DEFINITIONS + "/widgets." + group, Api.JSON, "");
    }

    @Test
    @DisplayName("R16 the status of a custom resource is apart if its definition says so")
    void statusApart() {
        define("\"status\": {}");
        create();

        assertThat(merge("", "{\"spec\": {\"a\": 1}, \"status\": {\"b\": 2}}").at("status"))
                .isNull();
        Answer status = merge("/status", "{\"spec\": {\"a\": 3}, \"status\": {\"b\": 2}}");
        assertThat(status.at("status", "b")).isEqualTo(2L);
        assertThat(status.at("spec", "a")).isEqualTo(1L);
    }

    @Test
    @DisplayName("R16 without that it is a field like others")
    void statusIncluded() {
        define("");
        create();

        assertThat(merge("", "{\"status\": {\"b\": 2}}").at("status", "b")).isEqualTo(2L);
        assertThat(merge("/status", "{\"status\": {\"b\": 3}}").code()).isEqualTo(404);
    }

    @Test
    @DisplayName("R16 a custom resource is scaled if its definition says so")
    void scale() {
        define("\"status\": {}, \"scale\": {\"specReplicasPath\": \".spec.replicas\","
                + " \"statusReplicasPath\": \".status.replicas\"}");
        create();
        merge("", "{\"spec\": {\"replicas\": 1}}");

        assertThat(merge("/scale", "{\"spec\": {\"replicas\": 4}}").at("kind")).isEqualTo("Scale");
        assertThat(get("v1").at("spec", "replicas")).isEqualTo(4L);
    }

    @Test
    @DisplayName("R13 a custom resource's generation rises with its spec, and not with its status or labels")
    void generation() {
        define("\"status\": {}");
        assertThat(create().generation()).isEqualTo(1);

        assertThat(merge("", "{\"spec\": {\"a\": 1}}").generation()).isEqualTo(2);
        assertThat(merge("/status", "{\"status\": {\"a\": 1}}").generation()).isEqualTo(2);
        assertThat(merge("", "{\"metadata\": {\"labels\": {\"a\": \"b\"}}}").generation())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("R20 a strategic merge of a custom resource is 415")
    void strategic() {
        define("");
        create();

        assertThat(api.send("PATCH", path("v1") + "/w", Api.STRATEGIC, "{}").code())
                .isEqualTo(415);
    }

    @Test
    @DisplayName("R21 lists of a custom resource are applied as a whole")
    void atomicLists() {
        define("");
        String widget = """
                {"apiVersion": "%s/v1", "kind": "Widget", "metadata": {"name": "w"}, "spec": {"parts": [%s]}}""";
        String path = path("v1") + "/w?force=true&fieldManager=";

        api.send("PATCH", path + "a", Api.APPLY, widget.formatted(group, "{\"name\": \"x\"}"));
        Answer answer = api.send("PATCH", path + "b", Api.APPLY, widget.formatted(group, "{\"name\": \"y\"}"));

        assertThat(answer.maps("spec", "parts"))
                .extracting(part -> part.get("name"))
                .containsExactly("y");
    }

    @Test
    @DisplayName("R56 a custom resource is one object in all its versions")
    void versions() {
        define("");
        create();

        Answer old = get("v1beta1");

        assertThat(old.tree()).containsEntry("apiVersion", group + "/v1beta1");
        assertThat(old.at("metadata", "uid")).isEqualTo(get("v1").at("metadata", "uid"));
    }

    @Test
    @DisplayName("R57 a custom resource without a definition is 404")
    void undefined() {
        assertThat(get("v1").code()).isEqualTo(404);
        assertThat(api.send("POST", path("v1"), Api.JSON, "{}").code()).isEqualTo(404);
    }

    @Test
    @DisplayName("R57 items of a custom resource's list carry kind and version")
    void items() {
        define("");
        create();

        Answer list = api.send("GET", path("v1"), Api.JSON, "");

        assertThat(list.at("kind")).isEqualTo("WidgetList");
        assertThat(list.maps("items")).allSatisfy(item -> assertThat(item).containsEntry("kind", "Widget"));
    }

    @Test
    @DisplayName("R57 custom resources go with their definition")
    void goneWithTheDefinition() {
        define("");
        create();

        removeDefinition();

        assertThat(subject.until(() -> get("v1").code() == 404)).isTrue();
    }

    @Test
    @DisplayName("R58 discovery knows a custom resource")
    void discovered() {
        define("\"status\": {}");

        Answer group = api.send("GET", "/apis/" + this.group + "/v1", Api.JSON, "");

        assertThat(group.maps("resources"))
                .extracting(resource -> resource.get("name"))
                .contains("widgets", "widgets/status");
    }

    private void define(String subresources) {
        String version = """
                {"name": "%s", "served": true, "storage": %s, "subresources": {%s},
                 "schema": {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}}""";
        Answer answer = api.send("POST", DEFINITIONS, Api.JSON, """
                {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
                 "metadata": {"name": "widgets.%1$s"},
                 "spec": {"group": "%1$s", "scope": "Namespaced",
                  "names": {"kind": "Widget", "listKind": "WidgetList", "plural": "widgets", "singular": "widget"},
                  "versions": [%2$s, %3$s]}}""".formatted(
                group, version.formatted("v1", true, subresources), version.formatted("v1beta1", false, subresources)));
        assertThat(answer.code()).isEqualTo(201);
        assertThat(subject.until(() -> isServed())).isTrue();
    }

    private boolean isServed() {
        boolean established =
                api.send("GET", DEFINITIONS + "/widgets." + group, Api.JSON, "").maps("status", "conditions").stream()
                        .anyMatch(condition -> Trees.text(condition, "type").equals("Established")
                                && Trees.text(condition, "status").equals("True"));
        return established
                && api.send("GET", path("v1"), Api.JSON, "").code() == 200
                && api.send("GET", path("v1beta1"), Api.JSON, "").code() == 200;
    }

    private Answer create() {
        return api.send("POST", path("v1"), Api.JSON, """
                {"apiVersion": "%s/v1", "kind": "Widget", "metadata": {"name": "w"}}""".formatted(group));
    }

    private Answer get(String version) {
        return api.send("GET", path(version) + "/w", Api.JSON, "");
    }

    private Answer merge(String subresource, String patch) {
        return api.send("PATCH", path("v1") + "/w" + subresource, Api.MERGE_PATCH, patch);
    }

    private String path(String version) {
        return "/apis/" + group + "/" + version + "/namespaces/" + subject.namespace() + "/widgets";
    }
}
