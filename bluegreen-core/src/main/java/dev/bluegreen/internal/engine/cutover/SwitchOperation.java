package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.internal.engine.ending.Ending;
import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.ending.RollBackReadiness;
import dev.bluegreen.internal.engine.ending.UnderLock;
import dev.bluegreen.internal.engine.ending.UnderLock.Begun;
import dev.bluegreen.internal.engine.lock.LockPhase;
import dev.bluegreen.internal.engine.observe.Liveness;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.proof.OngoingCutover;
import dev.bluegreen.internal.engine.proof.VerifyPhase;
import dev.bluegreen.internal.engine.rollback.AdoptForeignMove;
import dev.bluegreen.internal.engine.rollback.RollBackPhase;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.Unfinished;

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
        PreflightResult preflight = new PreflightPhase(context).run(to, progress);
        if (preflight.unchanged()) {
            return Begun.ended(unchanged(preflight));
        }
        ReleaseLock taken = new LockPhase(context, Operation.SWITCH)
                .run(preflight.stored().lease(), preflight.observation(), preflight.from(), to);
        return Begun.with(taken, (lock, ending) -> underLock(cutover(preflight, lock), ending));
    }

    private OngoingCutover cutover(PreflightResult preflight, ReleaseLock lock) {
        World world = preflight.observation().world();
        RollBackReadiness readiness = new RollBackReadiness(context, progress, world, preflight.from());
        return new OngoingCutover(context, preflight, lock, progress, readiness);
    }

    private CutoverReport underLock(OngoingCutover cutover, Ending ending) {
        try {
            phases(cutover);
        } catch (Throwable e) {
            return stopped(Stop.of(e), cutover, ending);
        }
        return switched(cutover, ending);
    }

    private void phases(OngoingCutover cutover) {
        ApprovePhase approval = new ApprovePhase(context);
        new TestPhase(context).run(cutover);
        approval.run(cutover);
        new WindowPhase(context).run();
        new ScalePhase(context).run(cutover);
        approval.requireStanding();
        new ShiftPhase(context).run(cutover);
        new VerifyPhase(context).run(cutover);
        new BakePhase(context).run(cutover);
        new StandbyPhase(context).run(cutover);
    }

    /** A success says what it does not rest on. */
    private CutoverReport switched(OngoingCutover cutover, Ending ending) {
        String notJudged = context.objectives().notJudged();
        return ending.settled(
                Outcome.SWITCHED,
                to,
                was(cutover) + "; traffic is on " + to + (notJudged.isEmpty() ? "." : "; " + notJudged + "."),
                "proven" + (notJudged.isEmpty() ? "" : ", but " + notJudged) + progress.approval(),
                progress);
    }

    private CutoverReport stopped(Stop stop, OngoingCutover cutover, Ending ending) {
        String why = stop.why();
        return switch (stop.consequence(progress.moved(), context.settings().foreignWrites())) {
            case REFUSED -> ending.refused(why, progress);
            case ROLLED_BACK -> rollBack(stop, cutover, ending);
            case FROZEN -> frozen(why, cutover, ending);
            case ATTENTION -> ending.attention(why, progress);
            case UNRESOLVED -> ending.unresolved(why, progress);
        };
    }

    private CutoverReport frozen(String why, OngoingCutover cutover, Ending ending) {
        return frozen(why, "; rollBack() goes back if that is right.", cutover, ending);
    }

    private CutoverReport frozen(String why, String remedy, OngoingCutover cutover, Ending ending) {
        return ending.settled(
                Outcome.FROZEN,
                to,
                was(cutover) + " and stays there: " + why + ". Traffic is on " + to + remedy,
                why + progress.approval(),
                progress);
    }

    private CutoverReport rollBack(Stop reason, OngoingCutover cutover, Ending ending) {
        String why = reason.why();
        Progress back = progress.anew(cutover.preflight().observation());
        try {
            new RollBackPhase(cutover, back).run(why);
            return ending.settled(
                    Outcome.ROLLED_BACK,
                    cutover.from(),
                    reporter.name() + " was " + reached() + " and sent back: " + why + ". Traffic is on "
                            + cutover.from() + ".",
                    why + progress.approval(),
                    back);
        } catch (Throwable e) {
            Stop stop = Stop.of(e);
            if (stop.isFrozen()) {
                return closed(reason, stop.why(), cutover, ending);
            }
            String both = why + "; and going back failed: " + stop.why();
            Progress furthest = back.moved() ? back : progress;
            return stop.keepsLock() || stop.isUnexpected()
                    ? ending.unresolved(both, furthest)
                    : ending.notGoneBack(both, furthest);
        }
    }

    /** After a foreign write, a person has to look where traffic is. */
    private CutoverReport closed(Stop reason, String closed, OngoingCutover cutover, Ending ending) {
        String why = reason.why() + "; " + closed;
        return reason.isForeign()
                ? ending.attention(why, progress)
                : frozen(why, "; mend it there, or switch to a version that works.", cutover, ending);
    }

    private String was(OngoingCutover cutover) {
        return reporter.name() + " was switched from " + cutover.from() + " to " + to;
    }

    private String reached() {
        TrafficSplit furthest = progress.last().orElseThrow().move().target();
        return furthest.only().isPresent() ? "switched to " + to : "moved to " + furthest;
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
