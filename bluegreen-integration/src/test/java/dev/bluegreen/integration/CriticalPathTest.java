package dev.bluegreen.integration;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.request.ApiLatency;
import dev.bluegreen.testkit.request.RequestTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What operations cost on the model of a real API server, to the number: a shortcut shows as a smaller one, and is to be
 * written down here and in docs/performance.md.
 */
class CriticalPathTest {

    private static final String SERVICE = "shop-svc";

    @Test
    void theFirstSwitchOfAProcessOpensItsWatches() {
        try (FakeCluster cluster = cluster();
                Fabric8Platform platform = platform(cluster)) {
            Release release = release(platform).build();

            RequestTrace path = cluster.api().trace(() -> release.switchTo(GREEN));

            assertPath(path, "5 steps, 14 requests, 40 ms");
        }
    }

    @Test
    void aWarmSwitch() {
        try (FakeCluster cluster = cluster();
                Fabric8Platform platform = platform(cluster)) {
            Release release = warm(cluster, release(platform).build());

            RequestTrace path = cluster.api().trace(() -> release.switchTo(GREEN));

            assertPath(path, "4 steps, 9 requests, 36 ms");
            assertThat(path.bySteps()).extracting(List::size).containsExactly(6, 1, 1, 1);
        }
    }

    /** What preflight read no longer counts then: all but the pods, which are watched, is read again, and nothing listed. */
    @Test
    void aWarmSwitchAfterASmokeTest() {
        try (FakeCluster cluster = cluster();
                Fabric8Platform platform = platform(cluster)) {
            Release release = warm(
                    cluster,
                    release(platform)
                            .smokeTest(asked -> Evidence.confirmed("smoke", "shop", "it answers"))
                            .build());

            RequestTrace path = cluster.api().trace(() -> release.switchTo(GREEN));

            assertPath(path, "6 steps, 13 requests, 45 ms");
            assertThat(path.entries().stream().skip(path.bySteps().get(0).size()))
                    .as("after the first write")
                    .extracting(RequestTrace.Entry::verb)
                    .doesNotContain("list");
        }
    }

    @Test
    void aRollbackByHand() {
        try (FakeCluster cluster = cluster();
                Fabric8Platform platform = platform(cluster)) {
            Release release = warm(cluster, release(platform).build());
            release.switchTo(GREEN);
            idle(cluster);

            RequestTrace path = cluster.api().trace(release::rollBack);

            assertPath(path, "4 steps, 7 requests, 36 ms");
            assertThat(path.bySteps()).extracting(List::size).containsExactly(4, 1, 1, 1);
        }
    }

    @Test
    void aWayBackInABake() {
        try (FakeCluster cluster = cluster();
                Fabric8Platform platform = platform(cluster)) {
            warm(cluster, release(platform).build());
            Release baked = release(platform).bake(Duration.ofMinutes(10)).build();

            RequestTrace path = inABake(cluster, () -> baked.start(GREEN));

            assertPath(path, "2 steps, 2 requests, 27 ms");
            assertThat(path.entries()).extracting(RequestTrace.Entry::verb).containsExactly("patch", "update");
        }
    }

    @Test
    void aRetirement() {
        try (FakeCluster cluster = cluster();
                Fabric8Platform platform = platform(cluster)) {
            Release release = warm(cluster, release(platform).build());
            CutoverReport moved = release.switchTo(GREEN);
            cluster.clock()
                    .advance(Duration.between(
                                    cluster.time().now(),
                                    moved.times().trafficVerified().orElseThrow())
                            .plusSeconds(1));

            RequestTrace path = cluster.api().trace(() -> release.retire(BLUE));

            assertPath(path, "8 steps, 16 requests, 1082 ms");
        }
    }

    @Test
    void theDefaultActionOfAListener() throws Exception {
        try (AwsPath aws = AwsPath.defaultAction()) {
            assertPaths(
                    aws,
                    "moved in step 8, by request 26; 21 steps, 64 requests, 31910 ms",
                    "moved in step 5, by request 11; 17 steps, 45 requests, 31610 ms");
        }
    }

