package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.internal.engine.ending.Ending;
import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.ending.RollBackReadiness;
import dev.bluegreen.internal.engine.lock.LockPhase;
import dev.bluegreen.internal.engine.observe.Liveness;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.Planner;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.proof.VerifyPhase;
import dev.bluegreen.internal.engine.rollback.AdoptForeignMove;
import dev.bluegreen.internal.engine.rollback.RollBackPhase;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.ReleaseLock;
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
        PreflightResult preflight;
        ReleaseLock lock;
        try {
            preflight = new PreflightPhase(context).run(to, progress, reporter::found);
            if (preflight.unchanged()) {
                return unchanged(preflight);
            }
            lock = new LockPhase(context, Operation.SWITCH)
                    .run(preflight.stored().lease(), preflight.observation(), preflight.from(), preflight.to());
        } catch (Throwable e) {
            return reporter.refused(Stop.of(e).why(), progress);
        }
        try (lock) {
            return underLock(preflight, lock);
        }
    }

    private CutoverReport underLock(PreflightResult preflight, ReleaseLock lock) {
        Ending ending = new Ending(context, reporter, lock);
        RollBackReadiness readiness =
                new RollBackReadiness(context, reporter, preflight.observation().world(), preflight.from());
        try {
            new TestPhase(context).run(preflight, lock, progress);
            ApprovePhase approval = new ApprovePhase(context);
            approved = approval.run(preflight);
            new ScalePhase(context).run(preflight, lock);
            approval.requireStanding();
            new ShiftPhase(context).run(preflight, lock, progress, readiness);
            new VerifyPhase(context).run(progress, lock, preflight, readiness);
            new BakePhase(context).run(progress, lock, preflight.observation().world(), to, readiness);
            new StandbyPhase(context, preflight.from()).run(preflight, lock);
        } catch (Throwable e) {
            return stopped(preflight, lock, ending, Stop.of(e));
        }
        return switched(preflight, ending);
    }

    /** A success says what it does not rest on. */
    private CutoverReport switched(PreflightResult preflight, Ending ending) {
        String notJudged = context.objectives().notJudged();
        String did = reporter.name() + " was switched from " + preflight.from() + " to " + to + "; traffic is on " + to;
        return ending.settled(
                Outcome.SWITCHED,
                to,
                did + (notJudged.isEmpty() ? "." : "; " + notJudged + "."),
                "proven" + (notJudged.isEmpty() ? "" : ", but " + notJudged) + approved,
                progress);
    }

    private CutoverReport stopped(PreflightResult preflight, ReleaseLock lock, Ending ending, Stop stop) {
        String why = stop.why();
        return switch (stop.consequence(progress.moved(), context.settings().foreignWrites())) {
            case REFUSED -> ending.refused(why, progress);
            case ROLLED_BACK -> rollBack(preflight, lock, ending, why);
            case FROZEN -> frozen(preflight, ending, why);
            case ATTENTION -> ending.attention(why, progress);
            case UNRESOLVED -> ending.unresolved(why, progress);
        };
    }

    private CutoverReport frozen(PreflightResult preflight, Ending ending, String why) {
        return ending.settled(
                Outcome.FROZEN,
                to,
                reporter.name() + " was switched from " + preflight.from() + " to " + to + " and stays there: " + why
                        + ". Traffic is on " + to + "; rollBack() goes back if that is right.",
                why + approved,
                progress);
    }

    private CutoverReport rollBack(PreflightResult preflight, ReleaseLock lock, Ending ending, String why) {
        Progress back = new Progress();
        back.saw(preflight.observation());
        try {
            new RollBackPhase(context, reporter, progress, back)
                    .run(lock, preflight.observation().world(), preflight.from(), why);
            progress.tests().forEach(back::tested);
            return ending.settled(
                    Outcome.ROLLED_BACK,
                    preflight.from(),
                    reporter.name() + " was " + reached() + " and sent back: " + why + ". Traffic is on "
                            + preflight.from() + ".",
                    why + approved,
                    back);
        } catch (Throwable e) {
            Stop stop = Stop.of(e);
            String both = why + "; and going back failed: " + stop.why();
            Progress furthest = back.moved() ? back : progress;
            return stop.keepsLock() || stop.isUnexpected()
                    ? ending.unresolved(both, furthest)
                    : ending.notGoneBack(both, furthest);
        }
    }

    private String reached() {
        TrafficSplit furthest = progress.last().orElseThrow().move().target();
        return furthest.only().isPresent() ? "switched to " + to : "moved to " + furthest;
    }

    /** A success that moves nothing, if nobody is at work and the proof holds now. */
    private CutoverReport unchanged(PreflightResult preflight) {
        new Liveness(context).awaitFree(preflight.stored().lease());
        preflight
                .stored()
                .record()
                .unfinished()
                .filter(Unfinished::trafficIntent)
                .ifPresent(cutover -> {
                    throw Stop.because(
                            "cutover " + cutover.id() + " is unfinished in " + cutover.phase() + "; call recover()");
                });
        if (AdoptForeignMove.isDue(preflight, to)) {
            return new AdoptForeignMove(context, reporter, to).run(preflight, progress);
        }
        Progress proof = new Progress();
        proof.saw(preflight.observation());
        Planner planner = new Planner(context);
        Observation now = preflight.observation();
        now.routers().forEach(routed -> proof.stands(planner.standing(now, routed, to)));
        Deadline deadline = context.verifyDeadline();
        new VerifyPhase(context).prove(proof, deadline, context::checkpoint);
        return reporter.end(
                Outcome.UNCHANGED,
                reporter.name() + " was on " + to + " already; traffic is on " + to + ", nothing was written.",
                Optional.of(to),
                proof);
    }
}
