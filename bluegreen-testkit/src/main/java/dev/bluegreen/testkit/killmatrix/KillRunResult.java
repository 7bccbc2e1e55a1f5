package dev.bluegreen.testkit.killmatrix;

import dev.bluegreen.testkit.law.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of one run.
 *
 * @param run which
 * @param attention whether it ended, legally, in need of a person
 * @param lateWrites see {@link KillScene#lateWrites()}
 * @param violations the laws it broke
 * @param trouble why it tried nothing: its call never came, or something failed that is not of the release
 * @param history what happened, when laws were broken
 */
record KillRunResult(
        KillRun run,
        boolean attention,
        int lateWrites,
        List<Violation> violations,
        Optional<String> trouble,
        String history) {

    static KillRunResult broken(KillRun run, Throwable why) {
        return new KillRunResult(run, false, 0, List.of(), Optional.of("failed by itself: " + why), "");
    }

    /** What is wrong, a sentence each. */
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        trouble.ifPresent(why -> failures.add(run + ": " + why));
        violations.forEach(violation -> failures.add(run + ": " + violation));
        if (!history.isEmpty()) {
            failures.add(failures.remove(failures.size() - 1) + "\n"
                    + history.indent(4).stripTrailing());
        }
        return failures;
    }
}
