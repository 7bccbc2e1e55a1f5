package dev.bluegreen.testkit.schedule;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Pod;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.RecordStore;
import dev.bluegreen.spi.StageRequest;
import dev.bluegreen.spi.Staging;
import dev.bluegreen.spi.StoredRecord;
import dev.bluegreen.spi.Workloads;
import dev.bluegreen.testkit.law.Fact.Operation;
import dev.bluegreen.testkit.law.Law;
import dev.bluegreen.testkit.law.Violation;
import dev.bluegreen.testkit.schedule.Schedule.Incident;
import dev.bluegreen.testkit.schedule.Schedule.Kind;
import dev.bluegreen.testkit.schedule.Schedule.Mishap;
import dev.bluegreen.testkit.schedule.Schedule.Setup;
import dev.bluegreen.testkit.schedule.Schedule.Task;
import dev.bluegreen.testkit.schedule.Schedule.What;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Deliberately broken strategies, stores and engines: each has to be caught by the law it breaks, or the laws are no test. */
class CaughtTest {

    private static final Setup ONE = new Setup(1, 3, Duration.ZERO, Duration.ZERO, List.of(Duration.ZERO));
    private static final Setup TWO =
            new Setup(1, 3, Duration.ZERO, Duration.ZERO, List.of(Duration.ZERO, Duration.ZERO));

    @Test
    void aSoundAdapterIsNotCaught() {
        assertThat(run(intact(), schedule(ONE, List.of(task(0, 0, Operation.SWITCH, GREEN))))
                        .wrong())
                .isEmpty();
    }

    @Test
    void law1CatchesAReleaseThatIsBlindToPods() {
        RunResult result = run(
                broken(Blind::new, UnaryOperator.identity(), BlindWorkloads::new),
                schedule(
                        ONE,
                        List.of(task(0, 5, Operation.SWITCH, GREEN)),
                        List.of(),
                        List.of(new Incident(Duration.ofSeconds(1), What.PODS, GREEN, 0))));

        assertCaught(result, Law.ENOUGH_ENDPOINTS);
    }

    @Test
    void law2CatchesAStrategyWithoutCompareAndSet() {
        RunResult result = run(
                broken(Careless::new),
                schedule(
                        TWO,
                        List.of(task(0, 0, Operation.SWITCH, GREEN), task(1, 5, Operation.RECOVER, GREEN)),
                        List.of(new Mishap(0, "shift 0", 1, Kind.PAUSED_BEFORE, Duration.ofSeconds(60)))));

        assertCaught(result, Law.ONE_WRITER);
    }

    @Test
    void law3CatchesAStoreThatForgetsToFreeTheLock() {
        RunResult result = run(
                broken(UnaryOperator.identity(), Clinging::new, UnaryOperator.identity()),
                schedule(ONE, List.of(task(0, 0, Operation.SWITCH, GREEN))));

        assertCaught(result, Law.RECOVERABLE);
    }

    @Test
    void law4CatchesAStrategyThatNeedsTheNewTrackToGoBack() {
        RunResult result = run(
                broken(Demanding::new),
                schedule(
                        ONE,
                        List.of(task(0, 0, Operation.SWITCH, GREEN), task(0, 20, Operation.ROLL_BACK, BLUE)),
                        List.of(),
                        List.of(new Incident(Duration.ofSeconds(10), What.PODS, GREEN, 0))));

        assertCaught(result, Law.WAY_BACK);
    }

    @Test
    void laws5And9CatchAStrategyThatReadsFromAStaleCache() {
        RunResult result = run(
                broken(Stale::new),
                schedule(
                        ONE,
                        List.of(task(0, 0, Operation.SWITCH, GREEN), task(0, 60, Operation.RETIRE, BLUE)),
                        List.of(),
                        List.of(new Incident(Duration.ofSeconds(30), What.FOREIGN_WRITE, BLUE, 0))));

        assertCaught(result, Law.KEEP_WHAT_IS_NEEDED);
        assertCaught(result, Law.NO_FAILED_REQUEST);
    }

    @Test
    void law6CatchesAStrategyThatWritesOverSomebodyElse() {
        RunResult result = run(
                broken(Careless::new),
                schedule(
                        ONE,
                        List.of(task(0, 0, Operation.SWITCH, GREEN), task(0, 0, Operation.SWITCH, BLUE)),
                        List.of(new Mishap(0, "shift 0", 2, Kind.PAUSED_BEFORE, Duration.ofSeconds(15))),
                        List.of(
                                new Incident(Duration.ofSeconds(5), What.FOREIGN_WRITE, BLUE, 0),
                                new Incident(Duration.ofSeconds(6), What.PODS, BLUE, 3))));

        assertCaught(result, Law.NO_FIGHT);
    }

