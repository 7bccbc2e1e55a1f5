package dev.bluegreen.fabric8.release;

import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.ReleaseBuilder;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.fabric8.Fabric8Platform;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.spi.Time;
import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many releases of one namespace in one process. */
class FleetTest {

    private static final int RELEASES = 12;
    private static final Duration LONG = Duration.ofMinutes(5);

    private final FakeCluster cluster = FakeCluster.start();
    private final CountedTime time = new CountedTime(cluster.time(), new AtomicInteger(), new AtomicInteger());
    private final Fabric8Platform platform =
            Fabric8Platform.of(cluster.client()).withTime(time);

    @BeforeEach
    void deploy() {
        names().forEach(name -> cluster.app(name).replicas(1).apply());
        cluster.awaitReady();
    }

    @AfterEach
    void close() {
        platform.close();
        cluster.close();
    }

    @Test
    void aThrottledApiServerSlowsThemDownAndLosesNone() {
        List<Release> releases = releases(release -> release);
        Instant asked = time.now();
        cluster.faults().on("get").first(5 * RELEASES).then(Fault.status(429, 2));
        cluster.faults().on("list").first(RELEASES).then(Fault.status(429, 2));
        cluster.faults().on("watch").first(4).then(Fault.status(429, 2));
        cluster.faults().on("create").first(RELEASES).then(Fault.status(429, 1));
        cluster.faults().on("patch").first(RELEASES).then(Fault.status(429, 1));
        cluster.faults().on("update").first(RELEASES).then(Fault.status(429, 1));

        List<CutoverReport> reports = atOnce(releases);

        assertThat(reports).extracting(CutoverReport::outcome).containsOnly(Outcome.SWITCHED);
        assertThat(reports).hasSize(RELEASES);
        assertThat(Duration.between(asked, time.now())).isGreaterThan(Duration.ofSeconds(2));
        assertThat(releases).extracting(Release::status).allSatisfy(status -> {
            assertThat(status.active()).contains(GREEN);
            assertThat(status.recorded()).contains(GREEN);
            assertThat(status.lock()).isEmpty();
            assertThat(status.unfinished()).isEmpty();
            assertThat(status.history()).hasSize(1);
        });
    }

    @Test
    void atRestTheyHaveNoThreadAndNoTimerAndShareFourWatches() {
        List<Release> releases = releases(release -> release);

        atOnce(releases);
        cluster.settle();

        assertThat(time.threads()).hasValue(0);
        assertThat(time.timers()).hasValue(0);
        assertThat(cluster.openWatches()).isEqualTo(4);
    }

    @Test
    void oneTimerRenewsTheLocksOfAllThatBake() {
        List<Cutover> baking = releases(release -> release.bake(Duration.ofHours(1))).stream()
                .map(release -> release.start(GREEN))
                .toList();
        while (baking.stream().anyMatch(cutover -> !isBaking(cutover))) {
            cluster.clock().advance(Duration.ofSeconds(1));
        }
        int atRest = timersAtRest();

        assertThat(atRest).isEqualTo(1);
        baking.forEach(cutover -> cutover.abort("the test has seen enough"));
        baking.forEach(FleetTest::end);
    }

    /** Time goes on by itself while cutovers bake, and with it their heartbeat, whose timer is gone while it beats. */
    private int timersAtRest() {
        cluster.clock().manual();
        cluster.settle();
        int set = time.timers().get();
        cluster.clock().automatic();
        return set;
    }

    private static boolean isBaking(Cutover cutover) {
        return cutover.status().map(CutoverEvent::phase).equals(Optional.of(Phase.BAKE));
    }

    private static void end(Cutover cutover) {
        try {
            cutover.await(LONG);
        } catch (RuntimeException aborted) {
            assertThat(aborted).hasMessageContaining("the test has seen enough");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<CutoverReport> atOnce(List<Release> releases) {
        List<Cutover> started =
                releases.stream().map(release -> release.start(GREEN)).toList();
        return started.stream().flatMap(cutover -> report(cutover).stream()).toList();
    }

    private static Optional<CutoverReport> report(Cutover cutover) {
        try {
            return cutover.await(LONG);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private List<Release> releases(UnaryOperator<ReleaseBuilder> as) {
        return names().stream()
                .map(name -> as.apply(
                                BlueGreen.release(name).on(platform).cutover(platform.selectorPatch(name + "-svc")))
                        .build())
                .toList();
    }

    private static List<String> names() {
        return IntStream.range(0, RELEASES).mapToObj(number -> "app-" + number).toList();
    }

    /** Counts the threads that run, and the timers that are set. */
    private record CountedTime(Time time, AtomicInteger threads, AtomicInteger timers) implements Time {

        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            AtomicInteger own = new AtomicInteger(timers.incrementAndGet() > 0 ? 1 : 0);
            Runnable gone = () -> timers.addAndGet(-own.getAndSet(0));
            Timer timer = time.after(delay, () -> {
                gone.run();
                task.run();
            });
            return () -> {
                gone.run();
                timer.cancel();
            };
        }

        @Override
        public void fork(String name, Runnable task) {
            threads.incrementAndGet();
            time.fork(name, () -> {
                try {
                    task.run();
                } finally {
                    threads.decrementAndGet();
                }
            });
        }

        @Override
        public Signal signal() {
            return time.signal();
        }
    }
}
