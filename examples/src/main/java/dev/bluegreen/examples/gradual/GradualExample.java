package dev.bluegreen.examples.gradual;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.examples.gradual.ShareView.Frame;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.fabric8.GatewayRoute;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.testkit.CustomResources;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.FakeRoute;
import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficRequest;
import dev.bluegreen.testkit.traffic.TrafficResult;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Moves an HTTPRoute to GREEN by a tenth at a time, under traffic through its gateway, and shows which share of the requests
 * GREEN answers. On the fake cluster, in steps of ten seconds of virtual time, with some real requests in each.
 */
public final class GradualExample {

    private static final ReleaseSpec SHOP = ReleaseSpec.of("shop");
    private static final Schedule SCHEDULE = Schedule.linear(10, Duration.ofMinutes(1));
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final int REQUESTS = 20;
    private static final int REQUESTS_PER_SECOND = 400;
    private static final int RECENT = 100;

    private final PrintStream out;
    private final ShareView view;

    /** Redraws a line where there is a terminal. */
    public GradualExample(PrintStream out, boolean terminal) {
        this.out = out;
        this.view = new ShareView(out, terminal);
    }

    /** True if every step was seen, all traffic is on GREEN, and no request failed. */
    public boolean run() {
        try (FakeCluster cluster = FakeCluster.start().install(CustomResources.GATEWAY_API);
                Fabric8Platform platform = Fabric8Platform.of(cluster.client()).withTime(cluster.time())) {
            cluster.app("shop").deploy();
            cluster.applyResource(GradualExample.class, "route.yaml").awaitReady();
            FakeRoute gateway = cluster.httpRoute("shop");
            cluster.settle();
            try (Traffic traffic =
                    gateway.traffic().ratePerSecond(REQUESTS_PER_SECOND).start()) {
                return play(cluster, platform, traffic);
            }
        }
    }

    private boolean play(FakeCluster cluster, Fabric8Platform platform, Traffic traffic) {
        GatewayRoute route = platform.httpRoute("shop");
        Release release = BlueGreen.release(SHOP.name())
                .on(platform)
                .cutover(route)
                .schedule(SCHEDULE)
                .build();
        out.println("gradual on the embedded fake cluster and its gateway; a minute takes a third of a second");
        out.println(release.plan(GREEN));
        out.println();

        Instant began = cluster.time().now();
        cluster.clock().manual();
        CompletableFuture<CutoverReport> cutover =
                release.start(GREEN).completion().toCompletableFuture();
        while (!cutover.isDone()) {
            cluster.clock().advance(STEP);
            traffic.awaitEnded(REQUESTS);
            show(cluster, began, route, traffic);
        }
        traffic.awaitEnded(RECENT);
        show(cluster, began, route, traffic);
        view.end();
        out.println(cutover.join());
        return table(traffic.stop());
    }

    private void show(FakeCluster cluster, Instant began, GatewayRoute route, Traffic traffic) {
        List<TrafficRequest> all = traffic.soFar().requests();
        TrafficResult recent = new TrafficResult(all.subList(Math.max(0, all.size() - RECENT), all.size()));
        long green = 100 * recent.byTrack().getOrDefault(GREEN, 0L) / Math.max(1, recent.answered());
        view.show(new Frame(
                Duration.between(began, cluster.time().now()),
                route.observe(SHOP).split(),
                Math.toIntExact(green),
                traffic.soFar().failed()));
    }

    private boolean table(TrafficResult result) {
        out.println("answered by BLUE: " + result.byTrack().get(BLUE) + ", by GREEN: "
                + result.byTrack().get(GREEN));
        out.println("failed requests: " + result.failed());
        return result.failed() == 0
                && view.steps() >= SCHEDULE.steps().size()
                && view.last().equals(TrafficSplit.all(GREEN));
    }
}
