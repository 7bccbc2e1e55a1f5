package dev.bluegreen.examples;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.Release;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.examples.Releaser.Order;
import dev.bluegreen.examples.process.Child;
import dev.bluegreen.examples.process.FastTime;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.ReleaseStatus.Lock;
import dev.bluegreen.result.Unfinished;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A process is killed, or told to end, while it cuts over through the cluster's real HTTP API; this one goes on, in virtual time:
 * what was asked for is done as if nothing had happened.
 */
@Tag("exhaustive")
class SecondJvmTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int SIGTERM = 128 + 15;

    /** How much faster time runs than it does, for both processes. */
    private static final int FACTOR = 3;

    private final AlbScene scene = new AlbScene();
    private final List<String> said = new ArrayList<>();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void whoIsKilledInAWaitForApprovalIsReplacedAndTheApprovalCounts() {
        Order order = Order.in(scene, LONG, LONG);
        String command;
        try (Child child = start(order)) {
            command = child.readUntil("approve by");
            child.kill();
        }
        Approver.approve(scene.cluster, command);

        assertGoesOn(order, LONG.multipliedBy(3), 3);
    }

    @Test
    void whoIsKilledInAStepIsReplacedAndTheStepIsHeld() {
        Order order = Order.in(scene, LONG, LONG);
        try (Child child = start(order)) {
            Approver.approve(scene.cluster, child.readUntil("approve by"));
            child.readUntil("holds 90/10");
            child.kill();
        }
        assertThat(scene.alb.weights(scene.listener)).containsValues(90, 10);

        assertGoesOn(order, LONG.multipliedBy(3), 2);
    }

    @Test
    void whoIsKilledInABakeIsReplacedAndTheBakeIsWatched() {
        Order order = Order.in(scene, SHORT, LONG);
        try (Child child = start(order)) {
            reachBake(child);
            child.kill();
        }

        assertGoesOn(order, LONG, 0);
    }

    @Test
    void aServiceThatIsTerminatedInABakeLeavesItToTheNextProcess() {
        Order order = Order.in(scene, SHORT, LONG);
        try (Child child = start(order)) {
            reachBake(child);
            assertThat(child.terminate()).isEqualTo(SIGTERM);
        }
        assertThat(said).anyMatch(line -> line.contains("was left in BAKE, because"));
        Unfinished left = here(order).status().unfinished().orElseThrow();
        assertThat(left.state()).isEqualTo(Unfinished.State.DEAD);
        assertThat(left.phase()).isEqualTo(Phase.BAKE);
        assertThat(here(order).status().lock().map(Lock::holder)).isEmpty();

        assertGoesOn(order, LONG, 0);
    }

    private void reachBake(Child child) {
        Approver.approve(scene.cluster, child.readUntil("approve by"));
        child.readUntil(" BAKE");
    }

    /** The cluster's time moves while this process waits for the other. */
    private Child start(Order order) {
        FastTime time = FastTime.from(FACTOR, scene.cluster.time().now());
        return Child.start(
                Releaser.class,
                order.args(Releaser.SWITCH, time),
                said::add,
                () -> scene.cluster.clock().advance(Duration.ofMillis(10 * FACTOR)));
    }

    private Release here(Order order) {
        return order.release(scene.platform, scene.client, event -> {});
    }

    private void assertGoesOn(Order order, Duration whole, long writes) {
        Release release = here(order);
        Instant begun = scene.cluster.time().now();
        long before = moves();

        CutoverReport report = release.resume();

        assertThat(report.outcome()).isEqualTo(Outcome.SWITCHED);
        assertThat(Duration.between(begun, scene.cluster.time().now()))
                .as("what is left; the process before may have watched some of it")
                .isBetween(whole.dividedBy(2), whole.plusMinutes(2));
        PastCutover past = release.status().history().get(0);
        assertThat(past.id()).isEqualTo(report.id());
        assertThat(said).anyMatch(line -> line.contains("took the lock"));
        assertThat(past.reason()).contains("approved at", "claims to be ann", "resumed by");
        assertThat(past.objectives())
                .singleElement()
                .satisfies(objective -> assertThat(objective.samples()).isGreaterThan(5));
        assertThat(release.status().routers())
                .singleElement()
                .satisfies(router -> assertThat(router.split()).isEqualTo(TrafficSplit.all(GREEN)));
        assertThat(release.status().unfinished()).isEmpty();
        assertThat(moves() - before).isEqualTo(writes);
    }

    private long moves() {
        return scene.alb.requests().stream()
                .filter(request -> request.action().equals("ModifyListener"))
                .count();
    }
}
