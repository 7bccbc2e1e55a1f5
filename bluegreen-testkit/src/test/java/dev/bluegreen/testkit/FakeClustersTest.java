package dev.bluegreen.testkit;

import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.request.ApiObserver;
import dev.bluegreen.testkit.time.VirtualTime;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clusters that share a server share nothing else. */
class FakeClustersTest {

    private final FakeClusters server = FakeClusters.open();
    private final FakeCluster one = server.start();
    private final FakeCluster other = server.start();

    @AfterEach
    void close() {
        one.close();
        other.close();
        server.close();
    }

    @Test
    void areReachedAtOnePort() {
        assertThat(url(one).getPort()).isEqualTo(url(other).getPort());
        assertThat(url(one)).isNotEqualTo(url(other));
    }

    @Test
    void seeNeitherObjectsNorRequestsNorTimeOfEachOther() {
        create(one.client(), "a");
        one.install("example.org/v1", "Rollout", "rollouts");
        one.clock().advance(Duration.ofHours(1));

        assertThat(other.client().configMaps().list().getItems()).isEmpty();
        assertThat(other.client().hasApiGroup("example.org", true)).isFalse();
        assertThat(other.writes()).isEmpty();
        assertThat(one.requests()).hasSize(1);
        assertThat(one.time().now()).isAfter(other.time().now().plusSeconds(3500));
    }

    @Test
    void feelNoFaultOfEachOther() {
        one.faults().on("get").resource("configmaps").then(Fault.status(403));
        one.crash("reader");
        create(other.client(), "a");

        assertThatThrownBy(() -> get(one.client(), "a")).isInstanceOf(KubernetesClientException.class);
        assertThat(get(other.client(), "a")).isNotNull();
        assertThat(get(other.client("reader"), "a")).isNotNull();
    }

    @Test
    void closingOneCutsItsOwnConnectionsOnly() {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (Watch watch = other.client().configMaps().watch(new Recording(seen));
                KubernetesClient late = one.clientBuilder().build()) {
            create(other.client(), "before");
            create(late, "a");
            one.close();
            create(other.client(), "after");
            other.settle();

            assertThatThrownBy(() -> get(late, "a")).isInstanceOf(KubernetesClientException.class);
            assertThat(seen).containsExactly("before", "after");
            assertThat(other.openWatches()).isEqualTo(1);
        }
    }

    @Test
    void oneConnectionMayServeSeveral() throws Exception {
        create(one.client(), "in-one");
        create(other.client(), "in-other");
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        other.faults().on("list").nth(1).then(Fault.delay(Duration.ofSeconds(5)));
        Arrival arrival = new Arrival(new CompletableFuture<>());
        other.observe(arrival);

        assertThat(list(http, one).get()).contains("in-one").doesNotContain("in-other");
        CompletableFuture<String> delayed = list(http, other);
        arrival.seen().get();
        // The server takes requests one by one, so when this is answered, the other is set aside.
        assertThat(list(http, one).get()).contains("in-one").doesNotContain("in-other");
        other.clock().advance(Duration.ofSeconds(5));

        assertThat(delayed.get()).contains("in-other").doesNotContain("in-one");
    }

    @Test
    void aRequestThatHangsEndsWithItsCluster() throws Exception {
        one.faults().on("list").nth(1).then(Fault.hang());
        Arrival arrival = new Arrival(new CompletableFuture<>());
        one.observe(arrival);
        CompletableFuture<String> hanging = list(HttpClient.newHttpClient(), one);
        arrival.seen().get();

        one.close();

        assertThatThrownBy(hanging::get).isInstanceOf(ExecutionException.class);
    }

    @Test
    void eachHasItsOwnPodsBehindTheTunnel() throws Exception {
        one.app("shop").replicas(1).deploy();
        other.app("shop").blue("v7").replicas(1).deploy();
        String pod = other.pods("track=blue").names().get(0);
        try (LocalPortForward tunnel = other.client().pods().withName(pod).portForward(8080)) {
            URI uri = URI.create("http://localhost:" + tunnel.getLocalPort() + "/");
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains(pod).contains("v7");
        }
    }

    @Test
    void manyReleaseAtTheSameTime() {
        List<FakeCluster> many =
                IntStream.range(0, 20).parallel().mapToObj(n -> server.start()).toList();

        many.parallelStream().forEach(cluster -> {
            cluster.app("shop").replicas(1).deploy();
            String green = "{\"spec\": {\"selector\": {\"track\": \"green\"}}}";
            cluster.client().services().withName("shop-svc").patch(green);
            assertThat(cluster).routes("shop-svc").to(Track.GREEN).hasBackends(1);
            assertThat(cluster.writes()).hasSize(1);
        });
        assertThat(one.client().services().list().getItems()).isEmpty();
        many.forEach(FakeCluster::close);
    }

    @Test
    void aClusterThatCannotBeIsRefused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> server.startOn(VirtualTime.create(), "Not a name", 1))
                .withMessageContaining("Not a name");
    }

    private static CompletableFuture<String> list(HttpClient http, FakeCluster cluster) {
        HttpRequest request = HttpRequest.newBuilder(url(cluster).resolve("api/v1/namespaces/default/configmaps"))
                .header("Authorization", "Bearer test")
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(HttpResponse::body);
    }

    private static URI url(FakeCluster cluster) {
        return URI.create(cluster.config().getMasterUrl());
    }

    private static void create(KubernetesClient client, String name) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    private static ConfigMap get(KubernetesClient client, String name) {
        return client.configMaps().withName(name).get();
    }

    private record Arrival(CompletableFuture<String> seen) implements ApiObserver {

        @Override
        public void received(String id, String client) {
            seen.complete(client);
        }
    }

    private record Recording(List<String> seen) implements Watcher<ConfigMap> {

        @Override
        public void eventReceived(Action action, ConfigMap map) {
            seen.add(map.getMetadata().getName());
        }

        @Override
        public void onClose(WatcherException cause) {}
    }
}
