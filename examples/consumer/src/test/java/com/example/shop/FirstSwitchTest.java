package com.example.shop;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.junit.FakeClusterTest;
import dev.bluegreen.testkit.traffic.Traffic;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Test;

@FakeClusterTest
class FirstSwitchTest {

    @Test
    void switchesUnderTraffic(FakeCluster cluster, KubernetesClient client) {
        cluster.app("shop").blue("v1").green("v2").replicas(3).service("shop-svc").deploy();

        try (Fabric8Platform platform = Fabric8Platform.of(client).withTime(cluster.time());
                Traffic traffic = cluster.traffic("shop-svc").start()) {
            Release release = BlueGreen.release("shop")
                    .on(platform)
                    .cutover(platform.selectorPatch("shop-svc"))
                    .build();
            traffic.awaitAnswered(100);

            System.out.println(release.plan(GREEN));
            System.out.println(release.switchTo(GREEN));
            cluster.settle();
            traffic.awaitTrack(GREEN);

            assertThat(traffic.stop()).hasNoFailedRequests().wasServedBy(BLUE, GREEN);
        }
    }
}
