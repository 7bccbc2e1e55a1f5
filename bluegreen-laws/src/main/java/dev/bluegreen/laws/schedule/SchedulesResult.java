package dev.bluegreen.laws.schedule;

import java.util.List;

/**
 * Results of a number of schedules.
 *
 * @param counts how much was tried
 * @param failures the first few schedules that broke a law, shrunk: laws, seed, what is left of the schedule, what happened
 */
public record SchedulesResult(Counts counts, List<String> failures) {

    /**
     * Numbers of what was tried.
     *
     * @param schedules schedules that were run
     * @param operations operations that their releasers began
     * @param faults calls that were made to fail, to be late or to end their process
     * @param kills processes that died
     * @param failed schedules that broke a law
     */
    public record Counts(int schedules, int operations, int faults, int kills, int failed) {

        /** The counts of nothing. */
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        /** The sum of these and others. */
        public Counts plus(Counts others) {
            return new Counts(
                    schedules + others.schedules,
                    operations + others.operations,
                    faults + others.faults,
                    kills + others.kills,
                    failed + others.failed);
        }

        @Override
        public String toString() {
            return schedules + " schedules, " + operations + " operations, " + faults + " faults, " + kills + " kills: "
                    + failed + " broke a law";
        }
    }

    /** Copies the list. */
    public SchedulesResult {
        failures = List.copyOf(failures);
    }

    @Override
    public String toString() {
        return counts + (failures.isEmpty() ? "" : "\n" + String.join("\n", failures));
    }
}
