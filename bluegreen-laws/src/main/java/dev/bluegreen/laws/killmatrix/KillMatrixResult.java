package dev.bluegreen.laws.killmatrix;

import dev.bluegreen.laws.killmatrix.scene.CallFault;
import dev.bluegreen.laws.killmatrix.scene.KillCall;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** Results of the runs of a {@link KillMatrix}. Immutable. */
public final class KillMatrixResult {

    private static final String ROW = "%-18s %5s %5s %5s %6s %5s %9s %5s %10s";

    private final Map<KillOperation, Row> rows = new EnumMap<>(KillOperation.class);
    private final List<String> failures;

    /**
     * The runs of one operation.
     *
     * @param calls API calls of an undisturbed run
     * @param runs how many there were of each kind
     * @param attention runs that ended, legally, in need of a person
     * @param lateWrites writes that landed after their lock, where routers have no compare-and-set
     * @param violations broken laws
     */
    public record Row(int calls, Runs runs, int attention, int lateWrites, int violations) {}

    /**
     * Numbers of runs.
     *
     * @param kills runs in which its process died
     * @param faults runs in which something else went wrong
     * @param blows runs, of both kinds, in which the new track was struck
     */
    public record Runs(int kills, int faults, int blows) {}

    KillMatrixResult(Map<KillOperation, List<KillCall>> calls, List<KillRunResult> runs) {
        calls.forEach((operation, made) -> rows.put(
                operation,
                row(
                        made.size(),
                        runs.stream()
                                .filter(result -> result.run().operation() == operation)
                                .toList())));
        this.failures =
                runs.stream().flatMap(result -> result.failures().stream()).toList();
    }

    /** Failures, a sentence each: a broken law with operation, call and call fault, or a call that was not tried. */
    public List<String> failures() {
        return failures;
    }

    /** The runs of each operation. */
    public Map<KillOperation, Row> rows() {
        return Map.copyOf(rows);
    }

    /** How many runs there were. */
    public int runs() {
        return killPoints() + faults();
    }

    /** In how many a process died. */
    public int killPoints() {
        return sum(row -> row.runs().kills());
    }

    /** In how many something else went wrong. */
    public int faults() {
        return sum(row -> row.runs().faults());
    }

    /** In how many of all the new track was struck. */
    public int blows() {
        return sum(row -> row.runs().blows());
    }

    /** How often a law was broken. */
    public int violations() {
        return sum(Row::violations);
    }

    /** A table, one line for each operation. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(ROW.formatted(
                "operation", "calls", "runs", "kills", "faults", "blows", "attention", "late", "violations"));
        rows.forEach((operation, row) -> table.append(System.lineSeparator())
                .append(ROW.formatted(
                        operation,
                        row.calls(),
                        row.runs().kills() + row.runs().faults(),
                        row.runs().kills(),
                        row.runs().faults(),
                        row.runs().blows(),
                        row.attention(),
                        row.lateWrites(),
                        row.violations())));
        return table.toString();
    }

    private int sum(ToIntFunction<Row> column) {
        return rows.values().stream().mapToInt(column).sum();
    }

    private static Row row(int calls, List<KillRunResult> runs) {
        return new Row(
                calls,
                new Runs(
                        count(runs, KillMatrixResult::isKilled),
                        count(runs, result -> !isKilled(result)),
                        count(runs, result -> result.run().blow().isPresent())),
                count(runs, KillRunResult::attention),
                runs.stream().mapToInt(KillRunResult::lateWrites).sum(),
                runs.stream().mapToInt(result -> result.violations().size()).sum());
    }

    private static boolean isKilled(KillRunResult result) {
        return result.run().callFault().filter(CallFault::kills).isPresent();
    }

    private static int count(List<KillRunResult> runs, Predicate<KillRunResult> what) {
        return Math.toIntExact(runs.stream().filter(what).count());
    }
}
