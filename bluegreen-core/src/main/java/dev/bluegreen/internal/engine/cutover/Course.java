package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.internal.engine.cutover.ShiftPhase.ReachedStep;
import dev.bluegreen.internal.engine.ending.Ending;
import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.ending.RollBackReadiness;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.plan.ShiftStep;
import dev.bluegreen.internal.engine.proof.OngoingCutover;
import dev.bluegreen.internal.engine.proof.VerifyPhase;
import dev.bluegreen.internal.engine.rollback.RollBackPhase;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.intent.Intent.Parked;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Outcome;
import java.util.Optional;
import java.util.function.Consumer;

/** A cutover under its lock, from where it is to its end: the phases in order, and what becomes of it when one stops. */
public final class Course {

    private final Context context;
    private final Reporter reporter;
    private final Progress progress;

    public Course(Context context, Reporter reporter, Progress progress) {
        this.context = context;
        this.reporter = reporter;
        this.progress = progress;
    }

    public CutoverReport fromTheBeginning(PreflightResult preflight, ReleaseLock lock, Ending ending) {
        return run(cutover(preflight, lock), ending, this::phases);
    }

    /** With nothing between the lock and the move: what preflight read counts, as long as it is what is watched. */
    CutoverReport directly(PreflightResult preflight, ReleaseLock lock, Ending ending) {
        return run(cutover(preflight, lock).direct(), ending, this::phases);
    }

    /** @param from where all or some routers are by now */
    CutoverReport fromStep(ReachedStep from, PreflightResult preflight, ReleaseLock lock, Ending ending) {
        return run(cutover(preflight, lock), ending, cutover -> {
            new ShiftPhase(context).goOn(from, cutover);
            watched(cutover);
        });
    }

    /** It cannot go on. */
    CutoverReport stopped(Stop why, PreflightResult preflight, ReleaseLock lock, Ending ending) {
        return stopped(why, cutover(preflight, lock), ending);
    }

    private OngoingCutover cutover(PreflightResult preflight, ReleaseLock lock) {
        World world = preflight.observation().world();
        RollBackReadiness readiness = new RollBackReadiness(context, progress, world, preflight.from());
        return new OngoingCutover(context, preflight, lock, progress, readiness, false);
    }

    private CutoverReport run(OngoingCutover cutover, Ending ending, Consumer<OngoingCutover> phases) {
        try {
            phases.accept(cutover);
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
        new AttachPhase(context).run(cutover);
        new LastGates(context).require(cutover);
        approval.requireStanding();
        new ShiftPhase(context).run(cutover);
        watched(cutover);
    }

    private void watched(OngoingCutover cutover) {
        new VerifyPhase(context).run(cutover);
        context.intent().reached(now -> now.proven(context.time().now()));
        new BakePhase(context).run(cutover);
        requireWanted(cutover);
        new StandbyPhase(context).run(cutover);
    }

    /** An interrupt does not undo what another process moved, and this one has proven. */
    private void requireWanted(OngoingCutover cutover) {
        boolean isOurs = context.attempt().equals(context.id());
        if (isOurs || cutover.lock().record().cancelled().isPresent()) {
            context.requireNotAborted();
        }
    }

    /** A success says what it does not rest on. */
    private CutoverReport switched(OngoingCutover cutover, Ending ending) {
        String notJudged = context.objectives().notJudged();
        return ending.settled(
                Outcome.SWITCHED,
                cutover.to(),
                was(cutover) + "; traffic is on " + cutover.to() + (notJudged.isEmpty() ? "." : "; " + notJudged + "."),
                "proven" + (notJudged.isEmpty() ? "" : ", but " + notJudged) + progress.approval() + resumed(),
                progress);
    }

    /** Follows the reason of the end. */
    private String resumed() {
        return context.attempt().equals(context.id()) ? "" : "; resumed by " + context.identity();
    }

    private CutoverReport stopped(Stop stop, OngoingCutover cutover, Ending ending) {
        String why = stop.why();
        return switch (stop.consequence(progress.moved(), context.settings().foreignWrites())) {
            case REFUSED ->
                parked(stop).map(wait -> ending.parked(wait, progress)).orElseGet(() -> ending.refused(why, progress));
            case ROLLED_BACK -> rollBack(stop, cutover, ending);
            case FROZEN -> frozen(why, cutover, ending);
            case ATTENTION -> ending.attention(why, progress);
            case LEFT -> ending.left(why, progress);
            case UNRESOLVED -> ending.unresolved(why, progress);
        };
    }

    /** A request that is frozen right before its first write waits as before. */
    private Optional<Parked> parked(Stop stop) {
        return stop.parked()
                .or(() -> context.freezes()
                        .patience()
                        .filter(wait -> stop.isHeld())
                        .map(wait -> new Parked("traffic to be let through; " + stop.why(), wait.until())));
    }

    private CutoverReport frozen(String why, OngoingCutover cutover, Ending ending) {
        return frozen(why, "; rollBack() goes back if that is right.", cutover, ending);
    }

    /** It would have gone back, if the way back were open. After a foreign write, a person has to look where traffic is. */
    private CutoverReport closed(Stop reason, String closed, OngoingCutover cutover, Ending ending) {
        String why = reason.why() + "; " + closed;
        return reason.isForeign()
                ? ending.attention(why, progress)
                : frozen(why, "; mend it there, or switch to a version that works.", cutover, ending);
    }

    private CutoverReport frozen(String why, String remedy, OngoingCutover cutover, Ending ending) {
        return ending.settled(
                Outcome.FROZEN,
                cutover.to(),
                was(cutover) + " and stays there: " + why + ". Traffic is on " + cutover.to() + remedy,
                why + progress.approval() + resumed(),
                progress);
    }

    private CutoverReport rollBack(Stop reason, OngoingCutover cutover, Ending ending) {
        String why = reason.why();
        Progress back = progress.anew(cutover.preflight().observation());
        try {
            new RollBackPhase(cutover, back).run(reason);
            return ending.settled(
                    Outcome.ROLLED_BACK,
                    cutover.from(),
                    reporter.name() + " was " + reached(cutover) + " and sent back: " + why + ". Traffic is on "
                            + context.release().named(cutover.from()) + ".",
                    why + progress.approval() + resumed(),
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

    private String was(OngoingCutover cutover) {
        return reporter.name()
                + (context.release().isOrigin(cutover.from()) ? " was adopted: moved from " : " was switched from ")
                + context.release().named(cutover.from()) + " to " + cutover.to();
    }

    private String reached(OngoingCutover cutover) {
        TrafficSplit furthest = progress.last().orElseThrow().move().target();
        return furthest.only().isPresent() ? "switched to " + cutover.to() : "moved to " + ShiftStep.shown(furthest);
    }
}
