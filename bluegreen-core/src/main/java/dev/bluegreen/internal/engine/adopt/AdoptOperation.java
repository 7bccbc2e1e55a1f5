package dev.bluegreen.internal.engine.adopt;

import dev.bluegreen.internal.engine.ending.Ending;
import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.ending.UnderLock;
import dev.bluegreen.internal.engine.ending.UnderLock.Begun;
import dev.bluegreen.internal.engine.lock.LockPhase;
import dev.bluegreen.internal.engine.observe.Liveness;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.plan.PlannedIntent;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.proof.VerifyPhase;
import dev.bluegreen.internal.engine.stack.CloneStep;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Operation;
import java.util.Optional;

/**
 * Takes an app from a plain workload to a track: a clone under the lock, and then a cutover to it from the origin, which stands
 * for the other track.
 */
public final class AdoptOperation {

    private final Context context;
    private final Origin origin;
    private final Track clone;
    private final Reporter reporter;
    private final Progress progress = new Progress();

    /** An adoption in a context in which the origin stands for its track. */
    public AdoptOperation(Context context, Origin origin) {
        this.context = context;
        this.origin = origin;
        this.clone = origin.track().other();
        this.reporter = new Reporter(context, Operation.SWITCH, clone);
    }

    public CutoverReport run() {
        return new UnderLock(context).report(reporter, progress, this::begin);
    }

    private Begun begin() {
        context.eventLog().about(clone);
        AdoptionLook look = new AdoptionLook(context, origin);
        progress.saw(look.observation());
        if (look.isDone()) {
            return Begun.ended(unchanged(look));
        }
        PreflightResult preflight = look.preflight();
        context.intent().begin(new PlannedIntent(context).of(preflight));
        ReleaseLock taken = new LockPhase(context, Operation.SWITCH)
                .run(preflight.stored().lease(), preflight.observation(), origin.track(), clone, Optional.empty());
        return Begun.with(taken, this::underLock);
    }

    private CutoverReport unchanged(AdoptionLook look) {
        new Liveness(context)
                .awaitFree(
                        new Observer(context).record(context.preflightCalls()).lease());
        Progress proof = progress.anew(look.observation());
        new VerifyPhase(context).proveStanding(look.observation(), clone, proof, context::checkpoint);
        return reporter.unchanged(clone, proof);
    }

    private CutoverReport underLock(ReleaseLock lock, Ending ending) {
        return new FirstCutover(context, reporter, progress, clone)
                .run(new CloneStep(context, origin)::run, lock, ending);
    }
}
