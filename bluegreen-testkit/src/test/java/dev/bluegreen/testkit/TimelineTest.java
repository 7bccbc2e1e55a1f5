package dev.bluegreen.testkit;

import static dev.bluegreen.testkit.PodSelector.pods;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.time.VirtualTime;
import dev.bluegreen.testkit.traffic.Traffic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happened, in one line of time. */
class TimelineTest {

    @Test
    void writesFaultsEndpointsAndFailedRequestsStandInOneLine() {
        try (FakeCluster cluster = FakeCluster.startOn(VirtualTime.create(), "default", 42)) {
            cluster.behave(pods("track=green"), Behaviour.neverReady());
            cluster.app("shop").replicas(1).deploy();
            cluster.faults().on("patch").resource("services").nth(1).then(Fault.concurrentEdit());
            try (Traffic traffic = cluster.traffic("shop-svc").start()) {
                traffic.awaitAnswered(5);
                cluster.client()
                        .services()
                        .withName("shop-svc")
                        .patch("{\"spec\": {\"selector\": {\"track\": \"green\"}}}");
                cluster.settle();
                traffic.awaitFailed(20);
                traffic.stop();
            }
            assertThat(cluster.timeline())
                    .contains("seed 42")
                    .containsSubsequence(
                            "endpoints",
                            "has [shop-blue-",
                            "ready]",
                            "+0:00:01.000  fault      ConcurrentEdit[] at patch services shop-svc by test",
                            "+0:00:01.000  write      patch services default/shop-svc by test: 200",
                            "+0:00:01.000  endpoints",
                            "has [shop-green-",
                            "not ready]",
                            "+0:00:01.000  traffic    RESET at services default/shop-svc: ",
                            " times from then on");
        }
    }

    @Test
    void anotherSeedGivesPodsOtherNames() {
        assertThat(podNames(1)).isEqualTo(podNames(1)).isNotEqualTo(podNames(2));
    }

    private static List<String> podNames(long seed) {
        try (FakeCluster cluster = FakeCluster.startOn(VirtualTime.create(), "default", seed)) {
            cluster.app("shop").deploy();
            return cluster.pods("app=shop").names();
        }
    }
}
