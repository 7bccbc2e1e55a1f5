package dev.bluegreen.examples;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.aws.Aws;
import dev.bluegreen.aws.IamPolicy;
import dev.bluegreen.aws.alb.TargetGroupCutover;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficResult;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/**
 * Moves the weights of a load balancer's listener from the target group of BLUE to that of GREEN under traffic through that
 * listener, goes back, moves again and retires BLUE. Against the fakes of the testkit, in virtual time: only the traffic is
 * in real time.
 */
final class AlbExample {

    private static final int REQUESTS_PER_SECOND = 200;
    private static final int BETWEEN_STEPS = 100;

    private final PrintStream out;

    AlbExample(PrintStream out) {
        this.out = out;
    }

    /** True if no request failed, both tracks served, and BLUE got nothing any more when it was retired. */
    boolean run() {
        try (AlbScene scene = new AlbScene();
                Traffic traffic = scene.alb
                        .traffic(scene.listener)
                        .newConnections()
                        .ratePerSecond(REQUESTS_PER_SECOND)
                        .start()) {
            return play(scene, traffic);
        }
    }

    private boolean play(AlbScene scene, Traffic traffic) {
        Release release = release(scene);
        out.println("alb on the embedded fake cluster and a fake load balancer; their minutes take milliseconds");
        traffic.awaitAnswered(BETWEEN_STEPS);
        plan(release);

        heading("switch to GREEN");
        CutoverReport first = release.switchTo(GREEN);
        serve(traffic, GREEN);

        heading("roll back to BLUE");
        release.rollBack();
        serve(traffic, BLUE);

        heading("switch to GREEN again");
        CutoverReport last = release.switchTo(GREEN);
        serve(traffic, GREEN);

        heading("retire BLUE, once the load balancer follows the new weights for sure");
        Waiting.until(scene.platform.time(), last.times().trafficVerified().orElseThrow());
        long before = traffic.soFar().byTrack().getOrDefault(BLUE, 0L);
        release.retire(BLUE);
        traffic.awaitAnswered(BETWEEN_STEPS);

        milestones(first.times());
        heading("as seen by clients");
        return table(traffic.stop(), before);
    }

    private Release release(AlbScene scene) {
        return BlueGreen.release("shop")
                .on(scene.platform)
                .cutover(TargetGroupCutover.between(Aws.on(scene.platform), scene.client, scene.blue, scene.green)
                        .defaultAction(scene.listener))
                .listener(new ProgressPrinter(out))
                .build();
    }

    private void plan(Release release) {
        heading("the plan: every write, in order, before any is made");
        out.println(release.plan(GREEN));
        heading("IAM policy");
        out.println(IamPolicy.of(release.plan(GREEN)));
    }

    private void serve(Traffic traffic, Track track) {
        traffic.awaitTrack(track);
        traffic.awaitAnswered(BETWEEN_STEPS);
    }

    private void milestones(CutoverReport.Times times) {
        heading("milestones of the first switch, after the call");
        Instant called = times.started();
        row("CONFIG_APPLIED", since(called, times.applied().orElseThrow()));
        row("CONFIG_VERIFIED", since(called, times.verified().orElseThrow()));
        row("TRAFFIC_VERIFIED", since(called, times.trafficVerified().orElseThrow()));
    }

    private boolean table(TrafficResult result, long blueBeforeRetirement) {
        long blue = result.byTrack().getOrDefault(BLUE, 0L);
        long green = result.byTrack().getOrDefault(GREEN, 0L);
        row("requests sent", Long.toString(result.sent()));
        row("answered by BLUE", Long.toString(blue));
        row("answered by GREEN", Long.toString(green));
        row("by BLUE when retired", Long.toString(blue - blueBeforeRetirement));
        out.println("failed requests: " + result.failed());
        return result.failed() == 0 && blue > 0 && green > 0 && blue == blueBeforeRetirement;
    }

    private void heading(String text) {
        out.println("\n== " + text);
    }

    private void row(String name, String value) {
        out.printf("%-24s %s%n", name, value);
    }

    private static String since(Instant start, Instant at) {
        return "%.1f s".formatted(Duration.between(start, at).toMillis() / 1000.0);
    }
}
