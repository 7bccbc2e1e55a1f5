package dev.bluegreen.internal.engine.rollback;

import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.observe.Liveness;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import java.util.Optional;

/**
 * Looks whether a release at rest is where its record says. A router without compare-and-set may have been moved by a write
 * that came late; like any foreign write, it is reported and left as it is.
 */
public final class RecoverAtRest {

    private final Context context;
    private final Track recorded;
    private final Reporter reporter;
    private final Progress progress = new Progress();

    public RecoverAtRest(Context context, ReleaseRecord record) {
        this.context = context;
        this.recorded = record.active().orElseThrow();
        this.reporter = new Reporter(context, Operation.RECOVER, recorded);
    }

    public CutoverReport run() {
        try {
            Observation now = progress.look(context, Optional.of(recorded));
            return now.active().equals(Optional.of(recorded)) || wasEnteredSince(now)
                    ? reporter.nothingUnfinished(now)
                    : reporter.end(Outcome.NEEDS_ATTENTION, differs(now), now.active(), progress);
        } catch (Throwable e) {
            return reporter.refused(Stop.of(e).why(), progress);
        }
    }

    /** The record was read before the routers: what differs may be a move that another operation has entered since. */
    private boolean wasEnteredSince(Observation now) {
        Calls calls = context.preflightCalls();
        Stored again = new Observer(context).record(calls);
        new Liveness(context).requireFree(again.lease());
        return again.record().active().equals(now.active());
    }

    private String differs(Observation now) {
        return now.isOn(recorded) ? unread(now) : strayed(now);
    }

    private String unread(Observation now) {
        return reporter.name() + " needs attention: nothing is unfinished and traffic was moved to " + recorded
                + " last, but it is not known to be there everywhere: " + now.everyRouter()
                + ". See why that could not be read, then call recover(); until then nothing is retired.";
    }

    private String strayed(Observation now) {
        return reporter.name() + " needs attention: nothing is unfinished and traffic was moved to " + recorded
                + " last, but now: " + now.everyRouterAndWriter()
                + ". A foreign write moved it since, or a write came late. It is left as it is; switchTo(" + recorded
                + ") moves it back"
                + now.active()
                        .map(track -> ", switchTo(" + track + ") enters it in the record")
                        .orElse("")
                + ", and until the two agree nothing is retired.";
    }
}
