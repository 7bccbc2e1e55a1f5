package dev.bluegreen.laws.schedule;

import dev.bluegreen.testkit.internal.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Runs releases through random schedules: one to five releasers call the public API at random moments, while calls fail, are
 * delayed, lost or delivered late, processes stand still or die, pods come and go, controllers are slow and other writers
 * interfere. Then a fresh process recovers, and the history is checked against every {@link dev.bluegreen.laws.Law}.
 *
 * <p>A seed determines the run. In memory the same seed gives the same run, call by call. A seed that fails is shrunk: the
 * result shows the shortest schedule found that fails in the same way. Immutable.
 */
public final class RandomSchedules {

    private static final int SHOWN = 3;

    private final LongFunction<Schedule> generator;
    private final Scene.Factory scenes;
    private final dev.bluegreen.cutover.Schedule steps;

    private RandomSchedules(
            LongFunction<Schedule> generator, Scene.Factory scenes, dev.bluegreen.cutover.Schedule steps) {
        this.generator = generator;
        this.scenes = scenes;
        this.steps = steps;
    }

    /** Schedules on a platform in memory, with all kinds of faults. */
    public static RandomSchedules inMemory() {
        return drawn(seed -> ScheduleGenerator.withPeople(ScheduleGenerator.anything(seed)));
    }

    /** Schedules in memory by a generator. */
    static RandomSchedules drawn(LongFunction<Schedule> generator) {
        return new RandomSchedules(generator, MemoryScene.factory(), dev.bluegreen.cutover.Schedule.allAtOnce());
    }

    /** Schedules on other scenes, such as a fake cluster. */
    public RandomSchedules on(Scene.Factory others) {
        return new RandomSchedules(generator, Given.any("on", others), steps);
    }

    /** 2 to 5 releasers at a time, on clocks that differ, that fall asleep for longer than the lease; and nothing else. */
    public RandomSchedules rivals() {
        return new RandomSchedules(seed -> ScheduleGenerator.withPeople(ScheduleGenerator.rivals(seed)), scenes, steps);
    }

    /**
     * One releaser with call faults, and nothing that depends on which events coincide: such a schedule has the same {@link
     * #outcome} on every scene.
     */
    public RandomSchedules single() {
        return new RandomSchedules(ScheduleGenerator::single, scenes, steps);
    }

    /** The same, with traffic moved in steps; for scenes whose routers can split traffic, as those in memory. */
    public RandomSchedules moving(dev.bluegreen.cutover.Schedule inSteps) {
        return new RandomSchedules(generator, scenes, Given.any("moving", inSteps));
    }

    /**
     * Runs schedules, one after the other.
     *
     * @param firstSeed the first seed; the others follow it
     * @param count the number of seeds
     */
    public SchedulesResult run(long firstSeed, int count) {
        Given.between("count", count, 1, Integer.MAX_VALUE);
        int operations = 0;
        int faults = 0;
        int kills = 0;
        int failed = 0;
        List<String> failures = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            RunResult result = run(generator.apply(seed));
            operations += result.operations();
            faults += result.faults();
            kills += result.kills();
            if (!result.wrong().isEmpty()) {
                failed++;
                if (failures.size() < SHOWN) {
                    failures.add(describe(new Shrinker(this::run).shrink(result)));
                }
            }
        }
        return new SchedulesResult(new SchedulesResult.Counts(count, operations, faults, kills, failed), failures);
    }

    /** The history of one seed's run, a line for each fact, for comparing runs. */
    public String trace(long seed) {
        return run(generator.apply(seed)).history().toString();
    }

    /**
     * The ends of all operations of one seed's run, with the final state of its routers, its record and its lock; or the
     * errors.
     */
    public List<String> outcome(long seed) {
        RunResult result = run(generator.apply(seed));
        return result.wrong().isEmpty() ? result.outcome() : result.wrong();
    }

    private RunResult run(Schedule schedule) {
        try (Scene scene = scenes.open(
                schedule.seed(), schedule.setup().routers(), schedule.setup().pods())) {
            return new Run(schedule, scene, steps).result();
        }
    }

    private static String describe(RunResult failed) {
        return String.join("\n", failed.wrong()) + "\n  " + failed.schedule() + "\n"
                + failed.history().toString().indent(4);
    }
}
