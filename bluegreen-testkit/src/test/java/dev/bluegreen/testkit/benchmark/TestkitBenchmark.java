package dev.bluegreen.testkit.benchmark;

import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.FakeClusters;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Version;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Measures what the testkit's README says about its speed; prints a line for each. No test waits for these figures. */
public final class TestkitBenchmark {

    private static final int THREADS = 8;

    private TestkitBenchmark() {}

    public static void main(String[] args) throws Exception {
        System.out.println("fabric8 " + Version.clientVersion() + ", JDK "
                + Runtime.version().feature() + ", " + Runtime.getRuntime().availableProcessors() + " processors");
        cold();
        warm();
        parallel();
        day();
        reads();
        watches();
    }

    private static void cold() {
        long start = System.nanoTime();
        scene(FakeCluster::start);
        print("cold: the first cluster of a JVM with the usual scene", millisSince(start) + " ms");
    }

    private static void warm() {
        print(
                "warm: a cluster with the usual scene, from start to close, median of 50",
                medianScene(FakeCluster::start));
        try (FakeClusters server = FakeClusters.open()) {
            print("the same on a shared server, as each @FakeClusterTest is", medianScene(server::start));
        }
    }

    private static String medianScene(Supplier<FakeCluster> starting) {
        IntStream.range(0, 50).forEach(n -> scene(starting));
        return median(50, () -> scene(starting));
    }

    /** All of them live at the same time, on one server. */
    private static void parallel() throws Exception {
        long[] nanos = new long[3];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = hundred();
        }
        Arrays.sort(nanos);
        print(
                "100 clusters with the usual scene on one server, all alive at once, median of 3",
                millis(nanos[1]) + " ms");
    }

    private static long hundred() throws Exception {
        try (FakeClusters server = FakeClusters.open()) {
            long start = System.nanoTime();
            List<FakeCluster> clusters = inParallel(THREADS, 100, n -> deployed(server.start()));
            long took = System.nanoTime() - start;
            clusters.forEach(FakeCluster::close);
            return took;
        }
    }

    private static FakeCluster deployed(FakeCluster cluster) {
        cluster.app("shop")
                .blue("v1")
                .green("v2")
                .replicas(3)
                .service("shop-svc")
                .deploy();
        return cluster;
    }

    private static void day() {
        IntStream.range(0, 20).forEach(n -> dayOfOne());
        long[] nanos =
                IntStream.range(0, 20).mapToLong(n -> dayOfOne()).sorted().toArray();
        print("24 h of virtual time around a cutover and a scale-down, median of 20", millis(nanos[10]) + " ms");
    }

    private static long dayOfOne() {
        try (FakeCluster cluster = FakeCluster.start()) {
            cluster.app("shop").deploy();
            return timed(() -> day(cluster));
        }
    }

    private static void day(FakeCluster cluster) {
        KubernetesClient client = cluster.client();
        cluster.clock().advance(Duration.ofHours(12));
        client.services().withName("shop-svc").patch("{\"spec\": {\"selector\": {\"track\": \"green\"}}}");
        cluster.clock().advance(Duration.ofHours(12));
        client.apps().deployments().withName("shop-blue").scale(0);
        cluster.clock().advance(Duration.ofMinutes(1));
    }

    private static void reads() throws Exception {
        try (FakeCluster cluster = FakeCluster.start()) {
            KubernetesClient client = cluster.client();
            long start = System.nanoTime();
            inParallel(THREADS, 10_000, n -> client.resource(map("map-" + n)).create());
            print("10,000 objects, created by " + THREADS + " threads", perSecond(10_000, start));
            reads(client, 20_000);
            long median = LongStream.of(reads(client, 20_000), reads(client, 20_000), reads(client, 20_000))
                    .sorted()
                    .toArray()[1];
            print("GET of one of 10,000 objects, by " + THREADS + " threads, median of 3", median + "/s");
        }
    }

    private static long reads(KubernetesClient client, int times) throws Exception {
        long start = System.nanoTime();
        inParallel(
                THREADS,
                times,
                n -> client.configMaps().withName("map-" + n % 10_000).get());
        return rate(times, start);
    }

    private static void watches() throws Exception {
        try (FakeCluster cluster = FakeCluster.start()) {
            KubernetesClient client = cluster.client();
            client.resource(map("watched")).create();
            int opens = 5_000;
            long start = System.nanoTime();
            List<Boolean> heard = inParallel(THREADS, opens, n -> hears(client));
            long lost = heard.stream().filter(event -> !event).count();
            print(opens + " watches opened and closed, lost first events: " + lost, perSecond(opens, start));
        }
    }

    private static boolean hears(KubernetesClient client) throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        try (Watch watch = client.configMaps().withName("watched").watch(new First(first))) {
            return first.await(10, TimeUnit.SECONDS);
        }
    }

    private static ConfigMap map(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addToData("key", "value")
                .build();
    }

    private static void scene(Supplier<FakeCluster> starting) {
        try (FakeCluster cluster = starting.get()) {
            deployed(cluster);
        }
    }

    private static String median(int times, Runnable task) {
        long[] nanos =
                IntStream.range(0, times).mapToLong(n -> timed(task)).sorted().toArray();
        return millis(nanos[times / 2]) + " ms";
    }

    private static <T> List<T> inParallel(int threads, int times, Task<T> task) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<T>> tasks = IntStream.range(0, times)
                    .<Callable<T>>mapToObj(n -> () -> task.run(n))
                    .toList();
            List<Future<T>> done = pool.invokeAll(tasks);
            List<T> results = new ArrayList<>();
            for (Future<T> each : done) {
                results.add(each.get());
            }
            return results;
        } finally {
            pool.shutdown();
        }
    }

    private static long timed(Runnable task) {
        long start = System.nanoTime();
        task.run();
        return System.nanoTime() - start;
    }

    private static String perSecond(int times, long start) {
        return rate(times, start) + "/s";
    }

    private static long rate(int times, long start) {
        return times * 1_000L / Math.max(1, millisSince(start));
    }

    private static long millisSince(long start) {
        return millis(System.nanoTime() - start);
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    private static void print(String what, String figure) {
        System.out.printf("%-75s %s%n", what, figure);
    }

    @FunctionalInterface
    private interface Task<T> {
        T run(int n) throws Exception;
    }

    private record First(CountDownLatch heard) implements Watcher<ConfigMap> {

        @Override
        public void eventReceived(Action action, ConfigMap map) {
            heard.countDown();
        }

        @Override
        public void onClose(WatcherException cause) {
            // Then the event does not come, and counts as lost.
        }
    }
}
