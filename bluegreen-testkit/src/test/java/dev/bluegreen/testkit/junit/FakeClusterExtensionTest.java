package dev.bluegreen.testkit.junit;

import static dev.bluegreen.testkit.assertion.TestkitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.Launched;
import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.time.VirtualTime;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

class FakeClusterExtensionTest {

    @Test
    void handsEachTestItsOwnClusterWithClientAndClock() {
        Launched launched = Launched.run(Injected.class);

        assertThat(launched.failures()).isEmpty();
        assertThat(launched.passed()).containsExactly("first", "inside", "second");
    }

    @Test
    void allTestsOfARunShareOnePort() {
        assertThat(Launched.run(Sharing.class).passed()).containsExactly("first", "second");

        assertThat(Sharing.PORTS).hasSize(1);
    }

    @Test
    void theOptionsNearestToTheTestHold() {
        Launched launched = Launched.run(Optioned.class);

        assertThat(launched.failures()).isEmpty();
        assertThat(launched.passed()).containsExactly("inTheNamespaceOfTheClass", "inTheNamespaceOfTheMethod");
    }

    @Test
    void thereIsNoClockInRealTimeAndNoClusterOutsideATest() {
        assertThat(Launched.run(InRealTime.class).failures().get("clock"))
                .hasMessageContaining("@FakeClusterTest(realTime = true): there is no VirtualTime");
        assertThat(Launched.run(TooEarly.class).failures().get("TooEarly"))
                .hasMessageContaining("each test has a cluster of its own")
                .hasMessageContaining("@BeforeEach");
    }

