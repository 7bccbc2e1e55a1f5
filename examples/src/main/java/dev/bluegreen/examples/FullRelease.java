package dev.bluegreen.examples;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.check.TrafficProbe;
import dev.bluegreen.check.slo.Bake;
import dev.bluegreen.check.slo.Slo;
import dev.bluegreen.check.smoke.SmokeTest;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.RefusedException;
import dev.bluegreen.testkit.Behaviour;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.PodSelector;
import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficResult;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * A whole release under load: stages GREEN, tests it, waits for an approval, switches, and comes back by itself, because
 * GREEN fails once it has the traffic; then the same with a GREEN that is mended, after which BLUE is kept as standby and
 * retired. On the embedded cluster, in real time.
 */
final class FullRelease {

    private static final String SERVICE = "shop-svc";
    private static final PodSelector GREEN_PODS = PodSelector.pods("app=shop,track=green");
    private static final double BROKEN = 0.3;
    private static final Duration SETTLES = Duration.ofSeconds(1);
    private static final Duration STANDBY = Duration.ofSeconds(6);
    private static final int REQUESTS_PER_SECOND = 500;
    private static final int BETWEEN_STEPS = 250;

    private final PrintStream out;

    FullRelease(PrintStream out) {
        this.out = out;
    }

    /** True if everything went as described, and only the requests that GREEN was made to fail did. */
    boolean run() {
        try (FakeCluster cluster = FakeCluster.startInRealTime();
                Fabric8Platform platform = Fabric8Platform.of(cluster.client()).withTime(cluster.time())) {
            cluster.applyResource(FullRelease.class, "fullrelease/shop.yaml").awaitReady();
            try (Traffic traffic =
                    cluster.traffic(SERVICE).ratePerSecond(REQUESTS_PER_SECOND).start()) {
                traffic.awaitAnswered(BETWEEN_STEPS);
                return play(cluster, platform, traffic);
            }
        }
    }

    private boolean play(FakeCluster cluster, Fabric8Platform platform, Traffic traffic) {
        Release release = release(cluster, platform);
        stageAndPlan(release);
        CutoverReport failed = switchAndComeBack(release, traffic);
        stageMended(cluster, platform, release, failed);
        CutoverReport switched = switchToGreen(release, traffic);
        boolean kept = isKept(release);
        retire(platform, release, switched);
        traffic.awaitAnswered(BETWEEN_STEPS);

        heading("as seen by clients");
        return table(traffic.stop()) && kept && failed.outcome() == Outcome.ROLLED_BACK;
    }

    private Release release(FakeCluster cluster, Fabric8Platform platform) {
        URI address = cluster.service(SERVICE).uri();
        return BlueGreen.release("shop")
                .on(platform)
                .cutover(platform.selectorPatch(SERVICE).settlesWithin(SETTLES))
                .smokeTest(SmokeTest.get("/healthz").expectStatus(200))
                .approval(platform.annotationApproval().within(Duration.ofMinutes(1)))
                .trafficProbe(TrafficProbe.get(address)
                        .expectHeader("X-Track", "green")
                        .inARow(20))
                .bake(Bake.lasting(Duration.ofSeconds(2))
                        .every(Duration.ofMillis(250))
                        .watching(Slo.http(address).failureRateThreshold(10)))
                .standby(STANDBY)
                .listener(new ProgressPrinter(out))
                .listener(new Approver(cluster))
                .listener(new BreaksInBake(() -> cluster.behave(GREEN_PODS, Behaviour.failing(BROKEN))))
                .build();
    }

    private void stageAndPlan(Release release) {
        heading("stage v2 as GREEN, a clone of BLUE");
        out.println(release.stage(GREEN).image("registry/shop:v2").apply());

        heading("the plan: every write, in order, before any is made");
        out.println(release.plan(GREEN));
    }

    private CutoverReport switchAndComeBack(Release release, Traffic traffic) {
        heading("switch to GREEN, which begins to fail once it has the traffic");
        CutoverReport report = comesBack(release);
        traffic.awaitAnswered(BETWEEN_STEPS);
        return report;
    }

    private CutoverReport comesBack(Release release) {
        try {
            return release.switchTo(GREEN);
        } catch (CutoverException e) {
            out.println(e.getMessage());
            return e.report();
        }
    }

    private void stageMended(FakeCluster cluster, Fabric8Platform platform, Release release, CutoverReport failed) {
        heading("stage v3, which is mended, once no node sends GREEN anything any more");
        Waiting.until(platform.time(), failed.times().trafficVerified().orElseThrow());
        cluster.behave(GREEN_PODS, Behaviour.failing(0));
        out.println(release.stage(GREEN).image("registry/shop:v3").apply());
    }

    private CutoverReport switchToGreen(Release release, Traffic traffic) {
        heading("switch to GREEN");
        CutoverReport report = release.switchTo(GREEN);
        traffic.awaitAnswered(BETWEEN_STEPS);
        return report;
    }

    private boolean isKept(Release release) {
        heading("BLUE is kept as standby, and not retired before its time");
        boolean kept = isRefused(release);
        out.println(release.status());
        return kept;
    }

    private boolean isRefused(Release release) {
        try {
            release.retire(BLUE);
            return false;
        } catch (RefusedException e) {
            out.println(e.getMessage());
            return true;
        }
    }

    private void retire(Fabric8Platform platform, Release release, CutoverReport switched) {
        heading("retire BLUE, once its standby is over");
        Waiting.until(
                platform.time(),
                switched.times().trafficVerified().orElseThrow().plus(STANDBY));
        out.println(release.retire(BLUE));
    }

    private boolean table(TrafficResult result) {
        row("requests sent", result.sent());
        result.byVersion().forEach((version, answers) -> row("answered by " + version, answers));
        long failed = result.failed() - result.injected();
        result.failures().stream()
                .filter(failure -> !failure.injected())
                .limit(5)
                .forEach(failure -> out.println("failed: " + failure));
        out.println("injected failures: " + result.injected());
        out.println("failed requests: " + failed);
        boolean allServed = result.byVersion().keySet().containsAll(Set.of("v1", "v2", "v3"));
        return failed == 0 && result.injected() > 0 && allServed;
    }

    private void heading(String text) {
        out.println();
        out.println("== " + text);
    }

    private void row(String name, long value) {
        out.printf("%-20s %d%n", name, value);
    }
}
