package dev.bluegreen.testkit;

import static dev.bluegreen.testkit.PodSelector.pods;
import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficResult;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Controllers, pods and traffic through the public entry, moved by an ordinary client. */
class SceneTest {

    private final FakeCluster cluster = FakeCluster.start();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void theUsualSceneIsReadyAndServesBlue() {
        cluster.app("myapp")
                .inNamespace("shop")
                .blue("v1")
                .green("v2")
                .replicas(2)
                .service("myapp-svc")
                .deploy();

        KubernetesClient client = cluster.client();
        assertThat(client.apps()
                        .deployments()
                        .inNamespace("shop")
                        .withName("myapp-green")
                        .get())
                .satisfies(green -> {
                    assertThat(green.getMetadata().getLabels()).isNullOrEmpty();
                    assertThat(green.getStatus().getAvailableReplicas()).isEqualTo(2);
                    assertThat(green.getStatus().getObservedGeneration())
                            .isEqualTo(green.getMetadata().getGeneration());
                });
        assertThat(client.pods()
                        .inNamespace("shop")
                        .withLabel("track", "green")
                        .list()
                        .getItems())
                .hasSize(2);
        assertThat(cluster).routes("shop", "myapp-svc").to(Track.BLUE).hasBackends(2);
    }

    @Test
    void aPatchOfTheSelectorMovesTheTraffic() {
        cluster.app("myapp").deploy();
        try (Traffic traffic = cluster.traffic("myapp-svc").connections(2).start()) {
            traffic.awaitAnswered(20);
            switchTo("green");
            cluster.clock().settle();
            traffic.awaitTrack(Track.GREEN);
            TrafficResult result = traffic.stop();
            assertThat(result).hasNoFailedRequests().wasServedBy(Track.BLUE, Track.GREEN);
            assertThat(cluster).routes("myapp-svc").to(Track.GREEN);
        }
    }

    @Test
    void aForkedThreadSeesTheSlicesFollowWithoutTimeMoving() throws InterruptedException {
        cluster.app("myapp").deploy();
        Time time = cluster.time();
        Time.Signal seen = time.signal();
        cluster.client().resources(EndpointSlice.class).inNamespace("default").inform(new SliceHandler(seen));
        long before = time.nanos();
        List<Boolean> woken = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        time.fork("release", () -> {
            switchTo("green");
            woken.add(await(seen));
            done.countDown();
        });
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(woken).containsExactly(true);
        assertThat(time.nanos()).isEqualTo(before);
    }

    @Test
    void anActionRunsBeforeTheClusterActsOnTheChange() {
        cluster.app("myapp").deploy();
        List<String> tracks = new ArrayList<>();
        cluster.service("myapp-svc").whenSelects("track", "green", () -> {
            tracks.addAll(cluster.service("myapp-svc").backendsByTrack().keySet());
            cluster.pods("track=green").kill();
        });
        switchTo("green");
        cluster.clock().settle();
        assertThat(tracks).containsExactly("blue");
        assertThat(cluster.service("myapp-svc").backends()).isEmpty();
        cluster.clock().advance(Duration.ofSeconds(2));
        assertThat(cluster).routes("myapp-svc").to(Track.GREEN).hasBackends(3);
    }

    @Test
    void theLogOfAPodIsServedByTheApi() {
        cluster.behave(pods("track=green"), Behaviour.logLine("ready to serve"));
        cluster.app("myapp").deploy();
        String pod = cluster.pods("track=green").names().get(0);
        assertThat(cluster.client().pods().inNamespace("default").withName(pod).getLog())
                .isEqualTo("ready to serve\n");
    }

    @Test
    void waitingSaysWhatIsMissing() {
        cluster.behave(pods("track=green"), Behaviour.readyAfter(Duration.ofDays(2)));
        assertThatThrownBy(() -> cluster.app("myapp").deploy())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Deployment default/myapp-green is not rolled out");
    }

    @Test
    void closingFreesEveryThreadOfTheDataPlane() {
        FakeService service = cluster.app("myapp").deploy();
        service.address();
        try (Traffic traffic = service.traffic().keepAlive().start()) {
            traffic.awaitAnswered(10);
            cluster.close();
            traffic.awaitFailed(1);
        }
        assertThat(service.backends()).isEmpty();
    }

    private void switchTo(String track) {
        cluster.client().services().inNamespace("default").withName("myapp-svc").edit(service -> {
            service.getSpec().getSelector().put("track", track);
            return service;
        });
    }

    private static boolean await(Time.Signal signal) {
        try {
            return signal.await(Duration.ofSeconds(60));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Raises its signal when a slice points to green. */
    private record SliceHandler(Time.Signal green) implements ResourceEventHandler<EndpointSlice> {

        @Override
        public void onAdd(EndpointSlice slice) {}

        @Override
        public void onUpdate(EndpointSlice before, EndpointSlice slice) {
            if (slice.getEndpoints().stream()
                    .allMatch(endpoint -> endpoint.getTargetRef().getName().contains("green"))) {
                green.raise();
            }
        }

        @Override
        public void onDelete(EndpointSlice slice, boolean unknown) {}
    }
}
