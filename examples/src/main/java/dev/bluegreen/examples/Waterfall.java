package dev.bluegreen.examples;

import static dev.bluegreen.model.Track.GREEN;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.request.ApiLatency;
import dev.bluegreen.testkit.request.RequestTrace;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * What a warm switch, a rollback and a way back in a bake ask of an API server that takes as long as a real one was
 * measured to, request by request in virtual time; and for comparison what an earlier version asked of it.
 */
final class Waterfall {

    private static final Duration BAKE = Duration.ofMinutes(10);
    /** Between two heartbeats, which are counted apart. */
    private static final Duration INTO_THE_BAKE = Duration.ofSeconds(25);

    private final PrintStream out;

    Waterfall(PrintStream out) {
        this.out = out;
    }

    void run() {
        RequestTrace before = before();
        try (FakeCluster cluster = cluster();
                Fabric8Platform platform = Fabric8Platform.of(cluster.client()).withTime(cluster.time())) {
            Release release = release(platform).build();
            release.switchTo(GREEN);
            rolledBack(cluster, release);
            RequestTrace switched = show("switchTo", cluster.api().trace(() -> release.switchTo(GREEN)));
            show("switchTo of commit 987bf20, replayed", before);
            RequestTrace back = show("rollBack", rolledBack(cluster, release));
            RequestTrace wayBack = show("way back in a bake", wayBack(cluster, platform));
            out.printf(
                    "switchTo: %s (before: %d ms); rollBack: %s; way back in a bake: %s%n",
                    switched, before.duration().toMillis(), back, wayBack);
        }
    }

    private static RequestTrace before() {
        try (FakeCluster cluster = cluster()) {
            RequestScript script = new RequestScript(cluster);
            idle(cluster);
            return script.run();
        }
    }

    private static RequestTrace rolledBack(FakeCluster cluster, Release release) {
        idle(cluster);
        RequestTrace trace = cluster.api().trace(release::rollBack);
        idle(cluster);
        return trace;
    }

    /** From the moment at which somebody aborts the bake. */
    private static RequestTrace wayBack(FakeCluster cluster, Fabric8Platform platform) {
        Release baked = release(platform).bake(BAKE).build();
        CompletableFuture<RequestTrace> trace = new CompletableFuture<>();
        cluster.api().trace(() -> {
            Cutover cutover = baked.start(GREEN);
            await(cluster);
            trace.complete(cluster.api().trace(() -> abort(cutover)));
        });
        return trace.join();
    }

    private static void abort(Cutover cutover) {
        cutover.abort("shown in the waterfall");
        try {
            cutover.await(BAKE);
        } catch (CutoverException e) {
            // That is how a cutover that was aborted ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(FakeCluster cluster) {
        try {
            cluster.time().signal().await(INTO_THE_BAKE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RequestTrace show(String operation, RequestTrace trace) {
        out.printf("== %s: %s%nstep      from..to ms%n%s%n", operation, trace, trace.waterfall());
        return trace;
    }

    private static ReleaseBuilder release(Fabric8Platform platform) {
        return BlueGreen.release("shop").on(platform).cutover(platform.selectorPatch("shop-svc"));
    }

    private static FakeCluster cluster() {
        FakeCluster cluster = FakeCluster.start();
        cluster.app("shop").deploy();
        cluster.awaitReady().api().latency(ApiLatency.measured());
        idle(cluster);
        return cluster;
    }

    /** Nobody writes for a second. */
    private static void idle(FakeCluster cluster) {
        cluster.clock().advance(Duration.ofSeconds(1));
    }
}
