package dev.bluegreen.internal.engine;

import dev.bluegreen.internal.engine.cutover.ParkedLook;
import dev.bluegreen.internal.engine.cutover.ResumeOperation;
import dev.bluegreen.internal.engine.observe.Liveness;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.intent.Intent.Parked;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.Resumption;
import java.util.Optional;

/** One look at what a release has left unfinished: it goes on as far as that takes no wait for people. */
record DueResumption(Context context) {

    /** Empty when nothing is unfinished. */
    Optional<Resumption> run() {
        context.control().park();
        Stored stored = new Observer(context).record(context.preflightCalls());
        DueResumption adopted = new DueResumption(context.asAdopted(stored.record()));
        return stored.record().inFlight().map(left -> adopted.run(stored, left));
    }

    private Resumption run(Stored stored, InFlight left) {
        try {
            new Liveness(context).awaitFree(stored.lease());
        } catch (Stop e) {
            return result(left, false, left.name() + " is RUNNING, and is left alone: " + e.why());
        }
        return stillWaits(stored)
                .map(wait -> result(
                        left,
                        false,
                        left.name() + " to " + left.to() + " is parked and waits for " + wait.waitsFor()
                                + wait.until()
                                        .map(until -> ", until " + Wording.of(until))
                                        .orElse("")))
                .orElseGet(() -> resume(left));
    }

    private Optional<Parked> stillWaits(Stored stored) {
        return stored.record().isParked()
                ? ResumeOperation.of(context, stored, false)
                        .flatMap(cutover -> new ParkedLook(cutover.context(), stored.record()).stillWaits())
                : Optional.empty();
    }

    private Resumption resume(InFlight left) {
        CutoverReport report = new LeftBehind(context).resume();
        Outcome asked = left.operation() == Operation.ROLL_BACK ? Outcome.ROLLED_BACK : Outcome.SWITCHED;
        boolean isDone = report.outcome() == (left.operation().isMove() ? asked : Outcome.UNCHANGED);
        return new Resumption(context.release().name(), Optional.of(left.id()), isDone, report.sentence());
    }

    private Resumption result(InFlight left, boolean done, String sentence) {
        return new Resumption(
                context.release().name(),
                Optional.of(left.id()),
                done,
                context.release().name() + ": " + sentence + ".");
    }
}
