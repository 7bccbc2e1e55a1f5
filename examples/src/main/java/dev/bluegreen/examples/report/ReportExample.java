package dev.bluegreen.examples.report;

import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.report.ConsoleProgress;
import dev.bluegreen.report.HtmlReport;
import dev.bluegreen.report.ReportCollector;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.PodSelector;
import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficRequest;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A cutover under traffic whose new version begins to fail in the bake, so that traffic goes back; and its report as a page of
 * HTML, with charts of the objective and of the traffic. On the embedded cluster, in real time.
 */
public final class ReportExample {

    private static final String MANIFEST = "/dev/bluegreen/examples/fullrelease/shop.yaml";
    private static final String SERVICE = "shop-svc";
    private static final PodSelector GREEN_PODS = PodSelector.pods("app=shop,track=green");
    private static final double BROKEN = 0.3;
    private static final Duration SETTLES = Duration.ofSeconds(1);
    private static final Duration BAKE = Duration.ofSeconds(20);
    private static final Duration HEALTHY = Duration.ofSeconds(2);
    private static final int REQUESTS_PER_SECOND = 200;
    private static final int BEFORE_AND_AFTER = 300;

    private final PrintStream out;
    private final Path file;

    /** @param file where the page is written */
    public ReportExample(PrintStream out, Path file) {
        this.out = out;
        this.file = file;
    }

    /** True if traffic went back as it should, and the page is written. */
    public boolean run() {
        try (FakeCluster cluster = FakeCluster.startInRealTime();
                Fabric8Platform platform = Fabric8Platform.of(cluster.client()).withTime(cluster.time())) {
            cluster.applyResource(ReportExample.class, MANIFEST).awaitReady();
            ReportCollector collector = ReportCollector.create();
            Release release = release(cluster, platform, collector);
            out.println(release.stage(GREEN).image("registry/shop:v2").apply());
            Instant began = cluster.time().now();
            long beganNanos = cluster.time().nanos();
            try (Traffic traffic =
                    cluster.traffic(SERVICE).ratePerSecond(REQUESTS_PER_SECOND).start()) {
                return play(release, collector, traffic, request -> began.plusNanos(request.sentNanos() - beganNanos));
            }
        }
    }

    private boolean play(Release release, ReportCollector collector, Traffic traffic, Clock clock) {
        traffic.awaitAnswered(BEFORE_AND_AFTER);
        CutoverPlan plan = release.plan(GREEN);
        CutoverReport report = switchTo(release);
        traffic.awaitAnswered(BEFORE_AND_AFTER);
        traffic.stop().requests().forEach(request -> count(collector, request, clock.at(request)));

        Path page = HtmlReport.of(report).plan(plan).collected(collector).writeTo(file);
        out.println("report: " + page);
        return report.outcome() == Outcome.ROLLED_BACK;
    }

    private Release release(FakeCluster cluster, Fabric8Platform platform, ReportCollector collector) {
        URI address = cluster.service(SERVICE).uri();
        Slo errors =
                Slo.http(address).failureRateThreshold(10).named("error rate").breachedBy(3, 3);
        return BlueGreen.release("shop")
                .on(platform)
                .cutover(platform.selectorPatch(SERVICE).settlesWithin(SETTLES))
                .smokeTest(SmokeTest.get("/healthz").expectStatus(200))
                .trafficProbe(TrafficProbe.get(address)
                        .expectHeader("X-Track", "green")
                        .inARow(20))
                .bake(Bake.lasting(BAKE).every(Duration.ofMillis(250)).watching(errors.observedBy(collector)))
                .requestedBy("ann", "OPS-12")
                .listener(ConsoleProgress.plain(out))
                .listener(event -> breakInBake(event, cluster))
                .build();
    }

    /** GREEN is well at first. */
    private static void breakInBake(CutoverEvent event, FakeCluster cluster) {
        if (event.kind() == Kind.PHASE && event.phase() == Phase.BAKE) {
            cluster.time().after(HEALTHY, () -> cluster.behave(GREEN_PODS, Behaviour.failing(BROKEN)));
        }
    }

    private static CutoverReport switchTo(Release release) {
        try {
            return release.switchTo(GREEN);
        } catch (CutoverException e) {
            return e.report();
        }
    }

    private static void count(ReportCollector collector, TrafficRequest request, Instant at) {
        if (request.failed() || request.track() == null) {
            collector.failed(at);
        } else {
            collector.answered(at, request.track());
        }
    }

    /** When a request was sent: the traffic knows only how long after another it was. */
    private interface Clock {

        Instant at(TrafficRequest request);
    }
}
