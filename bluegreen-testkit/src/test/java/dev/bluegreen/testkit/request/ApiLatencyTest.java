package dev.bluegreen.testkit.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.fault.Fault;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiLatencyTest {

    private final FakeCluster cluster = FakeCluster.start();
    private final KubernetesClient client = cluster.client();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void takesNoTimeUnlessToldTo() {
        assertThat(millis(this::write, this::list, this::read)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void eachVerbTakesItsTime() {
        cluster.api().latency(ApiLatency.measured());
        idle();

        assertThat(millis(
                        this::read,
                        this::list,
                        this::write,
                        this::patch,
                        () -> client.resource(map("a")).update(),
                        () -> client.configMaps().withName("a").delete()))
                .containsExactly(4L, 4L, 5L, 4L + 8, 4L + 5, 5L);
    }

    @Test
    void aListWaitsUntilTheCacheOfItsKindHasSeenAWriteOfAnotherKind() {
        cluster.api().latency(ApiLatency.measured());
        idle();

        assertThat(millis(this::write, this::pods, this::pods, this::read)).containsExactly(5L, 50L + 4, 4L, 4L);
    }

    @Test
    void whatHasPassedSinceTheWriteIsNotWaitedForAgain() {
        cluster.api().latency(ApiLatency.measured());
        idle();

        assertThat(millis(this::write, this::read, this::read, this::pods)).containsExactly(5L, 4L, 4L, 42L + 4);
    }

    @Test
    void aListOfTheKindThatWasWrittenWaitsForTheEventOnly() {
        cluster.api().latency(ApiLatency.measured());
        idle();

        assertThat(millis(this::write, this::list)).containsExactly(5L, 2L + 4);
    }

    @Test
    void aListOfAnyVersionTakesWhatTheCacheHas() {
        cluster.api().latency(ApiLatency.measured());
        idle();

        assertThat(millis(
                        this::write,
                        () -> client.pods()
                                .list(new ListOptionsBuilder()
                                        .withResourceVersion("0")
                                        .build())))
                .containsExactly(5L, 4L);
    }

    @Test
    void aListOfAKnownVersionWaitsForThatOne() {
        cluster.api().latency(ApiLatency.measured());
        idle();
        String old = client.pods().list().getMetadata().getResourceVersion();

        assertThat(millis(
                        this::write,
                        () -> client.pods()
                                .list(new ListOptionsBuilder()
                                        .withResourceVersion(old)
                                        .build())))
                .containsExactly(5L, 4L);
    }

    @Test
    void aKindThatIsNotServedTakesAReadAndIsInTheTrace() {
        cluster.api().latency(ApiLatency.measured());

        RequestTrace trace = cluster.api().trace(() -> client.raw("/apis/elbv2.k8s.aws/v1beta1/targetgroupbindings"));

        assertThat(trace.toString()).isEqualTo("1 steps, 1 requests, 4 ms");
        assertThat(trace.entries().get(0).target()).isEqualTo("/apis/elbv2.k8s.aws/v1beta1/targetgroupbindings");
    }

    @Test
    void requestsSideBySideAreOneStep() {
        cluster.api().latency(ApiLatency.measured());
        idle();

        RequestTrace trace = cluster.api().trace(() -> {
            write();
            sideBySide(this::pods, this::read, this::read);
            read();
        });

        assertThat(trace.toString()).isEqualTo("3 steps, 5 requests, 63 ms");
        assertThat(trace.bySteps()).extracting(List::size).containsExactly(1, 3, 1);
        assertThat(trace.waitedFor(trace.entries().get(4)))
                .map(RequestTrace.Entry::verb)
                .contains("list");
        assertThat(trace.waterfall().lines()).hasSize(5).last().asString().contains("59..   63", "get", "configmaps a");
    }

    @Test
    void aWriteHasNoEffectBeforeItsTimeIsOver() {
        cluster.api().latency(ApiLatency.none().withVerb("create", Duration.ofSeconds(5)));
        Instant start = cluster.time().now();
        List<Duration> changes = new CopyOnWriteArrayList<>();
        cluster.observe(new ApiObserver() {
            @Override
            public void changed(ObjectChange change) {
                changes.add(Duration.between(start, change.time()));
            }
        });

        write();

        assertThat(changes).containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void endpointSlicesAndTheirEventsFollowAServiceLater() {
        cluster.app("shop").deploy();
        cluster.awaitReady();
        List<Duration> arrivals = new CopyOnWriteArrayList<>();
        Instant start = cluster.time().now();
        try (var watch = client.discovery().v1().endpointSlices().watch(told(() -> arrivals.add(since(start))))) {
            cluster.settle();
            arrivals.clear();
            cluster.api().latency(ApiLatency.measured());

            cluster.api().trace(() -> {
                client.services().withName("shop-svc").edit(service -> {
                    service.getSpec().getSelector().put("track", "green");
                    return service;
                });
                sleep(Duration.ofSeconds(1));
            });

            assertThat(arrivals).containsExactly(Duration.ofMillis(4 + 8 + 12 + 2));
        }
    }

    @Test
    void watchEventsKeepTheirOrder() {
        cluster.api().latency(ApiLatency.measured().withWatchLag(Duration.ofMillis(7)));
        List<String> seen = new CopyOnWriteArrayList<>();
        try (var watch = client.configMaps().watch(named(seen))) {
            cluster.settle();

            cluster.api().trace(() -> {
                for (int i = 0; i < 20; i++) {
                    client.resource(map("m" + i)).create();
                }
                cluster.api().latency(ApiLatency.none());
                client.resource(map("last")).create();
                sleep(Duration.ofSeconds(1));
            });

            assertThat(seen).hasSize(21).startsWith("m0", "m1").endsWith("m18", "m19", "last");
        }
    }

    @Test
    void aRequestOfATimersThreadLetsTimePass() {
        cluster.api().latency(ApiLatency.measured());
        List<Duration> read = new CopyOnWriteArrayList<>();
        Instant start = cluster.time().now();
        cluster.time().after(Duration.ofSeconds(3), () -> {
            read();
            read.add(since(start));
        });

        cluster.clock().advance(Duration.ofSeconds(4));

        assertThat(read).containsExactly(Duration.ofMillis(3_004));
    }

    @Test
    void aFaultTakesOnlyTheTimeItSays() {
        cluster.api().latency(ApiLatency.measured());
        cluster.faults().on("get").nth(1).then(Fault.delay(Duration.ofSeconds(2)));
        cluster.faults().on("list").nth(1).then(Fault.status(403));

        assertThat(millis(
                        this::read, () -> assertThatThrownBy(this::list).isInstanceOf(KubernetesClientException.class)))
                .containsExactly(2_000L, 0L);
    }

    @Test
    void theSameOperationsTakeTheSameTimeAgain() {
        List<String> traces = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try (FakeCluster another = FakeCluster.start()) {
                another.api().latency(ApiLatency.measured());
                another.clock().advance(Duration.ofSeconds(1));
                KubernetesClient its = another.client();
                traces.add(another.api()
                        .trace(() -> {
                            its.resource(map("a")).create();
                            its.pods().list();
                            its.configMaps().withName("a").delete();
                        })
                        .waterfall());
            }
        }

        assertThat(traces).hasSize(3).containsOnly(traces.get(0));
    }

    @Test
    void whatAnActionThrowsIsThrown() {
        assertThatThrownBy(() -> cluster.api().trace(() -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
    }

    @Test
    void namesFieldValueAndRemedyOfWhatItRefuses() {
        assertThatThrownBy(() -> ApiLatency.measured().withVerb("watch", Duration.ZERO))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("verb: 'watch'; use one of [create, delete,")
                .hasMessageEndingWith("a watch opens at once");
        assertThatThrownBy(() -> ApiLatency.none().withCacheLag(Duration.ofHours(2)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("cacheLag: 2 h 0 min; give 0 to 1 h");
        assertThatThrownBy(() -> ApiLatency.none().withVerb("get", Duration.ofMillis(-1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("latency of get");
    }

    private void write() {
        client.resource(map("a")).create();
    }

    private Optional<ConfigMap> read() {
        return Optional.ofNullable(client.configMaps().withName("a").get());
    }

    private void list() {
        client.configMaps().list();
    }

    private void pods() {
        client.pods().list();
    }

    private void patch() {
        client.configMaps()
                .withName("a")
                .edit(map -> new ConfigMapBuilder(map).addToData("b", "c").build());
    }

    private static ConfigMap map(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build();
    }

    /** The server has been left alone for a second. */
    private void idle() {
        cluster.clock().advance(Duration.ofSeconds(1));
    }

    private List<Long> millis(Runnable... actions) {
        List<Long> millis = new ArrayList<>();
        cluster.api().trace(() -> {
            for (Runnable action : actions) {
                Instant start = cluster.time().now();
                action.run();
                millis.add(since(start).toMillis());
            }
        });
        return millis;
    }

    private void sideBySide(Runnable... actions) {
        List<Time.Signal> ends = new ArrayList<>();
        for (Runnable action : actions) {
            Time.Signal end = cluster.time().signal();
            ends.add(end);
            cluster.time().fork("one-of-many", () -> {
                action.run();
                end.raise();
            });
        }
        ends.forEach(end -> await(end, Duration.ofMinutes(1)));
    }

    private void sleep(Duration time) {
        await(cluster.time().signal(), time);
    }

    private static void await(Time.Signal signal, Duration atMost) {
        try {
            signal.await(atMost);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Duration since(Instant start) {
        return Duration.between(start, cluster.time().now());
    }

    private static Watcher<ConfigMap> named(List<String> seen) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, ConfigMap map) {
                seen.add(map.getMetadata().getName());
            }

            @Override
            public void onClose(WatcherException cause) {}
        };
    }

    private static <T> Watcher<T> told(Runnable listener) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, T resource) {
                listener.run();
            }

            @Override
            public void onClose(WatcherException cause) {}
        };
    }
}