    @Test
    void law7CatchesARecordWithoutIntents() {
        RunResult result = run(
                broken(UnaryOperator.identity(), Silent::new, UnaryOperator.identity()),
                schedule(ONE, List.of(task(0, 0, Operation.SWITCH, GREEN))));

        assertCaught(result, Law.AUDITED);
    }

    @Test
    void law8CatchesAWriteThatLandsAfterTheLockWasFreed() {
        RunResult result = run(
                broken(Careless::new),
                schedule(
                        ONE,
                        List.of(task(0, 0, Operation.SWITCH, GREEN)),
                        List.of(new Mishap(0, "shift 0", 1, Kind.DELIVERED_LATE, Duration.ofSeconds(60)))));

        assertCaught(result, Law.ENDS);
    }

    @Test
    void law8CatchesAnOperationThatDoesNotEnd() {
        Scene.Factory factory = MemoryScene.factory();
        RunResult result = run(
                (seed, routers, pods) -> {
                    Scene scene = factory.open(seed, routers, pods);
                    return broken(scene, router -> new Endless(router, scene));
                },
                schedule(ONE, List.of(task(0, 0, Operation.SWITCH, GREEN))));

        assertCaught(result, Law.ENDS);
    }

    /** What people write in a shell script. */
    @Test
    void laws2And7CatchAnEngineWithoutLockAndRecord() {
        Schedule schedule = schedule(ONE, List.of());
        Scene scene = MemoryScene.factory().open(1, 1, 3);
        Witness witness = new Witness(scene, List.of("router/r0"));
        Releaser releaser = new Releaser(0, 1, scene.time(), witness, schedule.mishaps());
        Connection connection = new Connection(
                scene.connect("p0"), releaser, new ReleaserTime(scene.time(), Duration.ZERO, releaser), witness);
        CutoverStrategy router =
                connection.routers(scene, new Incidents(scene, witness, 1)).get(0);

        connection.newOperationId();
        ReleaseSpec release = ReleaseSpec.of(scene.app());
        World world = connection.workloads().read(release);
        router.shift(new Move(world, router.observe(release), TrafficSplit.all(GREEN), 3, "by-hand", 1, "somebody"));

        assertThat(witness.history().violations())
                .extracting(Violation::law)
                .contains(Law.ONE_WRITER, Law.AUDITED, Law.ENDS);
    }

    @Test
    void aFailingScheduleIsShrunkToWhatItTakes() {
        SchedulesResult result =
                RandomSchedules.inMemory().on(broken(Careless::new)).rivals().run(0, 300);

        assertThat(result.failed()).isPositive();
        assertThat(result.failures()).hasSizeBetween(1, 3);
        assertThat(result.failures().get(0))
                .contains("law 2", "seed ", "PAUSED_")
                .satisfies(failure -> assertThat(failure.lines().filter(line -> line.startsWith("  releaser")))
                        .hasSizeLessThan(7));
    }

    private static void assertCaught(RunResult result, Law law) {
        assertThat(result.violations())
                .as("%s", result.history())
                .extracting(Violation::law)
                .contains(law);
    }

    private static RunResult run(Scene.Factory scenes, Schedule schedule) {
        try (Scene scene = scenes.open(
                schedule.seed(), schedule.setup().routers(), schedule.setup().pods())) {
            return new Run(schedule, scene).result();
        }
    }

    private static Scene.Factory intact() {
        return MemoryScene.factory();
    }

    private static Scene.Factory broken(UnaryOperator<CutoverStrategy> router) {
        return broken(router, UnaryOperator.identity(), UnaryOperator.identity());
    }

    private static Scene.Factory broken(
            UnaryOperator<CutoverStrategy> router,
            UnaryOperator<RecordStore> records,
            UnaryOperator<Workloads> workloads) {
        Scene.Factory scenes = MemoryScene.factory();
        return (seed, routers, pods) -> new BrokenScene(scenes.open(seed, routers, pods), router, records, workloads);
    }

    private static Scene broken(Scene scene, UnaryOperator<CutoverStrategy> router) {
        return new BrokenScene(scene, router, UnaryOperator.identity(), UnaryOperator.identity());
    }

    private static Task task(int releaser, int seconds, Operation operation, Track track) {
        return new Task(releaser, Duration.ofSeconds(seconds), operation, track);
    }

    private static Schedule schedule(Setup setup, List<Task> tasks) {
        return schedule(setup, tasks, List.of());
    }

    private static Schedule schedule(Setup setup, List<Task> tasks, List<Mishap> mishaps) {
        return schedule(setup, tasks, mishaps, List.of());
    }

    private static Schedule schedule(Setup setup, List<Task> tasks, List<Mishap> mishaps, List<Incident> incidents) {
        return new Schedule(1, setup, tasks, mishaps, incidents);
    }

