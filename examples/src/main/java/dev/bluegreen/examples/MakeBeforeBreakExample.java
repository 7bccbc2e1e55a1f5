package dev.bluegreen.examples;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.SelectorPatch;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.FakeLoadBalancer;
import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficResult;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * A Service behind a load balancer that holds pod addresses, switched under traffic through that load balancer: by a plain
 * selector patch, which loses requests until the new pods are registered; then there and back with makeBeforeBreak(), which
 * loses none. On the fake cluster, in steps of half a second of virtual time, with some requests in each.
 */
final class MakeBeforeBreakExample {

    private static final String SERVICE = "shop-svc";
    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration REGISTRATION = Duration.ofSeconds(20);
    private static final int REQUESTS = 5;

    private final PrintStream out;

    MakeBeforeBreakExample(PrintStream out) {
        this.out = out;
    }

    /** True if the plain patch lost requests, and the other cutover none. */
    boolean run() {
        out.println("make-before-break on the embedded fake cluster; its load balancer registers pods in 5 s");
        long lost = play("a plain selector patch", patch -> patch, GREEN);
        long lostBetter =
                play("makeBeforeBreak(), there and back", patch -> patch.makeBeforeBreak(REGISTRATION), GREEN, BLUE);
        return lost > 0 && lostBetter == 0;
    }

    private long play(String how, UnaryOperator<SelectorPatch> way, Track... tracks) {
        try (FakeCluster cluster = FakeCluster.start();
                Fabric8Platform platform = Fabric8Platform.of(cluster.client()).withTime(cluster.time())) {
            FakeLoadBalancer balancer = balancer(cluster);
            Release release = BlueGreen.release("shop")
                    .on(platform)
                    .cutover(way.apply(platform.selectorPatch(SERVICE)))
                    .build();
            out.println("\n== " + how);
            out.println(release.plan(tracks[0]));
            cluster.clock().manual();
            try (Traffic traffic = balancer.traffic().start()) {
                for (Track track : tracks) {
                    show(end(release.start(track).completion().toCompletableFuture(), cluster, traffic));
                }
                return show(traffic.stop());
            }
        }
    }

    /** As the annotations of a Network Load Balancer in IP mode have its controller set it up. */
    private static FakeLoadBalancer balancer(FakeCluster cluster) {
        cluster.app("shop").deploy();
        cluster.client().services().withName(SERVICE).edit(service -> {
            service.getMetadata()
                    .getAnnotations()
                    .put("service.beta.kubernetes.io/aws-load-balancer-nlb-target-type", "ip");
            return service;
        });
        return cluster.loadBalancer(SERVICE);
    }

    /** The report, after the load balancer has followed, too. */
    private static CutoverReport end(CompletableFuture<CutoverReport> cutover, FakeCluster cluster, Traffic traffic) {
        Duration after = Duration.ZERO;
        while (!cutover.isDone() || after.compareTo(REGISTRATION) < 0) {
            cluster.clock().advance(STEP);
            traffic.awaitEnded(REQUESTS);
            after = cutover.isDone() ? after.plus(STEP) : after;
        }
        return cutover.join();
    }

    private void show(CutoverReport report) {
        report.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.WARNING)
                .forEach(finding -> out.println(finding));
        out.println(report);
    }

    private long show(TrafficResult result) {
        out.println("answered by BLUE: " + result.byTrack().getOrDefault(BLUE, 0L) + ", by GREEN: "
                + result.byTrack().getOrDefault(GREEN, 0L));
        out.println("failed requests: " + result.failed());
        return result.failed();
    }
}
