package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.internal.result.CutoverReportData;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import java.util.List;
import java.util.Optional;

/** An operation that moves no traffic, and how it ends when it was not done. */
public record NotDone(Context context, Track track) {

    public CutoverException refused(String sentence) {
        return end(Outcome.REFUSED, sentence);
    }

    /** Refused, or unresolved if it may have been done. */
    public CutoverException of(RuntimeException failure, String notDone, String mayBeDone) {
        Stop stop = Stop.of(failure);
        return stop.isUnresolved()
                ? end(Outcome.NEEDS_ATTENTION, mayBeDone.formatted(stop.why()))
                : refused(notDone + stop.why());
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
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                times,
                context.eventLog().events()));
    }
}
