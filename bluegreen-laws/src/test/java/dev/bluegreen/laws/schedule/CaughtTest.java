package dev.bluegreen.laws.schedule;

import static dev.bluegreen.model.Track.BLUE;
import static dev.bluegreen.model.Track.GREEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.laws.Fact.Operation;
import dev.bluegreen.laws.Law;
import dev.bluegreen.laws.Violation;
import dev.bluegreen.laws.schedule.Schedule.CallFault;
import dev.bluegreen.laws.schedule.Schedule.Incident;
import dev.bluegreen.laws.schedule.Schedule.Kind;
import dev.bluegreen.laws.schedule.Schedule.Setup;
import dev.bluegreen.laws.schedule.Schedule.Task;
import dev.bluegreen.laws.schedule.Schedule.What;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.RecordStore;
import dev.bluegreen.spi.Workloads;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Deliberately broken strategies, stores and engines: each has to be caught by the law it breaks, or the laws are no test. */
class CaughtTest {

    private static final Setup ONE = new Setup(1, 3, Duration.ZERO, Duration.ZERO, false, List.of(Duration.ZERO));
    private static final Setup TWO =
            new Setup(1, 3, Duration.ZERO, Duration.ZERO, false, List.of(Duration.ZERO, Duration.ZERO));

    @Test
    void aSoundAdapterIsNotCaught() {
        assertThat(run(intact(), schedule(ONE, List.of(task(0, 0, Operation.SWITCH, GREEN))))
                        .wrong())
                .isEmpty();
    }

    /** No law of traffic: but nobody should have to read it. */
    @Test
    void aSentenceThatNamesAClassIsCaught() {
        RunResult result =
                run(broken(BrokenRouters.Mumbling::new), schedule(ONE, List.of(task(0, 0, Operation.SWITCH, GREEN))));

        assertThat(result.wrong())
                .isNotEmpty()
                .allMatch(wrong -> wrong.startsWith("a sentence names a Java class: "))
                .anyMatch(wrong -> wrong.contains("refused for PT30S"));
    }

    /** What one of a million seeds came to: renewed by the heartbeat right after it was given up, the lock was freed. */
    @Test
    void aLockThatWasNotConfirmedWhileAWriteWasUnsettledIsNotFreed() {
        List<CallFault> callFaults = List.of(
                new CallFault(0, "shift 0", 1, Kind.DELIVERED_LATE, Duration.ofSeconds(73)),
                new CallFault(0, "observe 0", 3, Kind.PAUSED_BEFORE, Duration.ofSeconds(50)));
        for (long seed = 0; seed < 40; seed++) {
            RunResult result = run(
                    intact(),
                    new Schedule(seed, ONE, List.of(task(0, 0, Operation.SWITCH, GREEN)), callFaults, List.of()));

            assertThat(result.wrong()).as("%s", result.history()).isEmpty();
        }
    }

    /** What three of a million seeds came to: after a switch that went back by itself there is nothing to go back to. */
    @Test
    void aWayBackThatIsRefusedAfterASwitchWentBackIsNotCaught() {
        Setup baking = new Setup(2, 3, Duration.ofSeconds(27), Duration.ZERO, false, List.of(Duration.ZERO));
        RunResult result = run(
                intact(),
                schedule(
                        baking,
                        List.of(task(0, 0, Operation.SWITCH, GREEN), task(0, 40, Operation.ROLL_BACK, BLUE)),
                        List.of(),
                        List.of(
                                new Incident(Duration.ofSeconds(19), What.PODS, GREEN, 0),
                                new Incident(Duration.ofSeconds(55), What.PODS, GREEN, 3))));

        assertThat(result.wrong()).isEmpty();
        assertThat(result.outcome()).contains("p0/p0-1 ROLLED_BACK", "p0/p0-2 REFUSED");
    }

