package dev.bluegreen.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.FakeCluster;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README lists as unsupported is answered so that nobody takes it for done. */
class LimitsTest {

    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String DEFINITION =
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.x.io?fieldManager=test";
    private static final String POD = "/api/v1/namespaces/default/pods/";

    private final FakeCluster cluster = FakeCluster.start();
    private final Http http = new Http(cluster);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void headAndOptionsAreNotAllowed() {
        assertThat(http.send("HEAD", CONFIG_MAPS, Http.JSON, "").status()).isEqualTo(405);
        assertThat(http.send("OPTIONS", CONFIG_MAPS, Http.JSON, "").status()).isEqualTo(405);
    }

    @Test
    void aWatchWithoutWebSocketIsNotServed() {
        Http.Answer answer = http.get(CONFIG_MAPS + "?watch=true");

        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.at("message").toString()).contains("over WebSockets only");
        assertThat(cluster.openWatches()).isZero();
    }

    @Test
    void commandsAreNotRun() {
        cluster.app("shop").replicas(1).deploy();
        String pod = cluster.pods("track=blue").names().get(0);

        assertThat(http.post(POD + pod + "/exec?command=ls", "").status()).isEqualTo(501);
        assertThat(http.post(POD + pod + "/attach", "").status()).isEqualTo(501);
        assertThat(http.upgrade(POD + pod + "/exec?command=ls")).isEqualTo(501);
        assertThat(http.upgrade(POD + pod + "/attach")).isEqualTo(501);
    }

    @Test
    void requestsToPodsAreNotPassedOn() {
        cluster.app("shop").replicas(1).deploy();
        String pod = cluster.pods("track=blue").names().get(0);

        assertThat(http.get(POD + pod + "/proxy/healthz").status()).isEqualTo(501);
        assertThat(http.get("/api/v1/namespaces/default/services/shop-svc/proxy")
                        .status())
                .isEqualTo(501);
    }

    @ParameterizedTest
    @ValueSource(strings = {"validatingwebhookconfigurations", "mutatingwebhookconfigurations"})
    void webhooksAreNotAllowed(String kind) {
        String hooks = "/apis/admissionregistration.k8s.io/v1/" + kind;

        assertThat(http.post(hooks, "{}").status()).isEqualTo(405);
        assertThat(http.put(hooks + "/shop", "{}").status()).isEqualTo(405);
        assertThat(http.patch(hooks + "/shop", Http.APPLY, "{}").status()).isEqualTo(405);
        assertThat(http.delete(hooks + "/shop").status()).isEqualTo(405);
        assertThat(http.get(hooks).status()).isEqualTo(404);
    }

    @Test
    void aSchemaIsTakenWithAWarningThatNobodyHoldsToIt() {
        String strict = definition("{type: object, required: [spec], properties: {spec: {type: object}}}", "None");
        String open = definition("{type: object, x-kubernetes-preserve-unknown-fields: true}", "None");

        Http.Answer answer = http.patch(DEFINITION, Http.APPLY, strict);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(warnings(answer)).singleElement().asString().contains("does not look at the schema of widgets.x.io");
        assertThat(warnings(http.patch(DEFINITION, Http.APPLY, open))).isEmpty();
    }

    @Test
    void versionsAreConvertedByNoWebhook() {
        String schema = "{type: object, x-kubernetes-preserve-unknown-fields: true}";

        Http.Answer answer = http.patch(DEFINITION, Http.APPLY, definition(schema, "Webhook"));
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.at("message").toString()).contains("leave spec.conversion out");
        assertThat(http.get(DEFINITION).status()).isEqualTo(404);

        http.patch(DEFINITION, Http.APPLY, definition(schema, "None"));
        assertThat(http.patch(DEFINITION, Http.MERGE_PATCH, "{\"spec\": {\"conversion\": {\"strategy\": \"Webhook\"}}}")
                        .status())
                .isEqualTo(501);
    }

    private static List<String> warnings(Http.Answer answer) {
        return answer.response().headers().allValues("Warning");
    }

    private static String definition(String schema, String conversion) {
        return """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: widgets.x.io}
                spec:
                  group: x.io
                  scope: Namespaced
                  names: {kind: Widget, plural: widgets, singular: widget}
                  conversion: {strategy: %s}
                  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: %s}}]
                """.formatted(conversion, schema);
    }
}
