package dev.bluegreen.laws.schedule;

import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.History;
import dev.bluegreen.laws.Violation;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Result of one schedule.
 *
 * @param schedule the schedule
 * @param violations laws that were broken
 * @param errors unexpected exceptions of operations
 * @param history the facts, in order
 * @param operations the number of operations that began
 * @param faults the number of call faults that struck
 * @param kills the number of them that killed a process
 */
record RunResult(
        Schedule schedule,
        List<Violation> violations,
        List<String> errors,
        History history,
        int operations,
        int faults,
        int kills) {

    /** Failures, a sentence each. */
    List<String> wrong() {
        return Stream.concat(violations.stream().map(Violation::toString), errors.stream())
                .toList();
    }

    /** The end of each operation, in order, and the state at rest; routers by number, since names differ by scene. */
    List<String> outcome() {
        return history.entries().stream()
                .map(History.Entry::fact)
                .flatMap(fact -> end(fact).stream())
                .toList();
    }

    private static Optional<String> end(Fact fact) {
        if (fact instanceof Fact.Ended end) {
            return Optional.of(end.actor() + " " + end.outcome());
        }
        if (fact instanceof Fact.Killed killed) {
            return Optional.of(killed.actor() + " killed");
        }
        if (fact instanceof Fact.Rest rest) {
            return Optional.of("at rest: " + new TreeMap<>(rest.routers()).values() + ", recorded " + rest.recorded()
                    + ", held by " + rest.holder() + ", unfinished " + rest.unfinished());
        }
        return Optional.empty();
    }

    /** True if it failed in the same way as another run: by the same law, or by an error where that had one. */
    boolean failsLike(RunResult other) {
        return violations.stream().anyMatch(mine -> other.violations.stream().anyMatch(its -> its.law() == mine.law()))
                || (!errors.isEmpty() && !other.errors.isEmpty());
    }
}
