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
import dev.bluegreen.laws.schedule.Schedule.Freezes;
import dev.bluegreen.laws.schedule.Schedule.Incident;
import dev.bluegreen.laws.schedule.Schedule.Kind;
import dev.bluegreen.laws.schedule.Schedule.Minutes;
import dev.bluegreen.laws.schedule.Schedule.Setup;
import dev.bluegreen.laws.schedule.Schedule.Task;
import dev.bluegreen.laws.schedule.Schedule.What;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.NamespaceNotices;
import dev.bluegreen.spi.RecordStore;
import dev.bluegreen.testkit.internal.ForwardingStrategy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Engines that do not heed what people do: stop, freeze, request, cancel, and close the way back. Each has to be caught. */
class PeopleCaughtTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Freezes STOPPABLE =
            new Freezes(Optional.empty(), false, Duration.ZERO, HOUR, false, Duration.ZERO);
    private static final Freezes OF_NAMESPACE =
            new Freezes(Optional.empty(), true, Duration.ZERO, Duration.ZERO, false, Duration.ZERO);
    private static final Freezes PASSED =
            new Freezes(Optional.of(new Minutes(0, 2)), false, Duration.ZERO, Duration.ZERO, true, Duration.ZERO);

    /** A rival stops all releases between any two calls: the next write that goes forward a second later is not sent. */
    @Test
    void aReleaseThatIsStoppedBetweenAnyTwoCallsIsNotCaught() {
        for (String call : List.of("save", "load", "observe 0", "shift 0", "shift 1", "notice")) {
            for (int nth = 1; nth <= 4; nth++) {
                RunResult result = run(
                        sound(),
                        setup(2, Duration.ZERO, STOPPABLE),
                        List.of(task(0, Operation.SWITCH)),
                        List.of(new CallFault(0, call, nth, Kind.STOPPED, Duration.ofSeconds(30))),
                        List.of());

                assertThat(result.wrong())
                        .as("stopped at %s %d: %s", call, nth, result.history())
                        .isEmpty();
            }
        }
    }

    @Test
    void aStopThatIsReadOnceIsCaught() {
        RunResult result = run(
                notices(Remembered::new),
                setup(2, Duration.ZERO, STOPPABLE),
                List.of(task(0, Operation.SWITCH)),
                List.of(
                        new CallFault(0, "shift 0", 1, Kind.STOPPED, Duration.ofMinutes(1)),
                        new CallFault(0, "save", 2, Kind.SLOW, Duration.ofSeconds(5))),
                List.of());

        assertCaught(result, Law.OUTLIVES, "although all releases were stopped");
    }

    @Test
    void aWindowThatIsReadOnceIsCaught() {
        RunResult result = run(
                notices(Remembered::new),
                setup(1, Duration.ZERO, OF_NAMESPACE),
                List.of(task(0, Operation.SWITCH)),
                List.of(new CallFault(0, "save", 1, Kind.SLOW, Duration.ofSeconds(10))),
                List.of(new Incident(Duration.ofSeconds(3), What.WINDOWS, GREEN, 60)));

        assertCaught(result, Law.OUTLIVES, "although the change windows of the namespace were closed");
    }

    @Test
    void aClosedWindowThatIsWaitedForOrPassedByNameIsNotCaught() {
        Freezes waiting = new Freezes(
                Optional.of(new Minutes(0, 2)), true, Duration.ofMinutes(5), Duration.ZERO, false, Duration.ZERO);

        assertSwitched(run(sound(), setup(1, Duration.ZERO, waiting), List.of(task(0, Operation.SWITCH))));
        assertSwitched(run(sound(), setup(1, Duration.ZERO, PASSED), List.of(task(5, Operation.SWITCH))));
    }

    @Test
    void aRecordThatDoesNotSayWhoPassedAWindowIsCaught() {
        RunResult result = run(
                records(records -> new BrokenStores.Forgetful(records, json -> json.replace("passed by", "p"))),
                setup(1, Duration.ZERO, PASSED),
                List.of(task(5, Operation.SWITCH)));

        assertCaught(result, Law.OUTLIVES, "does not say by whom p0/p0-1 passed closed change windows");
    }

    @Test
    void aRouterThatIsFrozenOnItsWayBackIsCaught() {
        Scene.Factory scenes = MemoryScene.factory();
        RunResult result = run(
                (seed, routers, pods) -> {
                    Scene scene = scenes.open(seed, routers, pods);
                    NamespaceNotices notices = scene.connect("people").notices();
                    return new BrokenScene(
                            scene,
                            router -> new Frozen(router, notices),
                            UnaryOperator.identity(),
                            UnaryOperator.identity());
                },
                setup(1, Duration.ZERO, STOPPABLE),
                List.of(task(0, Operation.SWITCH), task(20, Operation.ROLL_BACK)),
                List.of(),
                List.of(new Incident(Duration.ofSeconds(10), What.STOP, GREEN, 60)));

        assertCaught(result, Law.WAY_BACK, "although BLUE had ready pods all the time");
    }

    @Test
    void aStopDoesNotHoldAWayBack() {
        RunResult result = run(
                sound(),
                setup(1, Duration.ZERO, STOPPABLE),
                List.of(task(0, Operation.SWITCH), task(20, Operation.ROLL_BACK)),
                List.of(),
                List.of(new Incident(Duration.ofSeconds(10), What.STOP, GREEN, 60)));

        assertThat(result.wrong()).as("%s", result.history()).isEmpty();
        assertThat(result.outcome()).contains("p0/p0-2 ROLLED_BACK");
    }

    /** A rival closes the way back between any two calls of a bake that is breached. */
    @Test
    void aBreachAfterTheWayBackWasClosedFreezes() {
        int frozen = 0;
        for (int save = 1; save <= 9; save++) {
            RunResult result = breachedAfterClosing(sound(), save);

            assertThat(result.wrong())
                    .as("closed at save %d: %s", save, result.history())
                    .isEmpty();
            frozen += result.outcome().contains("p0/p0-1 FROZEN") ? 1 : 0;
        }
        assertThat(frozen).isPositive();
    }

    @Test
    void aStoreThatForgetsWhatOthersWriteIsCaught() {
        Scene.Factory forgetful = records(BrokenStores.Overwriting::new);

        boolean isCaught = false;
        for (int save = 2; save <= 9; save++) {
            isCaught |= breachedAfterClosing(forgetful, save).violations().stream()
                    .anyMatch(broken -> broken.law() == Law.WAY_BACK
                            && broken.sentence().contains("although the way back from GREEN was closed"));
        }
        assertThat(isCaught).isTrue();
    }

    @Test
    void aRequestThatWaitsOutlivesWhateverComesToo() {
        RunResult result = run(
                sound(),
                setup(1, Duration.ZERO, Freezes.NONE),
                List.of(
                        task(0, Operation.REQUEST),
                        task(5, Operation.SWITCH),
                        task(5, Operation.STAGE),
                        task(5, Operation.RETIRE),
                        task(5, Operation.RECOVER),
                        task(5, Operation.RESUME_DUE)));

        assertThat(result.wrong()).as("%s", result.history()).isEmpty();
        assertThat(result.outcome()).contains("p0/p0-2 REFUSED", "p0/p0-3 REFUSED", "p0/p0-4 REFUSED");
        assertThat(result.history().toString()).contains("Switched[cutover=p0-1, left=BLUE]");
    }

    @Test
    void anEngineThatSwitchesOverARequestIsCaught() {
        RunResult result = run(
                records(records -> new BrokenStores.Forgetful(
                        records, json -> json.replaceFirst("\"parked\":\\{[^}]*}", "\"was\":{}"))),
                setup(1, Duration.ZERO, Freezes.NONE),
                List.of(task(0, Operation.REQUEST), task(5, Operation.SWITCH)));

        assertCaught(result, Law.OUTLIVES, "although cutover p0-1 was parked when it took the lock");
    }

    @Test
    void aRecordThatNamesAnotherRequesterIsCaught() {
        RunResult result = run(
                records(records -> new BrokenStores.Forgetful(records, json -> json.replace("\"bob\"", "\"eve\""))),
                setup(1, Duration.ZERO, Freezes.NONE),
                List.of(task(0, Operation.REQUEST)));

        assertCaught(result, Law.OUTLIVES, "was requested by bob: OPS-1, and the record says eve: OPS-1");
    }

    @Test
    void aDeadlineThatBeginsAnewIsCaught() {
        Freezes thinking =
                new Freezes(Optional.empty(), false, Duration.ZERO, Duration.ZERO, false, Duration.ofSeconds(30));
        UnaryOperator<String> later = json -> json.contains("\"resumptions\":1")
                ? json.replaceFirst("\"deadline\":\"[^\"]*\"", "\"deadline\":\"2026-01-01T09:00:00Z\"")
                : json;
        RunResult result = run(
                records(records -> new BrokenStores.Forgetful(records, later)),
                new Setup(1, 3, Duration.ZERO, Duration.ZERO, false, true, thinking, List.of(Duration.ZERO)),
                List.of(task(0, Operation.REQUEST), task(5, Operation.RESUME)));

        assertCaught(result, Law.OUTLIVES, "what was asked for changed");
    }

    /** A rival cancels between any two calls: nothing more is moved, and what was moved goes back. */
    @Test
    void aCutoverThatIsCancelledBetweenAnyTwoCallsIsNotCaught() {
        int back = 0;
        for (String call : List.of("save", "load", "observe 0", "shift 0", "shift 1")) {
            for (int nth = 1; nth <= 4; nth++) {
                RunResult result = run(sound(), setup(2, Duration.ofMinutes(1), Freezes.NONE), call, nth);

                assertThat(result.wrong())
                        .as("cancelled at %s %d: %s", call, nth, result.history())
                        .isEmpty();
                back += result.outcome().contains("p0/p0-1 ROLLED_BACK") ? 1 : 0;
            }
        }
        assertThat(back).isGreaterThan(2);
    }

    @Test
    void aStoreThatForgetsACancellationIsCaught() {
        RunResult result =
                run(records(BrokenStores.Overwriting::new), setup(2, Duration.ofMinutes(1), Freezes.NONE), "save", 2);

        assertCaught(result, Law.OUTLIVES, "although cutover p0-1 was to be cancelled");
    }

    private static RunResult run(Scene.Factory scenes, Setup setup, String call, int nth) {
        return run(
                scenes,
                setup,
                List.of(task(0, Operation.SWITCH)),
                List.of(new CallFault(0, call, nth, Kind.CANCELLED, Duration.ZERO)),
                List.of());
    }

    private static RunResult breachedAfterClosing(Scene.Factory scenes, int save) {
        return run(
                scenes,
                setup(1, Duration.ofMinutes(1), Freezes.NONE),
                List.of(task(0, Operation.SWITCH)),
                List.of(new CallFault(0, "save", save, Kind.CLOSED, Duration.ZERO)),
                List.of(new Incident(Duration.ofSeconds(35), What.BREACH, GREEN, 60)));
    }

    private static Setup setup(int routers, Duration bake, Freezes freezes) {
        return new Setup(routers, 3, bake, Duration.ZERO, false, false, freezes, List.of(Duration.ZERO));
    }

    private static Task task(int seconds, Operation operation) {
        Track track = operation == Operation.ROLL_BACK ? BLUE : GREEN;
        return new Task(0, Duration.ofSeconds(seconds), operation, track);
    }

    private static RunResult run(Scene.Factory scenes, Setup setup, List<Task> tasks) {
        return run(scenes, setup, tasks, List.of(), List.of());
    }

    private static RunResult run(
            Scene.Factory scenes, Setup setup, List<Task> tasks, List<CallFault> callFaults, List<Incident> incidents) {
        Schedule schedule = new Schedule(3, setup, tasks, callFaults, incidents);
        try (Scene scene = scenes.open(3, setup.routers(), setup.pods())) {
            return new Run(schedule, scene, dev.bluegreen.cutover.Schedule.allAtOnce()).result();
        }
    }

    private static Scene.Factory sound() {
        return MemoryScene.factory();
    }

    private static Scene.Factory records(UnaryOperator<RecordStore> records) {
        Scene.Factory scenes = MemoryScene.factory();
        return (seed, routers, pods) -> new BrokenScene(
                scenes.open(seed, routers, pods), UnaryOperator.identity(), records, UnaryOperator.identity());
    }

    private static Scene.Factory notices(UnaryOperator<NamespaceNotices> notices) {
        Scene.Factory scenes = MemoryScene.factory();
        return (seed, routers, pods) -> new BrokenScene(
                scenes.open(seed, routers, pods),
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                notices);
    }

    private static void assertSwitched(RunResult result) {
        assertThat(result.wrong()).as("%s", result.history()).isEmpty();
        assertThat(result.outcome()).contains("p0/p0-1 SWITCHED");
    }

    private static void assertCaught(RunResult result, Law law, String sentence) {
        assertThat(result.violations())
                .as("%s", result.history())
                .filteredOn(violation -> violation.law() == law)
                .extracting(Violation::sentence)
                .anySatisfy(said -> assertThat(said).contains(sentence));
    }

    /** Reads each notice once. */
    private static final class Remembered implements NamespaceNotices {

        private final NamespaceNotices posted;
        private final Map<String, Optional<Map<String, String>>> read = new HashMap<>();

        Remembered(NamespaceNotices posted) {
            this.posted = posted;
        }

        @Override
        public String describe(String name) {
            return posted.describe(name);
        }

        @Override
        public Optional<Map<String, String>> read(String name) {
            return read.computeIfAbsent(name, posted::read);
        }
    }

    /** Will not move back while releases are stopped. */
    private static final class Frozen extends ForwardingStrategy {

        private final NamespaceNotices notices;

        Frozen(CutoverStrategy router, NamespaceNotices notices) {
            super(router);
            this.notices = notices;
        }

        @Override
        public RouterState shift(Move move) {
            if (move.target().sendsTo(BLUE)
                    && notices.read(NamespaceNotices.STOP).isPresent()) {
                throw new PlatformException(PlatformException.Kind.INVALID, "releases are stopped");
            }
            return sound.shift(move);
        }
    }
}
