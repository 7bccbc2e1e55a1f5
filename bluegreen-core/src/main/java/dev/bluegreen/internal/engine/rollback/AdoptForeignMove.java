package dev.bluegreen.internal.engine.rollback;

import dev.bluegreen.internal.engine.ending.Ending;
import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.ending.UnderLock.Begun;
import dev.bluegreen.internal.engine.lock.LockPhase;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.proof.VerifyPhase;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import java.util.Optional;

/**
 * Enters a foreign move in the record, once a cutover to the same track is requested: until record and routers agree, nothing
 * can be retired. Moves nothing.
 */
public record AdoptForeignMove(Context context, Reporter reporter, Track to) {

    public static boolean isDue(PreflightResult preflight, Track to) {
        return preflight.stored().record().active().filter(track -> track != to).isPresent();
    }

    public CutoverReport run(PreflightResult preflight, Progress progress) {
        ReleaseLock taken = new LockPhase(context, Operation.SWITCH)
                .run(preflight.stored().lease(), preflight.observation(), to.other(), to);
        return Begun.with(taken, (lock, ending) -> underLock(preflight, lock, ending, progress))
                .goOn(context, reporter);
    }

    private CutoverReport underLock(PreflightResult preflight, ReleaseLock lock, Ending ending, Progress progress) {
        Observation now;
        try {
            now = proven(preflight, lock, progress);
        } catch (Throwable e) {
            return ending.refused(Stop.of(e).why(), progress);
        }
        String moved = "moved there by a foreign write: " + now.everyRouterAndWriter();
        return ending.settled(
                Outcome.UNCHANGED,
                to,
                reporter.name() + " was on " + to + " already, " + moved + "; traffic is on " + to
                        + ", and the record says so now.",
                "traffic was on " + to + " already, " + moved,
                progress);
    }

    /** From a fresh read, as traffic may have been moved again. */
    private Observation proven(PreflightResult preflight, ReleaseLock lock, Progress progress) {
        if (lock.record().active().equals(Optional.of(to))) {
            throw Stop.because("another operation has moved it there meanwhile; see status()");
        }
        Observation now = new Observer(context).survey(context.preflightCalls(), preflight.strategies());
        progress.saw(now);
        if (!now.active().equals(Optional.of(to))) {
            throw Stop.because(
                    "traffic was moved again meanwhile; see status(), and call again if this is still needed");
        }
        new VerifyPhase(context).proveStanding(now, to, progress, lock::requireHeld);
        return now;
    }
}
