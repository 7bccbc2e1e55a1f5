package dev.bluegreen.testkit.api;

import static dev.bluegreen.testkit.api.Bodies.CONFIG_MAPS;
import static dev.bluegreen.testkit.api.Bodies.SERVICES;
import static dev.bluegreen.testkit.api.Bodies.configMap;
import static dev.bluegreen.testkit.api.Bodies.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.CustomResources;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a test can do to the API server, besides asking it. */
class ApiControlsTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final Http http = new Http(cluster);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aSingleRightIsTakenAwayFromOneClient() {
        http.post(SERVICES, service("x"));
        cluster.deny("ci-bot", "patch", "services");
        Http bot = new Http(cluster, "ci-bot");

        Http.Answer answer = bot.patch(SERVICES + "/x", Http.MERGE_PATCH, "{}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.at("message"))
                .isEqualTo(
                        "services \"x\" is forbidden: User \"ci-bot\" cannot patch resource \"services\" in API group "
                                + "\"\" in the namespace \"default\"");
        assertThat(mayPatch(bot)).isEqualTo(false);
        assertThat(mayPatch(http)).isEqualTo(true);
        assertThat(bot.get(SERVICES + "/x").status()).isEqualTo(200);
    }

    private static Object mayPatch(Http http) {
        return http.post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", """
                        {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
                         "spec": {"resourceAttributes": {"verb": "patch", "resource": "services", "namespace": "default"}}}""")
                .at("status", "allowed");
    }

    @Test
    void aChunkOfAForgottenStateIs410() {
        http.post(CONFIG_MAPS, configMap("a"));
        http.post(CONFIG_MAPS, configMap("b"));
        Http.Answer first = http.get(CONFIG_MAPS + "?limit=1");
        http.delete(CONFIG_MAPS + "/b");
        cluster.compact();

        Http.Answer second = http.get(CONFIG_MAPS + "?limit=1&continue=" + first.at("metadata", "continue"));

        assertThat(second.status()).isEqualTo(410);
        assertThat(second.tree()).containsEntry("reason", "Expired");
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

    @ParameterizedTest
    @CsvSource({
        "GATEWAY_API, gateway.networking.k8s.io, v1, httproutes",
        "GATEWAY_API, gateway.networking.k8s.io, v1beta1, gateways",
        "GATEWAY_API, gateway.networking.k8s.io, v1alpha2, grpcroutes",
        "ISTIO, networking.istio.io, v1, virtualservices",
        "ISTIO, networking.istio.io, v1beta1, destinationrules",
        "AWS_LOAD_BALANCER_CONTROLLER, elbv2.k8s.aws, v1beta1, targetgroupbindings",
        "EXTERNAL_DNS, externaldns.k8s.io, v1alpha1, dnsendpoints"
    })
    void installsWhatReleasesMeet(CustomResources resources, String group, String version, String plural) {
        assertThat(cluster.client().hasApiGroup(group, true)).isFalse();

        cluster.install(resources);

        assertThat(cluster.client().hasApiGroup(group, true)).isTrue();
        assertThat(Trees.maps(http.get("/apis/" + group + "/" + version).tree(), "resources"))
                .extracting(resource -> resource.get("name"))
                .contains(plural, plural + "/status");
        assertThat(http.get("/apis/" + group + "/" + version + "/namespaces/default/" + plural)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anyOtherCustomResourceTakesEveryField() {
        cluster.install("example.org/v1", "Rollout", "rollouts");
        cluster.apply("""
                apiVersion: example.org/v1
                kind: Rollout
                metadata: {name: r}
                spec: {anything: {at: [all]}}
                """);

        assertThat(http.get("/apis/example.org/v1/namespaces/default/rollouts/r")
                        .at("spec", "anything", "at"))
                .isEqualTo(List.of("all"));
    }
}
