package dev.bluegreen.examples;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.IamPolicy;
import dev.bluegreen.aws.route53.Route53Cutover;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.spi.Time;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/**
 * Moves a name in Route 53 from the load balancer of BLUE to that of GREEN under traffic of clients that resolve it, waits
 * until no client can hold an old answer, and retires BLUE. Against the fakes of the testkit, in virtual time.
 */
final class Route53Example {

    private static final int CLIENTS = 4;
    private static final Duration WARM_UP = Duration.ofSeconds(40);

    private final PrintStream out;

    Route53Example(PrintStream out) {
        this.out = out;
    }

    /** True if no request failed, and none went to BLUE after its answers had run out. */
    boolean run() {
        try (DnsScene scene = new DnsScene();
                DnsTraffic traffic = new DnsTraffic(scene, CLIENTS)) {
            return play(scene, traffic);
        }
    }

    private boolean play(DnsScene scene, DnsTraffic traffic) {
        Time time = scene.cluster.time();
        Release release = release(scene);
        Waiting.until(time, time.now().plus(WARM_UP));
        out.println("route53 on the embedded fake cluster and a fake Route 53; their minutes take milliseconds");
        plan(release);

        out.println("== switch to GREEN");
        CutoverReport.Times times = release.switchTo(GREEN).times();
        Instant settled = times.trafficVerified().orElseThrow();

        out.println("\n== retire BLUE, once no client can hold an old answer");
        Waiting.until(time, settled);
        release.retire(BLUE);
        Instant retired = time.now();
        Waiting.until(time, settled.plus(WARM_UP));
        traffic.close();

        milestones(times, traffic.last(BLUE).orElseThrow(), retired);
        return table(traffic) && traffic.last(BLUE).orElseThrow().isBefore(settled);
    }

    private Release release(DnsScene scene) {
        return BlueGreen.release("shop")
                .on(scene.platform)
                .cutover(Route53Cutover.using(Aws.on(scene.platform), scene.client)
                        .hostedZone(DnsScene.ZONE)
                        .record(DnsScene.NAME)
                        .weighted("blue", "green"))
                .listener(new ProgressPrinter(out))
                .build();
    }

    private void plan(Release release) {
        CutoverPlan plan = release.plan(GREEN);
        out.println("\n== the plan: every write, in order, before any is made");
        out.println(plan);
        out.println("\n== IAM policy");
        out.println(IamPolicy.of(plan));
    }

    private void milestones(CutoverReport.Times times, Instant lastOfBlue, Instant retired) {
        Instant called = times.started();
        out.println("\n== milestones, after the call");
        row("CONFIG_APPLIED", since(called, times.applied().orElseThrow()));
        row("CONFIG_VERIFIED", since(called, times.verified().orElseThrow()));
        row("TRAFFIC_VERIFIED", since(called, times.trafficVerified().orElseThrow()));
        row("last answer of BLUE", since(called, lastOfBlue));
        row("BLUE retired", since(called, retired));
    }

    private boolean table(DnsTraffic traffic) {
        row("requests sent", Integer.toString(traffic.served().size()));
        row("answered by BLUE", Long.toString(traffic.answeredBy(BLUE)));
        row("answered by GREEN", Long.toString(traffic.answeredBy(GREEN)));
        out.println("failed requests: " + traffic.failed());
        return traffic.failed() == 0 && traffic.answeredBy(GREEN) > 0;
    }

    private void row(String name, String value) {
        out.printf("%-24s %s%n", name, value);
    }

    private static String since(Instant start, Instant at) {
        return "%.1f s".formatted(Duration.between(start, at).toMillis() / 1000.0);
    }
}
