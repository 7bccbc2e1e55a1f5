package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.internal.engine.ending.Ending;
import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.ending.WayBack;
import dev.bluegreen.internal.engine.lock.LockPhase;
import dev.bluegreen.internal.engine.observe.Liveness;
import dev.bluegreen.internal.engine.observe.Situation;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.operation.Thrown;
import dev.bluegreen.internal.engine.plan.Planner;
import dev.bluegreen.internal.engine.plan.Prepared;
import dev.bluegreen.internal.engine.proof.VerifyPhase;
import dev.bluegreen.internal.engine.rollback.Adoption;
import dev.bluegreen.internal.engine.rollback.RollBackPhase;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.LockLostException;
import dev.bluegreen.internal.record.ReleaseLock;
import dev.bluegreen.model.ForeignWrites;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.ReleaseStatus.Unfinished;
import java.util.Optional;

/** Moves traffic to a track: the phases of a cutover, in order. */
public final class SwitchOperation {

    private final Context context;
    private final Track to;
    private final Reporter reporter;
    private final Progress progress = new Progress();
    private String approved = "";

    public SwitchOperation(Context context, Track to) {
        this.context = context;
        this.to = to;
        this.reporter = new Reporter(context, Operation.SWITCH, to);
    }

    public CutoverReport run() {
        Prepared prepared;
        ReleaseLock lock;
        try {
            prepared = new PreflightPhase(context).run(to, progress, reporter::found);
            if (prepared.unchanged()) {
                return unchanged(prepared);
            }
            lock = new LockPhase(context, Operation.SWITCH)
                    .run(prepared.stored().lease(), prepared.situation(), prepared.from(), prepared.to());
        } catch (Throwable e) {
            return reporter.refused(Stop.because(Thrown.asFailure(e)).why(), progress);
        }
        try (lock) {
            return underLock(prepared, lock);
        }
    }

    private CutoverReport underLock(Prepared prepared, ReleaseLock lock) {
        Ending ending = new Ending(context, reporter, lock);
        WayBack wayBack = new WayBack(context, reporter, prepared.situation().world(), prepared.from());
        try {
            new TestPhase(context).run(prepared, lock, progress);
            ApprovePhase approval = new ApprovePhase(context);
            approved = approval.run(prepared);
            new ScalePhase(context).run(prepared, lock);
            approval.requireStanding();
            new ShiftPhase(context).run(prepared, lock, progress, wayBack);
            new VerifyPhase(context).run(progress, lock, prepared, wayBack);
            new BakePhase(context).run(progress, lock, prepared.situation().world(), to, wayBack);
            new StandbyPhase(context, prepared.from()).run(prepared, lock);
        } catch (Throwable e) {
            return stopped(prepared, lock, ending, Thrown.asFailure(e));
        }
        return switched(prepared, ending);
    }

    /** A success says what it does not rest on. */
    private CutoverReport switched(Prepared prepared, Ending ending) {
        String notJudged = context.judged().notJudged();
        String did = reporter.name() + " was switched from " + prepared.from() + " to " + to + "; traffic is on " + to;
        return ending.settled(
                Outcome.SWITCHED,
                to,
                did + (notJudged.isEmpty() ? "." : "; " + notJudged + "."),
                "proven" + (notJudged.isEmpty() ? "" : ", but " + notJudged) + approved,
                progress);
    }

    private CutoverReport stopped(Prepared prepared, ReleaseLock lock, Ending ending, RuntimeException e) {
        String why = Stop.because(e).why();
        if (e instanceof Stop stop && stop.isUnresolved()) {
            return ending.unresolved(why, progress);
        }
        if (!progress.moved()) {
            return e instanceof Stop stop && stop.mayHaveMoved()
                    ? ending.attention(why, progress)
                    : ending.refused(why, progress);
        }
        if (e instanceof LockLostException) {
            return ending.unresolved(why, progress);
        }
        boolean holds = context.settings().foreignWrites() == ForeignWrites.HOLD;
        if (e instanceof Stop stop && (stop.isStaying() || (stop.isForeign() && holds))) {
            return ending.attention(why, progress);
        }
        return e instanceof Stop stop && stop.isFrozen()
                ? frozen(prepared, ending, why)
                : rollBack(prepared, lock, ending, why);
    }

    private CutoverReport frozen(Prepared prepared, Ending ending, String why) {
        return ending.settled(
                Outcome.FROZEN,
                to,
                reporter.name() + " was switched from " + prepared.from() + " to " + to + " and stays there: " + why
                        + ". Traffic is on " + to + "; rollBack() goes back if that is right.",
                why + approved,
                progress);
    }

    private CutoverReport rollBack(Prepared prepared, ReleaseLock lock, Ending ending, String why) {
        Progress back = new Progress();
        back.saw(prepared.situation());
        try {
            new RollBackPhase(context, reporter, progress, back)
                    .run(lock, prepared.situation().world(), prepared.from(), why);
            progress.tests().forEach(back::tested);
            return ending.settled(
                    Outcome.ROLLED_BACK,
                    prepared.from(),
                    reporter.name() + " was " + reached() + " and sent back: " + why + ". Traffic is on "
                            + prepared.from() + ".",
                    why + approved,
                    back);
        } catch (Throwable e) {
            RuntimeException failure = Thrown.asFailure(e);
            String both =
                    why + "; and going back failed: " + Stop.because(failure).why();
            Progress furthest = back.moved() ? back : progress;
            boolean isSettled =
                    failure instanceof PlatformException || (failure instanceof Stop stop && !stop.isUnresolved());
            return isSettled ? ending.notGoneBack(both, furthest) : ending.unresolved(both, furthest);
        }
    }

    private String reached() {
        TrafficSplit furthest = progress.last().orElseThrow().move().target();
        return furthest.only().isPresent() ? "switched to " + to : "moved to " + furthest;
    }

    /** A success that moves nothing, if nobody is at work and the proof holds now. */
    private CutoverReport unchanged(Prepared prepared) {
        new Liveness(context).awaitFree(prepared.stored().lease());
        prepared.stored()
                .record()
                .unfinished()
                .filter(Unfinished::trafficIntent)
                .ifPresent(cutover -> {
                    throw Stop.because(
                            "cutover " + cutover.id() + " is unfinished in " + cutover.phase() + "; call recover()");
                });
        if (Adoption.isDue(prepared, to)) {
            return new Adoption(context, reporter, to).run(prepared, progress);
        }
        Progress proof = new Progress();
        proof.saw(prepared.situation());
        Planner planner = new Planner(context);
        Situation now = prepared.situation();
        now.routers().forEach(routed -> proof.stands(planner.standing(now, routed, to)));
        Deadline deadline = context.deadline(context.settings().deadlines().verify());
        new VerifyPhase(context).prove(proof, deadline, context::checkpoint);
        return reporter.end(
                Outcome.UNCHANGED,
                reporter.name() + " was on " + to + " already; traffic is on " + to + ", nothing was written.",
                Optional.of(to),
                proof);
    }
}
