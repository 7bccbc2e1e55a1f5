package dev.bluegreen.internal.engine.proof;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.ending.OldTrack;
import dev.bluegreen.internal.engine.write.Progress.Applied;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Evidence.Verdict;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.World;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is left of the proof at the end of a bake. One pod that carries the traffic is enough to stay, as an autoscaler may take
 * the others; but what was proven of all of them is not so any more, and a success says so.
 */
public record WeakenedTarget(OngoingCutover cutover) {

    /** Nothing where it all holds; nor where it is not seen, which is another finding. */
    public Optional<Finding> finding() {
        World now = cutover.seen();
        String missing = missing();
        if (missing.isEmpty() || now.unseenSince().isPresent()) {
            return Optional.empty();
        }
        String sentence = "at the end of the bake not all that was proven holds: "
                + OldTrack.ready(now.workload(cutover.to()), wanted()) + " (" + missing + ")";
        cutover.context().tell(Kind.FINDING, sentence);
        return Optional.of(Finding.warning(
                "target-weaker",
                sentence,
                "bring up the pods of " + now.workload(cutover.to()).name() + ", or see who took them away"));
    }

    private String missing() {
        return cutover.progress().proof().stream()
                .filter(evidence -> evidence.verdict() == Verdict.MISSING)
                .map(WeakenedTarget::described)
                .collect(Collectors.joining("; "));
    }

    private static String described(Evidence evidence) {
        return evidence.hop() + ": " + evidence.sentence();
    }

    private int wanted() {
        return cutover.progress()
                .last()
                .map(Applied::move)
                .map(move -> move.minReadyPods())
                .orElse(1);
    }
}
