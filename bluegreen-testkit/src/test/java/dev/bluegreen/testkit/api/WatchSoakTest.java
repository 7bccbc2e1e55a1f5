package dev.bluegreen.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bluegreen.testkit.FakeCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Version;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A watch that was opened says what there is, each time; {@code -Dwatch.opens=5000} tries it for half a minute. */
class WatchSoakTest {

    private static final int OPENS = Integer.getInteger("watch.opens", 1_000);
    private static final int THREADS = 8;

    @BeforeEach
    void upgradesInOrder() {
        assumeThat(Version.clientVersion())
                .as("fabric8 7.8.0 upgrades to a WebSocket before it listens (kubernetes-client#7983): needs 8.0.0")
                .doesNotStartWith("7.");
    }

    @Test
    void noneOfManyOpenedWatchesLosesItsFirstEvent() throws Exception {
        try (FakeCluster cluster = FakeCluster.start()) {
            KubernetesClient client = cluster.client();
            client.resource(watched()).create();

            assertThat(lost(client)).isZero();
            assertThat(cluster.leaks()).isEmpty();
        }
    }

    private static int lost(KubernetesClient client) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Boolean>> opens = IntStream.range(0, OPENS)
                    .<Callable<Boolean>>mapToObj(n -> () -> hears(client))
                    .toList();
            List<Boolean> heard = new ArrayList<>();
            for (Future<Boolean> open : pool.invokeAll(opens)) {
                heard.add(open.get());
            }
            return OPENS - (int) heard.stream().filter(event -> event).count();
        } finally {
            pool.shutdown();
        }
    }

    private static boolean hears(KubernetesClient client) throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        try (Watch watch = client.configMaps().withName("watched").watch(new First(first))) {
            return first.await(10, TimeUnit.SECONDS);
        }
    }

    private static ConfigMap watched() {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("watched")
                .endMetadata()
                .build();
    }

    private record First(CountDownLatch heard) implements Watcher<ConfigMap> {

        @Override
        public void eventReceived(Action action, ConfigMap map) {
            heard.countDown();
        }

        @Override
        public void onClose(WatcherException cause) {}
    }
}
