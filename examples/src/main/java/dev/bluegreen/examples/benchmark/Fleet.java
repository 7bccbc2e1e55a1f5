package dev.bluegreen.examples.benchmark;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.FakeCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Many releases of one namespace in this process, on the embedded cluster: switches a second and threads at several
 * concurrencies, then heap, threads and watches at rest.
 */
public final class Fleet {

    private static final int DEPLOYED_AT_ONCE = 50;
    private static final long KILOBYTE = 1_024;

    private final PrintStream out;
    private final int releases;
    private final Duration idle;
    private final Time time = Time.system();

    /**
     * A fleet that prints there.
     *
     * @param releases how many, with 2 pods on each track
     * @param idle before the heap is looked at, until what is left of a load has gone
     */
    public Fleet(PrintStream out, int releases, Duration idle) {
        this.out = out;
        this.releases = releases;
        this.idle = idle;
    }

    /** Measures, and prints a line for each figure. */
    public void run() {
        try (FakeCluster cluster = FakeCluster.startInRealTime();
                KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(cluster.config())
                        .build()) {
            deploy(cluster);
            Track to = GREEN;
            try (Fabric8Platform platform = Fabric8Platform.of(client)) {
                List<Release> fleet = fleet(platform);
                atOnce(fleet.subList(0, Math.min(releases, DEPLOYED_AT_ONCE)), 1, GREEN);
                atOnce(fleet.subList(0, Math.min(releases, DEPLOYED_AT_ONCE)), 1, BLUE);
                for (int concurrency : List.of(1, 16, 64)) {
                    switches(cluster, fleet, concurrency, to);
                    to = to.other();
                }
            }
            atRest(cluster, client, to.other());
        }
    }

    private void deploy(FakeCluster cluster) {
        for (int first = 0; first < releases; first += DEPLOYED_AT_ONCE) {
            IntStream.range(first, Math.min(releases, first + DEPLOYED_AT_ONCE))
                    .forEach(number -> cluster.app(name(number)).replicas(2).apply());
            cluster.awaitReady();
        }
        out.println(releases + " releases in one namespace, 2 pods on each track");
    }

    private void switches(FakeCluster cluster, List<Release> fleet, int concurrency, Track to) {
        cluster.requestLog().clear();
        long start = time.nanos();
        int threads = atOnce(fleet, concurrency, to);
        double seconds = (time.nanos() - start) / (double) Duration.ofSeconds(1).toNanos();
        out.printf(
                "concurrency %2d: %.1f switches a second, %.1f requests each, at most %d threads of bluegreen%n",
                concurrency, releases / seconds, cluster.requests().size() / (double) releases, threads);
    }

    /** Returns the highest number of threads that was seen. */
    private int atOnce(List<Release> fleet, int concurrency, Track to) {
        ConcurrentLinkedQueue<Release> waiting = new ConcurrentLinkedQueue<>(fleet);
        AtomicInteger most = new AtomicInteger();
        Runnable worker = () -> {
            for (Release next = waiting.poll(); next != null; next = waiting.poll()) {
                next.switchTo(to);
                most.accumulateAndGet(threads(), Math::max);
            }
        };
        Rest.all(time, IntStream.range(0, concurrency).mapToObj(n -> worker).toList());
        return most.get();
    }

    private void atRest(FakeCluster cluster, KubernetesClient client, Track active) {
        cluster.requestLog().clear();
        long before = heap();
        try (Fabric8Platform platform = Fabric8Platform.of(client)) {
            List<Release> fleet = fleet(platform);
            fleet.forEach(release -> release.switchTo(active));
            cluster.requestLog().clear();
            long after = heap();
            out.printf(
                    "at rest: %.1f kB of heap each, %d threads of bluegreen, %d watches%n",
                    (after - before) / (double) KILOBYTE / fleet.size(), threads(), cluster.openWatches());
        }
    }

    private List<Release> fleet(Fabric8Platform platform) {
        return IntStream.range(0, releases)
                .mapToObj(number -> BlueGreen.release(name(number))
                        .on(platform)
                        .cutover(platform.selectorPatch(Apps.service(name(number))))
                        .build())
                .toList();
    }

    private static String name(int number) {
        return "app-" + number;
    }

    /** Those of its operations, callbacks, reads and timers. */
    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("bluegreen-"))
                .count();
    }

    private long heap() {
        Rest.pause(time, idle);
        for (int collection = 0; collection < 3; collection++) {
            System.gc();
            Rest.pause(time, idle.dividedBy(10));
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
