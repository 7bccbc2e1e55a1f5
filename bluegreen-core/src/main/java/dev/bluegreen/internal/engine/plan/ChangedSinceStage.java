package dev.bluegreen.internal.engine.plan;

import dev.bluegreen.internal.record.Staged;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Workload;
import java.util.stream.Stream;

/** Checks with the record that a track is still as staged: the platform's own annotation may have been lost with the workload. */
public final class ChangedSinceStage {

    private static final String ID = "changed-since-stage";

    private ChangedSinceStage() {}

    /**
     * A finding if the pod template is another one.
     *
     * @param target as it was read; where the platform tells of a change itself, it knows more
     */
    public static Stream<Finding> findings(Staged staged, Workload target) {
        boolean isTold =
                target.findings().stream().anyMatch(finding -> finding.id().equals(ID));
        return staged.template(target.track()).stream()
                .filter(template -> !isTold
                        && !target.template().isEmpty()
                        && !target.template().equals(template))
                .map(template -> Finding.warning(
                        ID,
                        "the pod template of " + target.name()
                                + " is not the one that was staged; which fields changed is" + " not known",
                        "stage it again, or check that the change is meant to be released"));
    }
}
