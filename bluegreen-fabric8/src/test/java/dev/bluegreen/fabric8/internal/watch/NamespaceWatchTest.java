package dev.bluegreen.fabric8.internal.watch;

import static dev.bluegreen.testkit.fault.Fault.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.fabric8.Shop;
import dev.bluegreen.fabric8.internal.api.AsyncRead;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Subscription;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamespaceWatchTest {

    private final Shop shop = Shop.open();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void nothingIsWatchedBeforeItIsNeeded() {
        shop.strategy().observe(Shop.CHECKOUT);
        shop.world();

        assertThat(watches()).isZero();
    }

    @Test
    void aHundredReleasesShareFourWatches() {
        List<Subscription> open = new ArrayList<>();
        IntStream.range(0, 100)
                .mapToObj(number -> ReleaseSpec.of("app-" + number))
                .forEach(release -> {
                    open.add(shop.platform.workloads().watch(release, () -> {}));
                    open.add(
                            shop.platform.selectorPatch(release.name() + "-svc").watch(release, () -> {}));
                });
        shop.rest();

        assertThat(watches()).isEqualTo(4);
        assertThat(shop.cluster.openWatches()).isEqualTo(4);
        open.forEach(Subscription::close);
    }

    @Test
    void objectsAreKeptInShortAndWhatTheyHaveInCommonOnce() {
        try (NamespaceWatch watch =
                new NamespaceWatch(new Kube(shop.cluster.client(), "default"), shop.cluster.time())) {
            List<Pod> pods = watch.labelled("app", "checkout");
            Service service = watch.service("checkout-svc").orElseThrow();

            assertThat(pods).hasSize(4).allSatisfy(pod -> {
                assertThat(pod.getMetadata().getManagedFields()).isEmpty();
                assertThat(pod.getMetadata().getAnnotations()).isEmpty();
                assertThat(pod.getSpec()).isSameAs(pods.get(0).getSpec());
            });
            assertThat(service.getMetadata().getManagedFields())
                    .isNotEmpty()
                    .allSatisfy(entry -> assertThat(entry.getFieldsV1().getAdditionalProperties())
                            .containsOnlyKeys("f:spec"));
        }
    }

    @Test
    void manyReadersAtOnceOpenTheWatchesOnce() {
        List<AsyncRead<Subscription>> readers = IntStream.range(0, 8)
                .mapToObj(number -> AsyncRead.of(
                        shop.cluster.time(), () -> shop.platform.workloads().watch(Shop.CHECKOUT, () -> {})))
                .toList();
        readers.forEach(reader -> reader.join().close());

        assertThat(watches()).isEqualTo(4);
    }

    @Test
    void theEndOfThePlatformEndsTheWatchesAndLeavesTheClientOpen() {
        shop.platform.workloads().watch(Shop.CHECKOUT, () -> {});
        shop.rest();

        shop.platform.close();

        shop.awaitNoWatch();
        assertThat(shop.cluster
                        .client()
                        .services()
                        .inNamespace("default")
                        .list()
                        .getItems())
                .isNotEmpty();
        assertThatThrownBy(() -> shop.platform.workloads().watch(Shop.CHECKOUT, () -> {}))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("namespace default is closed; create a new one");
    }

    @Test
    void watchesThatAreCutOffComeBackAndMissNothing() {
        AtomicInteger told = new AtomicInteger();
        var world = shop.world();
        Subscription watch = shop.platform.workloads().watch(Shop.CHECKOUT, told::incrementAndGet);
        shop.rest();
        shop.cluster.dropWatches();
        shop.cluster.compact();
        shop.kubectl()
                .apps()
                .deployments()
                .inNamespace("default")
                .withName("checkout-green")
                .scale(3);
        shop.cluster.awaitReady();
        shop.rest();

        assertThat(shop.platform.workloads().refresh(world).green().ready()).isEqualTo(3);
        assertThat(told).hasPositiveValue();
        watch.close();
    }

    @Test
    void watchesThatCannotOpenAreTriedAnewByTheNextWhoNeedsThem() {
        shop.cluster.deny("test", "list", "endpointslices");
        assertThatThrownBy(() -> shop.platform.workloads().watch(Shop.CHECKOUT, () -> {}))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        error -> assertThat(error.kind()).isEqualTo(Kind.FORBIDDEN))
                .hasMessageContaining("endpointslices")
                .hasMessageContaining(
                        "{apiGroups: [\"discovery.k8s.io\"], resources: [endpointslices], verbs: [list, watch]}");
        shop.awaitNoWatch();
    }

    @Test
    void aListThatFailsForAMomentIsWorthAnotherTry() {
        shop.cluster.faults().on("list").resource("pods").first(1).then(status(500));
        assertThatThrownBy(() -> shop.platform.workloads().watch(Shop.CHECKOUT, () -> {}))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        error -> assertThat(error.kind()).isEqualTo(Kind.TRANSIENT));

        shop.platform.workloads().watch(Shop.CHECKOUT, () -> {}).close();

        assertThat(shop.platform.workloads().refresh(shop.world()).blue().ready())
                .isEqualTo(2);
    }

    private long watches() {
        return shop.requests().stream()
                .filter(request -> request.startsWith("watch "))
                .count();
    }
}
