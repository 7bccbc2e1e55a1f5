package com.example.shop;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static dev.bluegreen.testkit.Behaviour.neverReady;
import static dev.bluegreen.testkit.PodSelector.pods;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.junit.FakeClusterTest;
import dev.bluegreen.testkit.time.VirtualTime;
import dev.bluegreen.testkit.traffic.Traffic;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@FakeClusterTest
class ShopReleaseTest {

    private Fabric8Platform platform;
    private Release release;

    @BeforeEach
    void prepare(FakeCluster cluster, KubernetesClient client) {
        platform = Fabric8Platform.of(client).withTime(cluster.time());
        release = BlueGreen.release("shop")
                .on(platform)
                .cutover(platform.selectorPatch("shop-svc"))
                .build();
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void noRequestIsLost(FakeCluster cluster) {
        cluster.app("shop").blue("v1").green("v2").replicas(3).service("shop-svc").deploy();

        try (Traffic traffic = cluster.traffic("shop-svc").start()) {
            traffic.awaitAnswered(100);
            release.switchTo(GREEN);
            cluster.settle();
            traffic.awaitTrack(GREEN);

            assertThat(traffic.stop()).hasNoFailedRequests().wasServedBy(BLUE, GREEN);
        }
        assertThat(cluster).routes("shop-svc").to(GREEN).hasBackends(3);
    }

    @Test
    void podsThatAreNotReadyGetNoTraffic(FakeCluster cluster) {
        cluster.behave(pods("track=green"), neverReady());
        cluster.app("shop").deploy();

        assertThatThrownBy(() -> release.switchTo(GREEN)).isInstanceOf(CutoverException.class);

        assertThat(cluster).routes("shop-svc").to(BLUE);
    }

    @Test
    void aLostAnswerIsNoObstacle(FakeCluster cluster) {
        cluster.app("shop").deploy();
        cluster.faults().on("patch").resource("services").nth(1).then(Fault.dropAfter());

        release.switchTo(GREEN);

        assertThat(cluster.writes()).filteredOn(write -> write.is("patch", "services")).hasSize(1);
        assertThat(cluster).routes("shop-svc").to(GREEN);
    }

    @Test
    void theOldVersionIsRetiredADayLater(FakeCluster cluster, VirtualTime time) {
        cluster.app("shop").deploy();
        release.switchTo(GREEN);

        time.advance(Duration.ofHours(24));
        release.retire(BLUE);
        time.advance(Duration.ofSeconds(2));

        assertThat(cluster.pods("track=blue").names()).isEmpty();
    }
}