    @Test
    void law1CatchesAReleaseThatIsBlindToPods() {
        RunResult result = run(
                broken(BrokenRouters.Blind::new, UnaryOperator.identity(), BrokenStores.BlindWorkloads::new),
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
                broken(BrokenRouters.Careless::new),
                schedule(
                        TWO,
                        List.of(task(0, 0, Operation.SWITCH, GREEN), task(1, 5, Operation.RECOVER, GREEN)),
                        List.of(new CallFault(0, "shift 0", 1, Kind.PAUSED_BEFORE, Duration.ofSeconds(60)))));

        assertCaught(result, Law.ONE_WRITER);
    }

    @Test
    void law3CatchesAStoreThatForgetsToFreeTheLock() {
        RunResult result = run(
                broken(UnaryOperator.identity(), BrokenStores.Clinging::new, UnaryOperator.identity()),
                schedule(ONE, List.of(task(0, 0, Operation.SWITCH, GREEN))));

        assertCaught(result, Law.RECOVERABLE);
    }

    @Test
    void law4CatchesAStrategyThatNeedsTheNewTrackToGoBack() {
        RunResult result = run(
                broken(BrokenRouters.Demanding::new),
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
                broken(BrokenRouters.Stale::new),
                schedule(
                        ONE,
                        List.of(task(0, 0, Operation.SWITCH, GREEN), task(0, 60, Operation.RETIRE, BLUE)),
                        List.of(),
                        List.of(new Incident(Duration.ofSeconds(30), What.FOREIGN_WRITE, BLUE, 0))));

        assertCaught(result, Law.KEEP_WHAT_IS_NEEDED);
        assertCaught(result, Law.NO_FAILED_REQUEST);
    }

    @Test
    void laws5And8CatchAStagingThatIsNoCompareAndSet() {
        RunResult result = run(
                broken(UnaryOperator.identity(), UnaryOperator.identity(), BrokenStores.CarelessWorkloads::new),
                schedule(
                        ONE,
                        List.of(task(0, 0, Operation.STAGE, GREEN), task(0, 0, Operation.SWITCH, GREEN)),
                        List.of(new CallFault(0, "stage", 1, Kind.DELIVERED_LATE, Duration.ofSeconds(60)))));

        assertCaught(result, Law.KEEP_WHAT_IS_NEEDED);
        assertCaught(result, Law.ENDS);
    }

    @Test
    void aStagingThatComesLateIsRejectedByCompareAndSet() {
        RunResult result = run(
                intact(),
                schedule(
                        ONE,
                        List.of(task(0, 0, Operation.STAGE, GREEN), task(0, 0, Operation.SWITCH, GREEN)),
                        List.of(new CallFault(0, "stage", 1, Kind.DELIVERED_LATE, Duration.ofSeconds(60)))));

        assertThat(result.wrong()).isEmpty();
        assertThat(result.outcome()).contains("p0/p0-2 SWITCHED");
    }

    @Test
    void law6CatchesAStrategyThatWritesOverAnotherWriter() {
        RunResult result = run(
                broken(BrokenRouters.Careless::new),
                schedule(
                        ONE,
                        List.of(task(0, 0, Operation.SWITCH, GREEN), task(0, 0, Operation.SWITCH, BLUE)),
                        List.of(new CallFault(0, "shift 0", 2, Kind.PAUSED_BEFORE, Duration.ofSeconds(15))),
                        List.of(
                                new Incident(Duration.ofSeconds(5), What.FOREIGN_WRITE, BLUE, 0),
                                new Incident(Duration.ofSeconds(6), What.PODS, BLUE, 3))));

        assertCaught(result, Law.NO_FIGHT);
    }

    @Test
    void law7CatchesARecordWithoutIntents() {
        RunResult result = run(
                broken(UnaryOperator.identity(), BrokenStores::silent, UnaryOperator.identity()),
                schedule(ONE, List.of(task(0, 0, Operation.SWITCH, GREEN))));

        assertCaught(result, Law.AUDITED);
    }