    /** Sees no problem, whatever the pods do. */
    private static final class Blind extends ForwardingRouter {

        Blind(CutoverStrategy router) {
            super(router);
        }

        @Override
        public Preflight preflight(Move move) {
            return new Preflight(router.preflight(move).writes(), List.of());
        }
    }

    /** Takes what is asked for, for what is ready. */
    private record BlindWorkloads(Workloads workloads) implements Workloads {

        @Override
        public World read(ReleaseSpec release) {
            return rosy(workloads.read(release));
        }

        @Override
        public World refresh(World world) {
            return rosy(workloads.refresh(world));
        }

        @Override
        public Subscription watch(ReleaseSpec release, Runnable onChange) {
            return workloads.watch(release, onChange);
        }

        @Override
        public void scale(Workload workload, int pods) {
            workloads.scale(workload, pods);
        }

        @Override
        public World survey(ReleaseSpec release) {
            return rosy(workloads.survey(release));
        }

        @Override
        public Staging stage(StageRequest request) {
            return workloads.stage(request);
        }

        @Override
        public List<String> diagnose(Workload workload) {
            return workloads.diagnose(workload);
        }

        @Override
        public void fence(Workload workload, long token, String attempt) {
            workloads.fence(workload, token, attempt);
        }

        private static World rosy(World world) {
            return new World(world.release(), rosy(world.blue()), rosy(world.green()));
        }

        private static Workload rosy(Workload workload) {
            List<Pod> pods = Collections.nCopies(
                    workload.desired(), new Pod("pod", "uid", workload.selector(), true, false, false, Set.of()));
            return new Workload(
                    workload.track(),
                    workload.name(),
                    workload.selector(),
                    workload.images(),
                    workload.desired(),
                    Optional.empty(),
                    List.of(),
                    pods,
                    workload.version());
        }
    }

    /** Writes whatever stands there now. */
    private static final class Careless extends ForwardingRouter {

        Careless(CutoverStrategy router) {
            super(router);
        }

        @Override
        public RouterState shift(Move move) {
            RouterState now = router.observe(move.world().release());
            return router.shift(new Move(
                    move.world(),
                    now,
                    move.target(),
                    move.wanted(),
                    move.cutoverId(),
                    move.token(),
                    move.requestedBy()));
        }
    }

    /** Will not move away from a track that is down. */
    private static final class Demanding extends ForwardingRouter {

        Demanding(CutoverStrategy router) {
            super(router);
        }

        @Override
        public RouterState shift(Move move) {
            Track away = move.target().only().orElseThrow().other();
            if (move.world().workload(away).ready() == 0) {
                throw new PlatformException(PlatformException.Kind.INVALID, away + " does not answer");
            }
            return router.shift(move);
        }
    }

    /** Remembers its own write, and believes in it. */
    private static final class Stale extends ForwardingRouter {

        private Optional<RouterState> last = Optional.empty();

        Stale(CutoverStrategy router) {
            super(router);
        }

        @Override
        public RouterState observe(ReleaseSpec release) {
            return last.orElseGet(() -> router.observe(release));
        }

        @Override
        public RouterState shift(Move move) {
            RouterState after = router.shift(move);
            last = Optional.of(after);
            return after;
        }
    }

    /** Takes an hour for a write. */
    private static final class Endless extends ForwardingRouter {

        private final Scene scene;

        Endless(CutoverStrategy router, Scene scene) {
            super(router);
            this.scene = scene;
        }

        @Override
        public RouterState shift(Move move) {
            try {
                scene.time().signal().await(Duration.ofHours(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return router.shift(move);
        }
    }

    /** Says that the lock was freed, and keeps it. */
    private record Clinging(RecordStore records) implements RecordStore {

        @Override
        public String describe(String release) {
            return records.describe(release);
        }

        @Override
        public Optional<StoredRecord> load(String release) {
            return records.load(release);
        }

        @Override
        public StoredRecord compareAndSet(String release, Optional<StoredRecord> expected, StoredRecord next) {
            return next.holder().isPresent() ? records.compareAndSet(release, expected, next) : next.withVersion("x");
        }
    }

    /** Keeps no intents. */
    private record Silent(RecordStore records) implements RecordStore {

        @Override
        public String describe(String release) {
            return records.describe(release);
        }

        @Override
        public Optional<StoredRecord> load(String release) {
            return records.load(release);
        }

        @Override
        public StoredRecord compareAndSet(String release, Optional<StoredRecord> expected, StoredRecord next) {
            String without = next.document().replaceAll("\"intents\":\\[[^]]*]", "\"intents\":[]");
            return records.compareAndSet(
                    release,
                    expected,
                    new StoredRecord(
                            next.holder(),
                            next.acquired(),
                            next.renewed(),
                            next.duration(),
                            next.token(),
                            without,
                            next.version()));
        }
    }
}
