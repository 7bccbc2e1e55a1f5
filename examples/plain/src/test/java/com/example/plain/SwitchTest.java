package com.example.plain;

import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.Behaviour.neverReady;
import static dev.bluegreen.testkit.PodSelector.pods;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.junit.FakeClusterTest;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Test;

@FakeClusterTest
class SwitchTest {

    @Test
    void exitsWith0WhenItIsSwitched(FakeCluster cluster, KubernetesClient client) {
        cluster.app("checkout").deploy();

        assertThat(code(cluster, client)).isZero();
        assertThat(cluster).routes("checkout-svc").to(GREEN);
    }

    @Test
    void exitsWith2WhenItIsRefused(FakeCluster cluster, KubernetesClient client) {
        cluster.behave(pods("track=green"), neverReady());
        cluster.app("checkout").deploy();

        assertThat(code(cluster, client)).isEqualTo(2);
    }

    @Test
    void exitsWith3WhenTrafficGoesBack(FakeCluster cluster, KubernetesClient client) {
        cluster.app("checkout").deploy();
        cluster.service("checkout-svc")
                .whenSelects("track", "green", () -> cluster.pods("track=green").kill());

        assertThat(code(cluster, client)).isEqualTo(3);
    }

    private static int code(FakeCluster cluster, KubernetesClient client) {
        try (Fabric8Platform platform = Fabric8Platform.of(client).withTime(cluster.time())) {
            return Switch.switchTo(platform, "checkout", GREEN);
        }
    }
}
