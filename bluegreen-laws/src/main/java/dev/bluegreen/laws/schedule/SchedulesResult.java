package dev.bluegreen.laws.schedule;

import java.util.List;

/**
 * What became of a number of schedules.
 *
 * @param schedules how many were run
 * @param operations how many operations their releasers began
 * @param faults how many calls were made to fail, to be late or to end their process
 * @param kills how many processes died
 * @param failed how many schedules broke a law
 * @param failures the first few of those, shrunk: laws, seed, what is left of the schedule, what happened
 */
public record SchedulesResult(int schedules, int operations, int faults, int kills, int failed, List<String> failures) {

    /** Copies the list. */
    public SchedulesResult {
        failures = List.copyOf(failures);
    }

    @Override
    public String toString() {
        return schedules + " schedules, " + operations + " operations, " + faults + " faults, " + kills + " kills: "
                + failed + " broke a law"
                + (failures.isEmpty() ? "" : "\n" + String.join("\n", failures));
    }
}