    @Test
    void whatIsLeftBehindFailsTheTest() {
        Launched launched = Launched.run(Untidy.class);

        assertThat(launched.passed()).containsExactly("tidy");
        assertThat(launched.failures().get("watch"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("left behind")
                .hasMessageContaining("open watch configmaps in namespace default by test");
        assertThat(launched.failures().get("fault"))
                .hasMessageContaining("unused fault rule: delete services")
                .hasMessageContaining("fired 0 times");
    }

    @Test
    void aFailureCarriesOneTimelineOfAllThatHappened() {
        Launched launched = Launched.run(Failing.class);

        Throwable failure = launched.failures().get("story");
        assertThat(failure).hasMessage("as planned");
        assertThat(failure.getSuppressed()).hasSize(1);
        String timeline = failure.getSuppressed()[0].getMessage();
        assertThat(timeline)
                .startsWith("timeline from 2026-01-01T00:00:00Z to ")
                .contains("seed 1")
                .containsSubsequence(
                        "endpoints  endpointslices.discovery.k8s.io default/shop-svc-",
                        "ready",
                        "fault      Status[code=500, retryAfterSeconds=0] at patch services shop-svc by test",
                        "write      patch services default/shop-svc by test: 500",
                        "write      patch services default/shop-svc by test: 200",
                        "shop-green-",
                        "event      Warning Alarm on Service shop-svc: look here",
                        "write      create events default/alarm by test: 201",
                        "+1:00:0",
                        "write      delete services default/shop-svc by test: 200");
        assertThat(launched.reports()).containsExactly(timeline);
    }

    @Test
    void anAssumptionThatDoesNotHoldTellsNoTimeline() {
        Launched launched = Launched.run(Assuming.class);

        assertThat(launched.failures().get("aborted").getSuppressed()).isEmpty();
        assertThat(launched.reports()).isEmpty();
    }

    @ExtendWith(Launched.Only.class)
    @FakeClusterTest
    static class Injected {

        static final Set<FakeCluster> SEEN = ConcurrentHashMap.newKeySet();

        @BeforeEach
        void prepare(FakeCluster cluster) {
            cluster.app("shop").replicas(1).deploy();
        }

        @AfterEach
        void stillOpen(FakeCluster cluster) {
            assertThat(cluster).routes("shop-svc").to(Track.BLUE);
        }

        @Test
        void first(FakeCluster cluster, KubernetesClient client, VirtualTime time) {
            assertThat(SEEN.add(cluster)).isTrue();
            assertThat(client).isSameAs(cluster.client());
            assertThat(time).isSameAs(cluster.clock());
        }

        @Test
        void second(FakeCluster cluster) {
            assertThat(SEEN.add(cluster)).isTrue();
        }

        @Nested
        class Inner {

            @Test
            void inside(FakeCluster cluster) {
                assertThat(SEEN.add(cluster)).isTrue();
            }
        }
    }

    @ExtendWith(Launched.Only.class)
    @FakeClusterTest
    static class Sharing {

        static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

        @Test
        void first(KubernetesClient client) {
            PORTS.add(client.getMasterUrl().getPort());
        }

        @Test
        void second(KubernetesClient client) {
            PORTS.add(client.getMasterUrl().getPort());
        }
    }

    @ExtendWith(Launched.Only.class)
    @FakeClusterTest(namespace = "shop")
    static class Optioned {

        @Test
        void inTheNamespaceOfTheClass(FakeCluster cluster, KubernetesClient client) {
            cluster.app("web").replicas(1).deploy();

            assertThat(client.getNamespace()).isEqualTo("shop");
            assertThat(client.services().withName("web-svc").get().getMetadata().getNamespace())
                    .isEqualTo("shop");
            assertThat(cluster).routes("web-svc").to(Track.BLUE);
        }

        @Test
        @FakeClusterTest(namespace = "bar")
        void inTheNamespaceOfTheMethod(KubernetesClient client) {
            assertThat(client.getNamespace()).isEqualTo("bar");
            assertThat(client.namespaces().withName("bar").get()).isNotNull();
        }
    }

    @ExtendWith(Launched.Only.class)
    static class InRealTime {

        @Test
        @FakeClusterTest(realTime = true)
        void clock(VirtualTime time) {}
    }

    @ExtendWith(Launched.Only.class)
    @FakeClusterTest
    static class TooEarly {

        @BeforeAll
        static void prepare(FakeCluster cluster) {}

        @Test
        void never() {}
    }

    @ExtendWith(Launched.Only.class)
    @FakeClusterTest
    static class Untidy {

        @Test
        void watch(KubernetesClient client) {
            client.configMaps().watch(new Ignoring());
        }

        @Test
        void fault(FakeCluster cluster) {
            cluster.faults().on("delete").resource("services").then(Fault.status(500));
        }

        @Test
        void tidy(FakeCluster cluster, KubernetesClient client) {
            cluster.faults().on("get").nth(1).then(Fault.status(503));
            try (var watch = client.configMaps().watch(new Ignoring())) {
                assertThat(client.configMaps().withName("a").get()).isNull();
            }
        }
    }

    @ExtendWith(Launched.Only.class)
    @FakeClusterTest
    static class Failing {

        @Test
        void story(FakeCluster cluster, KubernetesClient client, VirtualTime time) {
            cluster.app("shop").replicas(1).deploy();
            cluster.faults().on("patch").nth(1).then(Fault.status(500));
            client.services().withName("shop-svc").edit(service -> {
                service.getSpec().getSelector().put("track", "green");
                return service;
            });
            cluster.settle();
            client.resource(alarm()).create();
            time.advance(Duration.ofHours(1));
            client.services().withName("shop-svc").delete();
            throw new IllegalStateException("as planned");
        }

        private static Event alarm() {
            return new EventBuilder()
                    .withNewMetadata()
                    .withName("alarm")
                    .withNamespace("default")
                    .endMetadata()
                    .withType("Warning")
                    .withReason("Alarm")
                    .withMessage("look here")
                    .withNewInvolvedObject()
                    .withKind("Service")
                    .withName("shop-svc")
                    .withNamespace("default")
                    .endInvolvedObject()
                    .build();
        }
    }

    @ExtendWith(Launched.Only.class)
    @FakeClusterTest
    static class Assuming {

        @Test
        void aborted(FakeCluster cluster) {
            cluster.faults().on("delete").then(Fault.status(500));
            Assumptions.abort("not here");
        }
    }

    private static final class Ignoring implements Watcher<ConfigMap> {

        @Override
        public void eventReceived(Action action, ConfigMap resource) {}

        @Override
        public void onClose(WatcherException cause) {}
    }
}
