package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.internal.result.CutoverReportData;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import java.util.List;
import java.util.Optional;

/** How an operation that moves no traffic ends when it was not done. */
public final class NotDone {

    private final Context context;
    private final Track track;

    /** @param track the one it was about */
    public NotDone(Context context, Track track) {
        this.context = context;
        this.track = track;
    }

    public CutoverException refused(String sentence) {
        return end(Outcome.REFUSED, sentence);
    }

    /** It may have been done. */
    public CutoverException unresolved(String sentence) {
        return end(Outcome.NEEDS_ATTENTION, sentence);
    }

    private CutoverException end(Outcome outcome, String sentence) {
        CutoverReport.Times times = new CutoverReport.Times(
                context.started(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                context.time().now());
        return CutoverException.of(new CutoverReportData(
                context.id(),
                context.release().name(),
                Optional.empty(),
                track,
                outcome,
                context.release().name() + ": " + sentence,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                times,
                context.eventLog().events()));
    }
}
