package dev.bluegreen.testkit.api;

import static dev.bluegreen.testkit.api.Bodies.CONFIG_MAPS;
import static dev.bluegreen.testkit.api.Bodies.DEPLOYMENTS;
import static dev.bluegreen.testkit.api.Bodies.PODS;
import static dev.bluegreen.testkit.api.Bodies.SERVICES;
import static dev.bluegreen.testkit.api.Bodies.deployment;
import static dev.bluegreen.testkit.api.Bodies.pod;
import static dev.bluegreen.testkit.api.Bodies.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.internal.store.Trees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubresourceTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final Http http = new Http(cluster);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void R39_R40_scaleIsAScaleAndWritesTheReplicas() {
        http.post(DEPLOYMENTS, deployment("web", 2));

        Http.Answer scale = http.get(DEPLOYMENTS + "/web/scale");
        assertThat(scale.tree()).containsEntry("kind", "Scale");
        assertThat(scale.at("spec", "replicas")).isEqualTo(2L);
        assertThat(scale.at("status", "selector")).isEqualTo("app=web");

        http.put(
                DEPLOYMENTS + "/web/scale",
                scale.body().replace("\"spec\":{\"replicas\":2}", "\"spec\":{\"replicas\":0}"));
        http.patch(DEPLOYMENTS + "/web/scale", Http.MERGE_PATCH, "{}");
        Http.Answer deployment = http.get(DEPLOYMENTS + "/web");
        assertThat(deployment.tree()).containsEntry("kind", "Deployment");
        assertThat(deployment.at("spec", "replicas")).isEqualTo(0L);
    }

    @Test
    void R42_anEvictionDeletesThePodUnlessABudgetProtectsIt() {
        cluster.app("shop").replicas(1).deploy();
        String pod = cluster.pods("track=blue").names().get(0);
        String budgets = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";
        http.post(budgets, """
                {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": {"name": "b"},
                 "spec": {"minAvailable": 1, "selector": {"matchLabels": {"track": "blue"}}}}""");
        cluster.settle();

        Http.Answer refused = http.post(PODS + "/" + pod + "/eviction", "{}");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.tree())
                .containsEntry("message", "Cannot evict pod as it would violate the pod's disruption budget.");
        http.delete(budgets + "/b");
        assertThat(http.post(PODS + "/" + pod + "/eviction", "{}").status()).isEqualTo(201);
        assertThat(http.get(PODS + "/" + pod).at("metadata", "deletionTimestamp"))
                .isNotNull();
    }

    @Test
    void R43_logsAreTextAndUnknownSubresourcesAre404() {
        http.post(PODS, pod("p", "", ""));

        assertThat(http.get(PODS + "/p/log").response().headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(http.get(PODS + "/p/whatever").status()).isEqualTo(404);
        assertThat(http.get(CONFIG_MAPS + "/p/log").status()).isEqualTo(404);
    }

    @Test
    void R45_anAccessReviewTellsWhatIsDenied() {
        cluster.deny("ci-bot", "patch", "services");
        String review = """
                {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
                 "spec": {"resourceAttributes": {"verb": "%s", "resource": "services", "namespace": "default"}}}""";
        String path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
        Http bot = new Http(cluster, "ci-bot");

        assertThat(bot.post(path, review.formatted("patch")).at("status", "allowed"))
                .isEqualTo(false);
        assertThat(bot.post(path, review.formatted("get")).at("status", "allowed"))
                .isEqualTo(true);
        assertThat(http.post(path, review.formatted("patch")).at("status", "allowed"))
                .isEqualTo(true);
    }

    @Test
    void whatIsDeniedIs403InTheRealServersWords() {
        http.post(SERVICES, service("x"));
        cluster.deny("ci-bot", "patch", "services");

        Http.Answer answer = new Http(cluster, "ci-bot").patch(SERVICES + "/x", Http.MERGE_PATCH, "{}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.tree())
                .containsEntry("reason", "Forbidden")
                .containsEntry(
                        "message",
                        "services \"x\" is forbidden: User \"ci-bot\" cannot patch resource \"services\" in API group "
                                + "\"\" in the namespace \"default\"");
    }

    @Test
    void R58_discoveryListsGroupsAndResources() {
        assertThat(Trees.maps(http.get("/apis").tree(), "groups"))
                .extracting(group -> group.get("name"))
                .contains("apps", "discovery.k8s.io")
                .doesNotContain("gateway.networking.k8s.io");
        assertThat(Trees.maps(http.get("/apis/apps/v1").tree(), "resources"))
                .extracting(resource -> resource.get("name"))
                .contains("deployments", "deployments/status", "deployments/scale");
        assertThat(http.get("/version").at("minor")).isEqualTo("32");
        assertThat(http.get("/healthz").body()).isEqualTo("ok");
    }

    @Test
    void R58_theClientSeesOnlyTheGroupsThatAreServed() {
        assertThat(cluster.client().hasApiGroup("apps", true)).isTrue();
        assertThat(cluster.client().hasApiGroup("gateway.networking.k8s.io", true))
                .isFalse();
        assertThat(http.get("/apis/unknown.io/v1/things").status()).isEqualTo(404);
    }

    @Test
    void requestsAreLoggedInKubernetesWords() {
        http.post(SERVICES, service("x"));
        http.get(SERVICES);
        http.patch(SERVICES + "/x?fieldManager=m", Http.MERGE_PATCH, "{}");

        assertThat(cluster.requests())
                .extracting(request ->
                        request.verb() + " " + request.resource() + " " + request.name() + " " + request.status())
                .containsExactly("create services x 201", "list services  200", "patch services x 200");
        assertThat(cluster.writes())
                .extracting(request -> request.client() + " " + request.fieldManager())
                .containsExactly("test curl", "test m");
    }
}
