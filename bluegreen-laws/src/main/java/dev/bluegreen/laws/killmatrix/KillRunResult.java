package dev.bluegreen.laws.killmatrix;

import dev.bluegreen.laws.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Result of one run.
 *
 * @param run which
 * @param attention true if it ended, legally, in need of a person
 * @param lateWrites see {@code KillScene}
 * @param violations the laws it broke
 * @param unreadable faulty sentences shown to people
 * @param trouble why it tried nothing: its call never came, or something failed that is not of the release
 * @param history what happened, when laws were broken
 */
record KillRunResult(
        KillRun run,
        boolean attention,
        int lateWrites,
        List<Violation> violations,
        List<String> unreadable,
        Optional<String> trouble,
        String history) {

    static KillRunResult broken(KillRun run, Throwable why) {
        return new KillRunResult(run, false, 0, List.of(), List.of(), Optional.of("failed by itself: " + why), "");
    }

    /** Failures, a sentence each. */
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        trouble.ifPresent(why -> failures.add(run + ": " + why));
        violations.forEach(violation -> failures.add(run + ": " + violation));
        if (!history.isEmpty() && !failures.isEmpty()) {
            failures.add(failures.remove(failures.size() - 1) + "\n"
                    + history.indent(4).stripTrailing());
        }
        unreadable.forEach(sentence -> failures.add(run + ": a sentence " + sentence));
        return failures;
    }
}
