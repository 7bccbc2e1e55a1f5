package dev.bluegreen.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.model.ConfigurationException;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that may do only what its Role says. */
class RolesTest {

    private static final String ROLE = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata:
              name: release
            rules:
              - apiGroups: [""]
                resources: [services, pods]
                verbs: [get, list, watch]
              - apiGroups: [""]
                resources: [services]
                resourceNames: [shop-svc]
                verbs: [patch]
              - apiGroups: [apps]
                resources: [deployments/scale]
                verbs: ["*"]
            """;

    private final FakeCluster cluster = FakeCluster.start();
    private KubernetesClient ci;

    @BeforeEach
    void deploy() {
        cluster.app("shop").replicas(1).deploy();
        cluster.app("other").replicas(1).deploy();
        ci = cluster.clientAs("ci", ROLE);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void whatTheRoleAllowsIsDone() {
        assertThat(ci.services().inNamespace("default").list().getItems()).hasSize(2);
        ci.services().inNamespace("default").withName("shop-svc").edit(service -> service);
        assertThat(ci.apps()
                        .deployments()
                        .inNamespace("default")
                        .withName("shop-blue")
                        .scale()
                        .getSpec()
                        .getReplicas())
                .isEqualTo(1);
    }

    @Test
    void whatItDoesNotAllowIs403InTheRealServersWords() {
        assertThatThrownBy(() ->
                        ci.configMaps().inNamespace("default").withName("x").get())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("configmaps \"x\" is forbidden: User \"ci\" cannot get resource \"configmaps\" in"
                        + " API group \"\" in the namespace \"default\"");
        assertThatThrownBy(() -> ci.apps().deployments().inNamespace("default").list())
                .hasMessageContaining(
                        "deployments.apps is forbidden: User \"ci\" cannot list resource \"deployments\"");
        assertThatThrownBy(() -> ci.nodes().list()).hasMessageContaining("at the cluster scope");
    }

    @Test
    void aResourceNameAllowsThatNameOnly() {
        String label = "{\"metadata\": {\"labels\": {\"a\": \"b\"}}}";
        ci.services().inNamespace("default").withName("shop-svc").patch(label);

        assertThatThrownBy(() -> ci.services()
                        .inNamespace("default")
                        .withName("other-svc")
                        .patch(label))
                .hasMessageContaining("services \"other-svc\" is forbidden");
    }

    @Test
    void reviewsAgree() {
        assertThat(mayI("patch", "services", "shop-svc")).isTrue();
        assertThat(mayI("patch", "services", "other-svc")).isFalse();
        assertThat(mayI("get", "secrets", "")).isFalse();
        assertThat(ci.authorization()
                        .v1()
                        .selfSubjectRulesReview()
                        .create(new SelfSubjectRulesReviewBuilder()
                                .withNewSpec()
                                .withNamespace("default")
                                .endSpec()
                                .build())
                        .getStatus()
                        .getResourceRules())
                .anySatisfy(rule -> assertThat(rule.getResourceNames()).containsExactly("shop-svc"));
    }

    @Test
    void othersMayDoEverything() {
        assertThat(cluster.client().secrets().inNamespace("default").list().getItems())
                .isEmpty();
        assertThat(cluster.client("argocd").nodes().list().getItems()).isNotNull();
    }

    @Test
    void aNamespaceWithoutBindingIsForbidden() {
        cluster.namespace("elsewhere");

        assertThatThrownBy(() -> ci.services().inNamespace("elsewhere").list())
                .hasMessageContaining("in the namespace \"elsewhere\"");
    }

    @Test
    void yamlWithoutARoleIsRefused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> cluster.clientAs("x", "kind: ConfigMap\napiVersion: v1"))
                .withMessageContaining("clientAs(...): no Role for 'x'; give the YAML of a Role or ClusterRole");
    }

    private boolean mayI(String verb, String resource, String name) {
        SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withVerb(verb)
                .withResource(resource)
                .withName(name)
                .withNamespace("default")
                .endResourceAttributes()
                .endSpec()
                .build();
        return ci.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(review)
                .getStatus()
                .getAllowed();
    }
}
