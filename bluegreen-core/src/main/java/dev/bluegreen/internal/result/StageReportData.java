package dev.bluegreen.internal.result;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import dev.bluegreen.result.StageReport;
import java.time.Instant;
import java.util.List;

/** A report as the end of staging makes it. */
public record StageReportData(
        String id,
        String release,
        Workload workload,
        String sentence,
        List<String> notes,
        Instant started,
        Instant ended,
        List<CutoverEvent> history)
        implements StageReport {

    /** Copies the lists; shows texts by others as plain text. */
    public StageReportData {
        sentence = Wording.lines(sentence);
        notes = notes.stream().map(Wording::line).toList();
        history = List.copyOf(history);
    }

    @Override
    public String toString() {
        return sentence + Lines.below("\n  ", notes);
    }
}