    @Test
    void law8CatchesAWriteThatLandsAfterTheLockWasFreed() {
        RunResult result = run(
                broken(BrokenRouters.Careless::new),
                schedule(
                        ONE,
                        List.of(task(0, 0, Operation.SWITCH, GREEN)),
                        List.of(new CallFault(0, "shift 0", 1, Kind.DELIVERED_LATE, Duration.ofSeconds(60)))));

        assertCaught(result, Law.ENDS);
    }

    @Test
    void law8CatchesAnOperationThatDoesNotEnd() {
        Scene.Factory factory = MemoryScene.factory();
        RunResult result = run(
                (seed, routers, pods) -> {
                    Scene scene = factory.open(seed, routers, pods);
                    return broken(scene, router -> new BrokenRouters.Endless(router, scene));
                },
                schedule(ONE, List.of(task(0, 0, Operation.SWITCH, GREEN))));

        assertCaught(result, Law.ENDS);
    }

    /** What people write in a shell script. */
    @Test
    void laws2And7CatchAnEngineWithoutLockAndRecord() {
        Schedule schedule = schedule(ONE, List.of());
        Scene scene = MemoryScene.factory().open(1, 1, 3);
        SceneRecorder recorder = new SceneRecorder(scene, ONE, List.of("router/r0"));
        Releaser releaser = new Releaser(0, 1, scene.time(), recorder, schedule.callFaults(), callFault -> {});
        Connection connection = new Connection(
                scene.connect("p0"), releaser, new ReleaserTime(scene.time(), Duration.ZERO, releaser), recorder);
        CutoverStrategy router =
                connection.routers(scene, new Incidents(scene, recorder, 1)).get(0);

        connection.newOperationId();
        ReleaseSpec release = ReleaseSpec.of(scene.app());
        World world = connection.workloads().read(release);
        router.shift(Move.builder(world, router.observe(release), TrafficSplit.all(GREEN))
                .minReadyPods(3)
                .cutoverId("by-hand")
                .token(1)
                .requestedBy("somebody")
                .build());

        assertThat(recorder.history().violations())
                .extracting(Violation::law)
                .contains(Law.ONE_WRITER, Law.AUDITED, Law.ENDS);
    }

    @Test
    @Tag("exhaustive")
    void aFailingScheduleIsShrunkToWhatItTakes() {
        SchedulesResult result = RandomSchedules.inMemory()
                .on(broken(BrokenRouters.Careless::new))
                .rivals()
                .run(0, 300);

        assertThat(result.counts().failed()).isPositive();
        assertThat(result.failures()).hasSizeBetween(1, 3);
        assertThat(result.failures().get(0))
                .contains("law 2", "seed ", "PAUSED_")
                .satisfies(failure -> assertThat(failure.lines().filter(line -> line.startsWith("  releaser")))
                        .hasSizeLessThan(7));
    }

    @Test
    void law10CatchesAProofByWhatWasSeenBefore() {
        assertCaught(run(broken(BrokenRouters.Remembering::new), unseen()), Law.WHOLE_PROOF);
    }

    @Test
    void aProofThatWaitsUntilItIsSeenAgainIsNotCaught() {
        assertThat(run(intact(), unseen()).wrong()).isEmpty();
    }

    /** Watches are cut off before the write, for a minute. */
    private static Schedule unseen() {
        return schedule(
                ONE,
                List.of(task(0, 5, Operation.SWITCH, GREEN)),
                List.of(),
                List.of(new Incident(Duration.ofSeconds(5), What.OUT_OF_SIGHT, GREEN, 60)));
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
            return new Run(schedule, scene, dev.bluegreen.cutover.Schedule.allAtOnce()).result();
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

    private static Schedule schedule(Setup setup, List<Task> tasks, List<CallFault> callFaults) {
        return schedule(setup, tasks, callFaults, List.of());
    }

    private static Schedule schedule(
            Setup setup, List<Task> tasks, List<CallFault> callFaults, List<Incident> incidents) {
        return new Schedule(1, setup, tasks, callFaults, incidents);
    }
}
