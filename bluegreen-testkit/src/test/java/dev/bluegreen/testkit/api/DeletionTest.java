package dev.bluegreen.testkit.api;

import static dev.bluegreen.testkit.api.Bodies.CONFIG_MAPS;
import static dev.bluegreen.testkit.api.Bodies.PODS;
import static dev.bluegreen.testkit.api.Bodies.configMap;
import static dev.bluegreen.testkit.api.Bodies.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.FakeCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeletionTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final Http http = new Http(cluster);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aDeleteWithoutFinalizersIsAnsweredByASuccess() {
        Object uid = http.post(CONFIG_MAPS, configMap("a")).at("metadata", "uid");

        Http.Answer answer = http.delete(CONFIG_MAPS + "/a");

        assertThat(answer.tree()).containsEntry("kind", "Status").containsEntry("status", "Success");
        assertThat(answer.at("details", "uid")).isEqualTo(uid);
    }

    @Test
    void R30_R31_anObjectWithFinalizersGoesWithTheLastOfThemAndThePutIsAnsweredByTheObject() {
        http.post(CONFIG_MAPS, configMap("a", ", \"finalizers\": [\"x/y\"]"));

        Http.Answer deleted = http.delete(CONFIG_MAPS + "/a");
        assertThat(deleted.at("metadata", "deletionTimestamp")).isNotNull();
        assertThat(deleted.at("metadata", "deletionGracePeriodSeconds")).isEqualTo(0L);

        Http.Answer put = http.put(CONFIG_MAPS + "/a", configMap("a"));
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.at("metadata", "name")).isEqualTo("a");
        assertThat(http.get(CONFIG_MAPS + "/a").status()).isEqualTo(404);
    }

    @Test
    void R32_aPreconditionThatFailsIs409() {
        http.post(CONFIG_MAPS, configMap("a"));

        Http.Answer answer = http.delete(CONFIG_MAPS + "/a", "{\"preconditions\": {\"uid\": \"other\"}}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(http.get(CONFIG_MAPS + "/a").status()).isEqualTo(200);
    }

    @Test
    void R33_dependentsGoAfterTheirOwner() {
        http.post(PODS, owned());

        http.delete(CONFIG_MAPS + "/owner");
        cluster.clock().advance(Duration.ofSeconds(2));

        assertThat(http.get(PODS).names()).isEmpty();
    }

    @Test
    void R33_aForegroundDeletionWaitsForTheDependents() {
        http.post(PODS, owned().replace("\"spec\": {", "\"spec\": {\"nodeName\": \"n\","));

        http.delete(CONFIG_MAPS + "/owner", "{\"propagationPolicy\": \"Foreground\"}");
        cluster.clock().settle();
        assertThat(http.get(CONFIG_MAPS + "/owner").status()).isEqualTo(200);
        assertThat(http.get(PODS + "/p").at("metadata", "deletionTimestamp")).isNotNull();

        http.delete(PODS + "/p?gracePeriodSeconds=0");
        cluster.clock().settle();
        assertThat(http.get(CONFIG_MAPS + "/owner").status()).isEqualTo(404);
    }

    @Test
    void R33_orphansStayWithoutOwner() {
        http.post(PODS, owned());

        http.delete(CONFIG_MAPS + "/owner", "{\"propagationPolicy\": \"Orphan\"}");
        cluster.clock().settle();

        assertThat(http.get(CONFIG_MAPS + "/owner").status()).isEqualTo(404);
        assertThat(http.get(PODS + "/p").at("metadata", "ownerReferences")).isNull();
    }

    @Test
    void R34_aNamespaceIsEmptiedThenGoes() {
        cluster.namespace("shop");
        http.post("/api/v1/namespaces/shop/configmaps", configMap("a", ", \"finalizers\": [\"x/y\"]"));

        http.delete("/api/v1/namespaces/shop");
        cluster.clock().settle();
        assertThat(http.get("/api/v1/namespaces/shop").at("status", "phase")).isEqualTo("Terminating");
        assertThat(http.post("/api/v1/namespaces/shop/configmaps", configMap("b"))
                        .status())
                .isEqualTo(403);

        http.put("/api/v1/namespaces/shop/configmaps/a", configMap("a"));
        cluster.clock().settle();
        assertThat(http.get("/api/v1/namespaces/shop").status()).isEqualTo(404);
    }

    @Test
    void R35_aPodOnANodeTerminatesAndAnUnscheduledOneVanishes() {
        http.post(PODS, pod("bound", "node-1", ""));
        http.post(PODS, pod("pending", "", ""));

        assertThat(http.delete(PODS + "/bound").at("metadata", "deletionGracePeriodSeconds"))
                .isEqualTo(30L);
        http.delete(PODS + "/pending");

        assertThat(http.get(PODS).names()).containsExactly("bound");
    }

    @Test
    void aCollectionIsDeletedBySelector() {
        http.post(CONFIG_MAPS, configMap("a", ", \"labels\": {\"x\": \"y\"}"));
        http.post(CONFIG_MAPS, configMap("b"));

        http.delete(CONFIG_MAPS + "?labelSelector=x%3Dy");

        assertThat(http.get(CONFIG_MAPS).names()).containsExactly("b");
    }

    private String owned() {
        Object uid = http.post(CONFIG_MAPS, configMap("owner")).at("metadata", "uid");
        return pod("p", "", """
                , "ownerReferences": [{"apiVersion": "v1", "kind": "ConfigMap", "name": "owner", "uid": "%s"}]""".formatted(uid));
    }
}
