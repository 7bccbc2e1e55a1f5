package dev.bluegreen.internal.result;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Milestone;
import dev.bluegreen.result.ObjectiveVerdict;
import dev.bluegreen.result.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A report as the end of an operation makes it. */
public record CutoverReportData(
        String id,
        String release,
        Optional<Track> from,
        Track to,
        Outcome outcome,
        String sentence,
        Optional<Track> active,
        Optional<Milestone> milestone,
        Optional<Duration> mixed,
        List<Evidence> evidence,
        List<ObjectiveVerdict> objectives,
        List<Finding> findings,
        Times times,
        List<CutoverEvent> history)
        implements CutoverReport {

    /** Copies the lists; shows texts by others as plain text. */
    public CutoverReportData {
        sentence = Wording.lines(sentence);
        evidence = List.copyOf(evidence);
        objectives = List.copyOf(objectives);
        findings = List.copyOf(findings);
        history = List.copyOf(history);
    }

    @Override
    public String toString() {
        String both = mixed.map(time -> "\n  both tracks took traffic for " + Wording.of(time))
                .orElse("");
        return sentence + both + Lines.below("\n  ", evidence) + Lines.below("\n  ", objectives);
    }
}
