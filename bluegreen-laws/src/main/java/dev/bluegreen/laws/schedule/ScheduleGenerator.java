package dev.bluegreen.laws.schedule;

import dev.bluegreen.laws.Fact.Operation;
import dev.bluegreen.laws.schedule.Schedule.CallFault;
import dev.bluegreen.laws.schedule.Schedule.Freezes;
import dev.bluegreen.laws.schedule.Schedule.Incident;
import dev.bluegreen.laws.schedule.Schedule.Kind;
import dev.bluegreen.laws.schedule.Schedule.Setup;
import dev.bluegreen.laws.schedule.Schedule.Task;
import dev.bluegreen.laws.schedule.Schedule.What;
import dev.bluegreen.model.Track;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Draws schedules from seeds. Most events are in the first two minutes, so that they coincide. */
final class ScheduleGenerator {

    private static final List<Operation> OPERATIONS = List.of(
            Operation.SWITCH,
            Operation.SWITCH,
            Operation.SWITCH,
            Operation.SWITCH,
            Operation.SWITCH,
            Operation.ROLL_BACK,
            Operation.ROLL_BACK,
            Operation.RECOVER,
            Operation.RESUME,
            Operation.RETIRE,
            Operation.STAGE,
            Operation.EXTEND);
    /** Faults of writes matter most, and among them those that move traffic. */
    private static final List<String> WRITES =
            List.of("save", "save", "save", "shift 0", "shift 0", "shift 0", "shift 1", "fence 0", "scale", "stage");

    private static final List<String> CALLS = Stream.concat(
                    WRITES.stream(), Stream.of("load", "read", "observe 0", "preflight 0"))
            .toList();

    private static final List<What> AROUND = List.of(
            What.PODS, What.FOREIGN_WRITE, What.SLOW_CONTROLLERS, What.DELETED, What.FORBIDDEN, What.OUT_OF_SIGHT);

    /** Longer than the proofs of a switch, its rollback and a recovery together. */
    private static final int LONGEST_BLINDNESS = 600;

    private static final List<Kind> PAUSES = List.of(Kind.PAUSED_BEFORE, Kind.PAUSED_AFTER);

    private final Random random;

    private ScheduleGenerator(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    }

    /** Anything may happen, to 1 to 5 releasers. */
    static Schedule anything(long seed) {
        ScheduleGenerator generator = new ScheduleGenerator(seed);
        int releasers = generator.oneIn(2) ? 1 : generator.between(2, 5);
        return new Schedule(
                seed,
                generator.setup(releasers),
                generator.tasks(releasers, 3),
                generator.some(generator.between(0, 5), () -> generator.callFault(releasers, CALLS, Kind.FAULTS)),
                generator.oneIn(3) ? generator.some(generator.between(1, 3), generator::incident) : List.of());
    }

    /** 2 to 5 releasers at the same time, on clocks that differ, which fall asleep at a write for longer than the lease. */
    static Schedule rivals(long seed) {
        ScheduleGenerator generator = new ScheduleGenerator(seed);
        int releasers = generator.between(2, 5);
        return new Schedule(
                seed,
                generator.setup(releasers),
                generator.tasks(releasers, 2),
                generator.some(generator.between(2, 6), () -> generator.callFault(releasers, WRITES, PAUSES)),
                List.of());
    }

    /** One releaser, and no event whose effect depends on coincidence, so that it ends alike on every scene. */
    static Schedule single(long seed) {
        ScheduleGenerator generator = new ScheduleGenerator(seed);
        return new Schedule(
                seed,
                generator.setup(1),
                generator.tasks(1, 3),
                generator.some(generator.between(1, 3), () -> generator.callFault(1, CALLS, Kind.FAULTS)),
                List.of());
    }

    /** The same with what people do meanwhile, in three of four: stop, freeze, and close the way back. */
    static Schedule withPeople(Schedule drawn) {
        return drawn.seed() % 4 == 0 ? drawn : new People(drawn).schedule();
    }

    private Setup setup(int releasers) {
        return new Setup(
                between(1, 2),
                between(1, 3),
                oneIn(4) ? Duration.ofSeconds(between(10, 60)) : Duration.ZERO,
                oneIn(4) ? Duration.ofSeconds(between(10, 120)) : Duration.ZERO,
                oneIn(2),
                oneIn(4),
                Freezes.NONE,
                some(releasers, () -> Duration.ofSeconds(between(-600, 600))));
    }

    private List<Task> tasks(int releasers, int most) {
        return Stream.iterate(0, releaser -> releaser < releasers, releaser -> releaser + 1)
                .flatMap(releaser -> some(between(1, most), () -> task(releaser)).stream())
                .toList();
    }

    /** Traffic mostly goes from BLUE to GREEN; a while after that BLUE is not needed. */
    private Task task(int releaser) {
        Operation operation = of(OPERATIONS);
        boolean isOfOldTrack = operation == Operation.RETIRE || (operation == Operation.STAGE && oneIn(2));
        Track track = oneIn(3) ? Track.BLUE : Track.GREEN;
        return new Task(
                releaser,
                oneIn(2) && !isOfOldTrack ? Duration.ofMillis(between(0, 500)) : Duration.ofSeconds(between(0, 100)),
                operation,
                isOfOldTrack ? track.other() : track);
    }

    private CallFault callFault(int releasers, List<String> calls, List<Kind> kinds) {
        Kind kind = of(kinds);
        return new CallFault(
                random.nextInt(releasers), of(calls), between(1, 3), kind, Duration.ofSeconds(lateness(kind)));
    }

    /** Often longer than the lease of 30 s, or the silence of 20 s after which a holder stops. */
    private int lateness(Kind kind) {
        return kind == Kind.SLOW ? between(1, 25) : between(1, 100);
    }

    private Incident incident() {
        What what = of(AROUND);
        int number = switch (what) {
            case PODS -> between(0, 3);
            case FOREIGN_WRITE -> between(0, 1);
            case SLOW_CONTROLLERS, FORBIDDEN -> between(5, 90);
            case OUT_OF_SIGHT -> oneIn(2) ? between(5, 90) : between(90, LONGEST_BLINDNESS);
            default -> 0;
        };
        return new Incident(Duration.ofMillis(between(0, 90_000)), what, of(List.of(Track.values())), number);
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    private <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private <T> List<T> some(int n, Supplier<T> generator) {
        return Stream.generate(generator).limit(n).toList();
    }
}