    @Test
    void aRuleOfAListener() throws Exception {
        try (AwsPath aws = AwsPath.rule()) {
            assertPaths(
                    aws,
                    "moved in step 8, by request 26; 21 steps, 64 requests, 31910 ms",
                    "moved in step 5, by request 11; 17 steps, 45 requests, 31610 ms");
        }
    }

    @Test
    void weightedRecords() throws Exception {
        try (AwsPath aws = AwsPath.weightedRecords()) {
            assertPaths(
                    aws,
                    "moved in step 12, by request 27; 30 steps, 47 requests, 39605 ms",
                    "moved in step 4, by request 7; 19 steps, 23 requests, 34605 ms");
        }
    }

    @Test
    void failoverRecords() throws Exception {
        try (AwsPath aws = AwsPath.failoverRecords()) {
            assertPaths(
                    aws,
                    "moved in step 16, by request 31; 42 steps, 57 requests, 47505 ms",
                    "moved in step 4, by request 7; 29 steps, 34 requests, 38505 ms");
        }
    }

    private static void assertPaths(AwsPath aws, String switched, String back) {
        Release release = warm(aws.cluster(), aws.release().build());
        RequestTrace there = aws.trace(() -> release.switchTo(GREEN));
        idle(aws.cluster());
        RequestTrace again = aws.trace(release::rollBack);
        assertThat(toTheMove(there) + "; " + there).as(there.waterfall()).isEqualTo(switched);
        assertThat(toTheMove(again) + "; " + again).as(again.waterfall()).isEqualTo(back);
    }

    /** What comes before AWS has taken the move: the rest is how long it is read back, with heartbeats in between. */
    private static String toTheMove(RequestTrace path) {
        RequestTrace.Entry move = path.entries().stream()
                .filter(entry -> entry.target().matches("ModifyListener|ModifyRule|ChangeResourceRecordSets"))
                .findFirst()
                .orElseThrow();
        RequestTrace upTo = path.only(entry -> !entry.end().isAfter(move.end()));
        return "moved in step %d, by request %d".formatted(upTo.steps(), upTo.requests());
    }

    /** Begins a cutover, and traces how it is aborted 25 s later, between two heartbeats. */
    private static RequestTrace inABake(FakeCluster cluster, Supplier<Cutover> begun) {
        List<RequestTrace> paths = new ArrayList<>();
        cluster.api().trace(() -> {
            Cutover cutover = begun.get();
            sleep(cluster, Duration.ofSeconds(25));
            paths.add(cluster.api().trace(() -> {
                cutover.abort("a person saw errors");
                assertThatThrownBy(() -> cutover.await(Duration.ofMinutes(5))).isInstanceOf(CutoverException.class);
            }));
        });
        return paths.get(0);
    }

    private static void sleep(FakeCluster cluster, Duration time) {
        try {
            cluster.time().signal().await(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertPath(RequestTrace path, String expected) {
        assertThat(path).as(path.waterfall()).hasToString(expected);
    }

    private static FakeCluster cluster() {
        FakeCluster cluster = FakeCluster.start();
        cluster.app("shop").service(SERVICE).deploy();
        // Its classes are loaded by one request, before several are made at once.
        cluster.client().services().list();
        cluster.awaitReady().api().latency(ApiLatency.measured());
        idle(cluster);
        return cluster;
    }

    private static Fabric8Platform platform(FakeCluster cluster) {
        return Fabric8Platform.of(cluster.client()).withTime(cluster.time());
    }

    private static ReleaseBuilder release(Fabric8Platform platform) {
        return BlueGreen.release("shop").on(platform).cutover(platform.selectorPatch(SERVICE));
    }

    /** There and back: from then on the watches are open, the classes loaded and the record is there. */
    private static Release warm(FakeCluster cluster, Release release) {
        release.switchTo(GREEN);
        idle(cluster);
        release.rollBack();
        idle(cluster);
        return release;
    }

    /** Nobody writes for a second. */
    private static void idle(FakeCluster cluster) {
        cluster.clock().advance(Duration.ofSeconds(1));
    }
}
