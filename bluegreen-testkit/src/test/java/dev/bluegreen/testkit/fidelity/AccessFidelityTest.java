package dev.bluegreen.testkit.fidelity;

import static dev.bluegreen.testkit.fidelity.Bodies.configMap;
import static dev.bluegreen.testkit.fidelity.Bodies.deployment;
import static dev.bluegreen.testkit.fidelity.Bodies.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.fidelity.Api.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service account that may do what its Role says, and nothing else. */
@Fidelity
class AccessFidelityTest {

    private static final String ROLE = """
            {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "%1$s"}, "rules": [
              {"apiGroups": [""], "resources": ["services"], "verbs": ["get", "list", "watch"]},
              {"apiGroups": [""], "resources": ["services"], "resourceNames": ["%1$s"], "verbs": ["patch"]},
              {"apiGroups": ["apps"], "resources": ["deployments/scale"], "verbs": ["*"]},
              {"apiGroups": ["*"], "resources": ["leases"], "verbs": ["get", "create"]},
              {"apiGroups": [""], "resources": ["configmaps"], "verbs": ["patch"]}]}""";

    private static final String BINDING = """
            {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "metadata": {"name": "%1$s"},
             "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "%1$s"},
             "subjects": [{"kind": "ServiceAccount", "name": "%1$s", "namespace": "%2$s"}]}""";

    private Api admin;
    private Api bound;
    private String name;
    private String user;
    private String namespace;

    @BeforeEach
    void bind(Api given, Subject subject) {
        admin = given;
        namespace = subject.namespace();
        name = admin.name("access");
        user = "system:serviceaccount:" + namespace + ":" + name;
        bound = subject.as(user);
        admin.create("roles", ROLE.formatted(name));
        admin.create("rolebindings", BINDING.formatted(name, namespace));
        subject.until(() -> bound.get("services").code() == 200);
    }

    @Test
    @DisplayName("R45 what a Role allows is done")
    void allowed() {
        admin.create("services", service(name));

        assertThat(bound.get("services").code()).isEqualTo(200);
        assertThat(bound.get("services/" + name).code()).isEqualTo(200);
        assertThat(bound.merge("services/" + name, "{}").code()).isEqualTo(200);
    }

    @Test
    @DisplayName("R45 what it does not allow is 403, in the real server's words")
    void forbidden() {
        Answer answer = bound.delete("services/" + name);

        assertThat(answer.code()).isEqualTo(403);
        assertThat(answer.reason()).isEqualTo("Forbidden");
        assertThat(answer.message())
                .isEqualTo(
                        "services \"%s\" is forbidden: User \"%s\" cannot delete resource \"services\" in API group \"\""
                                        .formatted(name, user)
                                + " in the namespace \"" + namespace + "\"");
        assertThat(answer.at("details", "name")).isEqualTo(name);
    }

    @Test
    @DisplayName("R45 a collection is forbidden without a name")
    void aForbiddenCollection() {
        assertThat(bound.get("deployments").message())
                .startsWith(
                        "deployments.apps is forbidden: User \"" + user + "\" cannot list resource \"deployments\"");
    }

    @Test
    @DisplayName("R45 all namespaces are the cluster scope")
    void theClusterScope() {
        Answer answer = bound.send("GET", "/api/v1/services", Api.JSON, "");

        assertThat(answer.code()).isEqualTo(403);
        assertThat(answer.message()).endsWith("at the cluster scope");
    }

    @Test
    @DisplayName("R45 a resource name allows this name only")
    void resourceNames() {
        admin.create("services", service(name + "-other"));

        assertThat(bound.merge("services/" + name + "-other", "{}").code()).isEqualTo(403);
    }

    @Test
    @DisplayName("R45 a subresource is a right of its own")
    void subresources() {
        admin.create("deployments", deployment(name, 0));

        assertThat(bound.get("deployments/" + name + "/scale").code()).isEqualTo(200);
        assertThat(bound.get("deployments/" + name).code()).isEqualTo(403);
    }

    @Test
    @DisplayName("R45 an apply that would create needs the right to create")
    void anApplyThatCreates() {
        admin.create("configmaps", configMap(name));

        assertThat(bound.patch("configmaps/" + name + "?fieldManager=a&force=true", Api.APPLY, configMap(name))
                        .code())
                .isEqualTo(200);
        assertThat(bound.patch("configmaps/" + name + "-new?fieldManager=a", Api.APPLY, configMap(name + "-new"))
                        .code())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("R45 a right that is bound to nobody is nobody's")
    void unbound(Subject subject) {
        Api stranger = subject.as(user + "-other");

        assertThat(stranger.get("services").code()).isEqualTo(403);
    }

    @Test
    @DisplayName("R45 a right ends with its binding")
    void anEndedBinding(Subject subject) {
        admin.delete("rolebindings/" + name);

        assertThat(subject.until(() -> bound.get("services").code() == 403)).isTrue();
    }

    @ParameterizedTest(name = "R45 review: may I {0} {1} {2}? {3}")
    @DisplayName("R45 an access review agrees")
    @CsvSource({
        "list, services, '', true",
        "patch, services, OURS, true",
        "patch, services, other, false",
        "delete, services, OURS, false",
        "get, secrets, '', false",
        "create, leases, '', true"
    })
    void reviews(String verb, String resource, String object, boolean expected) {
        String group = resource.equals("leases") ? "coordination.k8s.io" : "";
        Answer answer = review("\"verb\": \"%s\", \"resource\": \"%s\", \"name\": \"%s\", \"group\": \"%s\""
                .formatted(verb, resource, object.replace("OURS", name), group));

        assertThat(answer.code()).isEqualTo(201);
        assertThat(answer.at("status", "allowed")).isEqualTo(expected);
    }

    @Test
    @DisplayName("R45 an access review knows subresources")
    void aReviewOfASubresource() {
        String scale = "\"verb\": \"update\", \"group\": \"apps\", \"resource\": \"deployments\"";

        assertThat(review(scale + ", \"subresource\": \"scale\"").at("status", "allowed"))
                .isEqualTo(true);
        assertThat(review(scale).at("status", "allowed")).isEqualTo(false);
    }

    @Test
    @DisplayName("R45 a rules review lists the rules of the Role")
    void rules() {
        Answer answer = bound.send(
                "POST", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", Api.JSON, """
                {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectRulesReview", "spec": {"namespace": "%s"}}""".formatted(namespace));

        assertThat(answer.code()).isEqualTo(201);
        assertThat(answer.maps("status", "resourceRules"))
                .anySatisfy(rule -> assertThat(rule.get("resourceNames")).isEqualTo(List.of(name)));
    }

    @Test
    @DisplayName("R45 the Role of a binding cannot be changed")
    void theRoleOfABinding() {
        Answer answer = admin.merge("rolebindings/" + name, "{\"roleRef\": {\"name\": \"other\"}}");

        assertThat(answer.code()).isEqualTo(422);
        assertThat(answer.message()).contains("cannot change roleRef");
    }

    private Answer review(String attributes) {
        return bound.send("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", Api.JSON, """
                {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
                 "spec": {"resourceAttributes": {"namespace": "%s", %s}}}""".formatted(
                        namespace, attributes));
    }
}
