package dev.bluegreen.laws.schedule;

import java.util.List;

/**
 * Results of a number of schedules.
 *
 * @param counts the numbers of runs, operations and faults
 * @param failures the first few schedules that broke a law, shrunk: laws, seed, the rest of the schedule, the history
 */
public record SchedulesResult(Counts counts, List<String> failures) {

    /**
     * The numbers of runs, operations and faults.
     *
     * @param schedules schedules that were run
     * @param operations operations that their releasers began
     * @param faults calls that failed, were late or ended their process by a fault
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
