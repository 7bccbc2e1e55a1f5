package dev.bluegreen.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.FakeCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the README lists as unsupported is answered so that nobody takes it for done. */
class LimitsTest {

    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
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
    }

    @Test
    void webhooksAreNotAllowed() {
        String hooks = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
        assertThat(http.post(hooks, "{}").status()).isEqualTo(405);
    }
}
