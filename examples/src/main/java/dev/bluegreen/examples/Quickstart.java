package dev.bluegreen.examples;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.event.Slf4jAudit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficResult;
import dev.bluegreen.testkit.traffic.TrafficSpec;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Switches an app from BLUE to GREEN under load, goes back, switches again and retires BLUE, and counts the requests that
 * failed meanwhile. On the embedded cluster; with {@code --cluster} on that of {@code KUBECONFIG}.
 */
final class Quickstart {

    static final String MANIFEST = "quickstart/myapp.yaml";
    static final String SERVICE = "myapp-svc";

    private static final int BETWEEN_STEPS = 250;
    private static final int ENOUGH = 1_000;

    private final PrintStream out;

    Quickstart(PrintStream out) {
        this.out = out;
    }

    /** True if no request failed and, where there is traffic that tells, both tracks served. */
    boolean run(List<String> args) {
        try (Scene scene = args.contains("--cluster") ? new RealScene() : new FakeScene()) {
            out.println("quickstart on " + scene.describe());
            Optional<Traffic> traffic = scene.traffic().map(TrafficSpec::start);
            try {
                return play(scene, traffic);
            } finally {
                traffic.ifPresent(Traffic::close);
            }
        }
    }

    private boolean play(Scene scene, Optional<Traffic> traffic) {
        Release release = release(scene);
        awaitAnswers(traffic);

        heading("the plan: every write, in order, before any is made");
        out.println(release.plan(GREEN));

        heading("switch to GREEN");
        long called = scene.platform().time().nanos();
        CutoverReport first = release.switchTo(GREEN);
        traffic.filter(sent -> scene.tellsTracks()).ifPresent(sent -> sent.awaitTrack(GREEN));
        awaitAnswers(traffic);

        heading("roll back to BLUE: one write");
        release.rollBack();
        awaitAnswers(traffic);

        heading("switch to GREEN again");
        CutoverReport last = release.switchTo(GREEN);
        awaitAnswers(traffic);

        retire(scene, release, last);
        awaitAnswers(traffic);

        heading("as seen by clients");
        return traffic.map(sent -> table(sent.stop(), called, first, scene.tellsTracks()))
                .orElseGet(this::noTraffic);
    }

    private Release release(Scene scene) {
        return BlueGreen.release("myapp")
                .on(scene.platform())
                .cutover(scene.platform().selectorPatch(SERVICE).settlesWithin(scene.settleBound()))
                .listener(new ProgressPrinter(out))
                .listener(new Slf4jAudit())
                .build();
    }

    private void retire(Scene scene, Release release, CutoverReport last) {
        heading("retire BLUE, once no node can send it traffic any more");
        Waiting.until(scene.platform().time(), last.times().trafficVerified().orElseThrow());
        release.retire(BLUE);
        out.println(release.status());
    }

    private boolean table(TrafficResult result, long called, CutoverReport first, boolean tellsTracks) {
        long blue = result.byTrack().getOrDefault(BLUE, 0L);
        long green = result.byTrack().getOrDefault(GREEN, 0L);
        row("requests sent", Long.toString(result.sent()));
        if (tellsTracks) {
            row("answered by BLUE", Long.toString(blue));
            row("answered by GREEN", Long.toString(green));
            result.since(called)
                    .firstAnswer(GREEN)
                    .ifPresent(at -> row("call to first GREEN answer", millis(Duration.ofNanos(at - called))));
        }
        first.times()
                .verified()
                .ifPresent(at -> row(
                        "call to proof", millis(Duration.between(first.times().started(), at))));
        result.failures().stream().limit(5).forEach(failure -> row("failed", failure.toString()));
        out.println("failed requests: " + result.failed());
        boolean bothServed = !tellsTracks || (blue > 0 && green > 0);
        return result.failed() == 0 && result.sent() >= ENOUGH && bothServed;
    }

    private boolean noTraffic() {
        out.println("no traffic was sent: the Service cannot be reached from here");
        return true;
    }

    private static void awaitAnswers(Optional<Traffic> traffic) {
        traffic.ifPresent(sent -> sent.awaitAnswered(BETWEEN_STEPS));
    }

    private void heading(String text) {
        out.println();
        out.println("== " + text);
    }

    private void row(String name, String value) {
        out.printf("%-28s %s%n", name, value);
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
