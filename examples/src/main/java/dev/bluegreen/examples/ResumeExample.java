package dev.bluegreen.examples;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.Release;
import dev.bluegreen.examples.Releaser.Order;
import dev.bluegreen.examples.process.Child;
import dev.bluegreen.examples.process.FastTime;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.testkit.traffic.Traffic;
import dev.bluegreen.testkit.traffic.TrafficResult;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One cutover with an approval, two steps and a bake, whose process is killed three times: each time another process goes on,
 * while traffic flows through the load balancer. The processes are real ones, the cluster and the load balancer are the fakes of
 * the testkit.
 */
final class ResumeExample {

    private static final int FACTOR = 5;
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
    private static final Duration PAUSE = Duration.ofSeconds(20);
    private static final Duration BAKE = Duration.ofSeconds(30);
    private static final Duration WATCHED = Duration.ofSeconds(12);
    private static final int REQUESTS_PER_SECOND = 100;
    private static final int BETWEEN_STEPS = 100;

    private final PrintStream out;
    private final FastTime time = FastTime.from(FACTOR, START);
    private final List<String> said = new ArrayList<>();
    private int processes;
    private int killed;
    private int resumed;

    ResumeExample(PrintStream out) {
        this.out = out;
    }

    /** True if the cutover ended as was asked for, and no request failed. */
    boolean run() {
        out.println("resume on the embedded fake cluster and a fake load balancer, where time runs " + FACTOR
                + " times faster: the lease of a dead process runs out in " + 30 / FACTOR + " s");
        try (AlbScene scene = new AlbScene(time);
                Traffic traffic = scene.alb
                        .traffic(scene.listener)
                        .newConnections()
                        .ratePerSecond(REQUESTS_PER_SECOND)
                        .start()) {
            traffic.awaitAnswered(BETWEEN_STEPS);
            return play(scene, traffic);
        }
    }

    private boolean play(AlbScene scene, Traffic traffic) {
        Order order = Order.in(scene, PAUSE, BAKE);
        heading("process 1 switches to GREEN, and is killed while it waits for the approval");
        String command;
        try (Child child = start(Releaser.SWITCH, order)) {
            command = child.readUntil("approve by");
            kill(child);
        }
        out.println("ann approves, while nobody waits for it");
        Approver.approve(scene.cluster, command);

        heading("process 2 resumes, and is killed while it holds the first step");
        killAfter("holds ", order);

        heading("process 3 resumes, and is killed in the bake");
        killAfter(" BAKE", order);

        heading("process 4 resumes, and ends it");
        boolean succeeded;
        try (Child child = start(Releaser.RESUME, order)) {
            succeeded = child.exit() == 0;
        }
        traffic.awaitAnswered(BETWEEN_STEPS);
        return ended(scene, order, traffic.stop()) && succeeded;
    }

    private void killAfter(String text, Order order) {
        try (Child child = start(Releaser.RESUME, order)) {
            child.readUntil(text);
            Waiting.until(time, time.now().plus(WATCHED));
            kill(child);
        }
    }

    private Child start(String verb, Order order) {
        said.clear();
        int number = ++processes;
        return Child.start(
                Releaser.class,
                order.args(verb, time),
                line -> {
                    said.add(line);
                    out.println(number + " |" + line);
                },
                () -> {});
    }

    private void kill(Child child) {
        child.kill();
        killed++;
        out.println("process " + processes + " is killed");
        countResumed();
    }

    /** One that has taken the lock over goes on. */
    private void countResumed() {
        if (processes > 1 && said.stream().anyMatch(line -> line.contains("took the lock"))) {
            resumed++;
        }
    }

    private boolean ended(AlbScene scene, Order order, TrafficResult result) {
        countResumed();
        heading("the release");
        Release release = order.release(scene.platform, scene.client, event -> {});
        ReleaseStatus status = release.status();
        out.println(status);

        heading("as seen by clients");
        long blue = result.byTrack().getOrDefault(BLUE, 0L);
        long green = result.byTrack().getOrDefault(GREEN, 0L);
        out.printf("%-24s %d%n", "requests sent", result.sent());
        out.printf("%-24s %d%n", "answered by BLUE", blue);
        out.printf("%-24s %d%n", "answered by GREEN", green);
        result.failures().stream().limit(5).forEach(failure -> out.println("failed: " + failure));
        out.println("killed " + killed + ", resumed " + resumed + ", failed requests: " + result.failed());
        boolean isOnce = status.history().size() == 1 && status.history().get(0).outcome() == Outcome.SWITCHED;
        return isOnce && killed == 3 && resumed == 3 && result.failed() == 0 && blue > 0 && green > 0;
    }

    private void heading(String text) {
        out.println("\n== " + text);
    }
}
