package dev.bluegreen.testkit.api;

import static dev.bluegreen.testkit.api.Bodies.CONFIG_MAPS;
import static dev.bluegreen.testkit.api.Bodies.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.testkit.FakeCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final Http http = new Http(cluster);
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aClientIsToldThatItsVersionIsForgotten() throws InterruptedException {
        String version = http.post(CONFIG_MAPS, configMap("a")).version();
        http.post(CONFIG_MAPS, configMap("b"));
        cluster.compact();

        try (Watch watch = watch(from(version))) {
            assertThat(next()).isEqualTo("closed 410");
        }
    }

    @Test
    void bookmarksAreSentWhenATestWantsThem() throws InterruptedException {
        http.post(CONFIG_MAPS, configMap("a"));
        ListOptions options =
                new ListOptionsBuilder().withAllowWatchBookmarks(true).build();

        try (Watch watch = watch(options)) {
            assertThat(next()).startsWith("ADDED a");
            cluster.bookmark();
            assertThat(next()).startsWith("BOOKMARK");
        }
    }

    @Test
    void anInformerSurvivesADroppedWatchWithoutMissingAnything() throws InterruptedException {
        try (var informer = cluster.client().configMaps().inNamespace("default").inform(new Recording())) {
            http.post(CONFIG_MAPS, configMap("a"));
            assertThat(next()).isEqualTo("add a");

            cluster.dropWatches();
            http.post(CONFIG_MAPS, configMap("b"));
            http.delete(CONFIG_MAPS + "/a");

            assertThat(List.of(next(), next())).containsExactlyInAnyOrder("add b", "delete a");
            assertThat(informer.getStore().list()).hasSize(1);
        }
    }

    @Test
    void aClosedWatchHoldsVirtualTimeNoMore() throws InterruptedException {
        http.post(CONFIG_MAPS, configMap("a"));
        Watch watch = watch(new ListOptions());
        next();
        watch.close();

        http.post(CONFIG_MAPS, configMap("b"));
        Instant before = cluster.time().now();
        cluster.clock().advance(Duration.ofMinutes(1));

        assertThat(cluster.time().now()).isEqualTo(before.plusSeconds(60));
        assertThat(seen).noneMatch(event -> event.startsWith("ADDED"));
    }

    private Watch watch(ListOptions options) {
        return cluster.client().configMaps().inNamespace("default").watch(options, new Watcher<>() {
            @Override
            public void eventReceived(Action action, ConfigMap map) {
                seen.add(action + " " + map.getMetadata().getName() + "@"
                        + map.getMetadata().getResourceVersion());
            }

            @Override
            public void onClose(WatcherException cause) {
                seen.add("closed " + (cause.isHttpGone() ? "410" : cause));
            }
        });
    }

    private String next() throws InterruptedException {
        String event = seen.poll(10, TimeUnit.SECONDS);
        return event == null ? "nothing within 10 s" : event;
    }

    private static ListOptions from(String version) {
        return new ListOptionsBuilder().withResourceVersion(version).build();
    }

    private final class Recording implements ResourceEventHandler<ConfigMap> {

        @Override
        public void onAdd(ConfigMap added) {
            seen.add("add " + added.getMetadata().getName());
        }

        @Override
        public void onUpdate(ConfigMap before, ConfigMap after) {
            seen.add("update " + after.getMetadata().getName());
        }

        @Override
        public void onDelete(ConfigMap deleted, boolean unknown) {
            seen.add("delete " + deleted.getMetadata().getName());
        }
    }
}
