package com.example.shop;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.Behaviour.neverReady;
import static dev.bluegreen.testkit.PodSelector.pods;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.junit.FakeClusterTest;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Test;

@FakeClusterTest
class RefusedSwitchTest {

    @Test
    void movesNothingToPodsThatAreNotReady(FakeCluster cluster, KubernetesClient client) {
        cluster.behave(pods("track=green"), neverReady());
        cluster.app("shop").deploy();

        try (Fabric8Platform platform = Fabric8Platform.of(client).withTime(cluster.time())) {
            assertThatThrownBy(() -> BlueGreen.release("shop").on(platform).build().switchTo(GREEN))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageEndingWith("Nothing was moved; traffic is on BLUE.");
        }
        assertThat(cluster).routes("shop-svc").to(BLUE);
    }
}
