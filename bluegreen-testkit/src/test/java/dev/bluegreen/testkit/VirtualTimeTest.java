package dev.bluegreen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.time.VirtualTime;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private static final int REPEATS = 200;

    @Test
    void aSignalRaisedByAnInformerAlwaysComesBeforeTheTimeout() throws Exception {
        try (FakeCluster cluster = FakeCluster.start()) {
            KubernetesClient client = cluster.client();
            Time.Signal seen = cluster.time().signal();
            try (SharedIndexInformer<ConfigMap> informer = informer(client, seen)) {
                Instant before = cluster.time().now();
                boolean[] woken = new boolean[REPEATS];

                forked(cluster.clock(), () -> {
                    for (int i = 0; i < REPEATS; i++) {
                        client.resource(configMap("n" + i)).create();
                        woken[i] = await(seen);
                    }
                });

                assertThat(woken).containsOnly(true);
                assertThat(cluster.time().now()).isEqualTo(before);
            }
        }
    }

    @Test
    void aWaitForWhatNeverComesTakesVirtualTimeOnly() throws Exception {
        try (FakeCluster cluster = FakeCluster.start()) {
            Instant before = cluster.time().now();
            Time.Signal never = cluster.time().signal();

            forked(cluster.clock(), () -> assertThat(await(never)).isFalse());

            assertThat(cluster.time().now()).isEqualTo(before.plusSeconds(60));
        }
    }

    @Test
    void anAsynchronousRequestHoldsTimeUntilItsListenersHaveRun() throws Exception {
        try (FakeCluster cluster = FakeCluster.start()) {
            Time.Signal done = cluster.time().signal();
            KubernetesClient client = cluster.client();
            client.resource(configMap("x")).create();
            Instant before = cluster.time().now();

            for (int i = 0; i < REPEATS; i++) {
                forked(cluster.clock(), () -> {
                    client.getHttpClient()
                            .sendAsync(
                                    client.getHttpClient()
                                            .newHttpRequestBuilder()
                                            .uri(cluster.config().getMasterUrl()
                                                    + "api/v1/namespaces/default/configmaps/x")
                                            .build(),
                                    String.class)
                            .thenAccept(response -> done.raise());
                    assertThat(await(done)).isTrue();
                });
            }

            assertThat(cluster.time().now()).isEqualTo(before);
        }
    }

    @Test
    void aDelayedAnswerComesAlthoughNobodyElseWaits() throws Exception {
        try (FakeCluster cluster = FakeCluster.start()) {
            KubernetesClient once = cluster.clientBuilder()
                    .withConfig(new ConfigBuilder(cluster.config())
                            .withRequestRetryBackoffLimit(0)
                            .build())
                    .build();
            once.resource(configMap("x")).create();
            cluster.faults().on("get").nth(1).then(Fault.delay(Duration.ofHours(1)));
            Instant before = cluster.time().now();

            forked(
                    cluster.clock(),
                    () -> assertThat(once.configMaps().withName("x").get()).isNotNull());

            assertThat(cluster.time().now()).isEqualTo(before.plus(Duration.ofHours(1)));
            once.close();
        }
    }

    @Test
    void aWatchThatNeverReachedItsClientHoldsNothing() {
        try (FakeCluster cluster = FakeCluster.start()) {
            cluster.faults().on("watch").nth(1).then(Fault.dropAfter());
            Time.Signal seen = cluster.time().signal();

            try (SharedIndexInformer<ConfigMap> informer = informer(cluster.client(), seen)) {
                cluster.client().resource(configMap("x")).create();

                cluster.settle();
                assertThat(informer.isRunning()).isTrue();
            }
        }
    }

    private static SharedIndexInformer<ConfigMap> informer(KubernetesClient client, Time.Signal seen) {
        return client.configMaps().inNamespace("default").inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(ConfigMap added) {
                seen.raise();
            }

            @Override
            public void onUpdate(ConfigMap before, ConfigMap after) {}

            @Override
            public void onDelete(ConfigMap deleted, boolean unknown) {}
        });
    }

    private static boolean await(Time.Signal signal) {
        try {
            return signal.await(Duration.ofSeconds(60));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs the task on a forked thread and waits for it in real time. */
    private static void forked(VirtualTime time, Runnable task) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        time.fork("test", () -> {
            try {
                task.run();
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        done.get(60, TimeUnit.SECONDS);
    }

    private static ConfigMap configMap(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .build();
    }

    @Test
    void timeCanRunUntilNothingIsLeftToHappen() {
        VirtualTime time = VirtualTime.create();
        List<String> done = new ArrayList<>();
        time.after(Duration.ofMinutes(1), () -> time.after(Duration.ofMinutes(2), () -> done.add("both")));

        assertThat(time.advanceUntilIdle(Duration.ofHours(1))).isEqualTo(Duration.ofMinutes(3));
        assertThat(done).containsExactly("both");
        assertThat(time.advanceUntilIdle(Duration.ofHours(1))).isZero();

        time.after(Duration.ofHours(2), () -> done.add("too late"));
        assertThat(time.advanceUntilIdle(Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
        assertThat(done).hasSize(1);
        time.advance(Duration.ofHours(1));
        assertThat(done).hasSize(2);
    }
}
