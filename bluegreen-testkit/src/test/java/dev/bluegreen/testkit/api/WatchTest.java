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
import java.util.stream.IntStream;
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
    void R46_eventsComeInOrder() throws InterruptedException {
        try (Watch watch = watch(new ListOptions())) {
            for (int i = 0; i < 50; i++) {
                http.post(CONFIG_MAPS, configMap("m" + i));
            }

            List<String> expected =
                    IntStream.range(0, 50).mapToObj(i -> "ADDED m" + i).toList();
            for (String event : expected) {
                assertThat(next()).startsWith(event);
            }
        }
    }

    @Test
    void R47_withoutVersionAllCurrentObjectsAreAdded() throws InterruptedException {
        http.post(CONFIG_MAPS, configMap("a"));

        try (Watch watch = watch(new ListOptions())) {
            assertThat(next()).startsWith("ADDED a");
        }
    }

    @Test
    void R47_fromAVersionOnlyWhatIsNewerIsReplayed() throws InterruptedException {
        http.post(CONFIG_MAPS, configMap("old"));
        String version = http.get(CONFIG_MAPS).version();
        http.post(CONFIG_MAPS, configMap("new"));
        http.delete(CONFIG_MAPS + "/old");

        try (Watch watch = watch(from(version))) {
            assertThat(next()).startsWith("ADDED new");
            assertThat(next()).startsWith("DELETED old");
        }
    }

    @Test
    void R48_aDeletedEventCarriesTheVersionOfTheDeletion() throws InterruptedException {
        String created = http.post(CONFIG_MAPS, configMap("a")).version();

        try (Watch watch = watch(from(created))) {
            http.delete(CONFIG_MAPS + "/a");

            String event = next();
            assertThat(event).startsWith("DELETED a");
            assertThat(Long.parseLong(event.substring(event.indexOf('@') + 1))).isGreaterThan(Long.parseLong(created));
        }
    }

    @Test
    void R49_anObjectThatLeavesTheSelectorIsDeletedAndOneThatEntersIsAdded() throws InterruptedException {
        http.post(CONFIG_MAPS, configMap("a", ", \"labels\": {\"track\": \"blue\"}"));
        ListOptions green =
                new ListOptionsBuilder().withLabelSelector("track in (green)").build();

        try (Watch watch = watch(green)) {
            label("green");
            assertThat(next()).startsWith("ADDED a");
            label("red");
            assertThat(next()).startsWith("DELETED a");
        }
    }

    @Test
    void R50_aWatchFromAForgottenVersionIsGone() throws InterruptedException {
        String version = http.post(CONFIG_MAPS, configMap("a")).version();
        http.post(CONFIG_MAPS, configMap("b"));
        cluster.compact();

        try (Watch watch = watch(from(version))) {
            assertThat(next()).isEqualTo("closed 410");
        }
    }

    @Test
    void R50_bookmarksComeToThoseWhoAskedForThem() throws InterruptedException {
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
    void R52_R53_anInformerSurvivesADroppedWatchWithoutMissingAnything() throws InterruptedException {
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

    private void label(String track) {
        http.patch(
                CONFIG_MAPS + "/a", Http.MERGE_PATCH, "{\"metadata\": {\"labels\": {\"track\": \"" + track + "\"}}}");
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
