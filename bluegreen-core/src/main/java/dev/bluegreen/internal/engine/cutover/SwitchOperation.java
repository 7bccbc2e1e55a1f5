package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.ending.UnderLock;
import dev.bluegreen.internal.engine.ending.UnderLock.Begun;
import dev.bluegreen.internal.engine.lock.LockPhase;
import dev.bluegreen.internal.engine.observe.Liveness;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.DirectPath;
import dev.bluegreen.internal.engine.plan.PlannedIntent;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.proof.VerifyPhase;
import dev.bluegreen.internal.engine.rollback.AdoptForeignMove;
import dev.bluegreen.internal.engine.write.Announcement;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Unfinished;
import java.util.Optional;

/** Moves traffic to a track: the phases of a cutover, in order. */
public final class SwitchOperation {

    private final Context context;
    private final Track to;
    private final Reporter reporter;
    private final Progress progress = new Progress();

    public SwitchOperation(Context context, Track to) {
        this.context = context;
        this.to = to;
        this.reporter = new Reporter(context, Operation.SWITCH, to);
    }

    public CutoverReport run() {
        return new UnderLock(context).report(reporter, progress, this::begin);
    }

    private Begun begin() {
        context.eventLog().about(to);
        PreflightResult preflight = new PreflightPhase(context).run(to, progress);
        if (preflight.unchanged()) {
            return Begun.ended(unchanged(preflight));
        }
        context.intent().begin(new PlannedIntent(context).of(preflight));
        Optional<Announcement> first = new DirectPath(context).announcement(preflight);
        LockPhase taking = new LockPhase(context, Operation.SWITCH);
        ReleaseLock taken =
                taking.run(preflight.stored().lease(), preflight.observation(), preflight.from(), to, first);
        Course course = new Course(context, reporter, progress);
        boolean isDirect = first.isPresent() && taking.tookAtOnce();
        return Begun.with(
                taken,
                (lock, ending) -> isDirect
                        ? course.directly(preflight, lock, ending)
                        : course.fromTheBeginning(preflight, lock, ending));
    }

    /** A success without a move, if no operation is running and the proof holds now. */
    private CutoverReport unchanged(PreflightResult preflight) {
        new Liveness(context).awaitFree(preflight.stored().lease());
        Stop.ifAny(preflight
                .stored()
                .record()
                .unfinished()
                .filter(Unfinished::trafficIntent)
                .map(cutover ->
                        "cutover " + cutover.id() + " is unfinished in " + cutover.phase() + "; call recover()"));
        if (AdoptForeignMove.isDue(preflight, to)) {
            return new AdoptForeignMove(context, reporter, to).run(preflight, progress);
        }
        Progress proof = progress.anew(preflight.observation());
        new VerifyPhase(context).proveStanding(preflight.observation(), to, proof, context::checkpoint);
        return reporter.unchanged(to, proof);
    }
}
