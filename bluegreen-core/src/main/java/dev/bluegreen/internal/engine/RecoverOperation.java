package dev.bluegreen.internal.engine;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.internal.engine.Observer.Journal;
import dev.bluegreen.internal.engine.Situation.Routed;
import dev.bluegreen.internal.record.LockLostException;
import dev.bluegreen.internal.record.ReleaseLock;
import dev.bluegreen.internal.record.ReleaseRecord.InFlight;
import dev.bluegreen.model.CutoverReport;
import dev.bluegreen.model.Outcome;
import dev.bluegreen.model.Phase;
import dev.bluegreen.model.Track;
import java.util.Optional;

/**
 * Ends what a process that died left behind: takes its lock, fences every router, and only then reads. When all routers are
 * on the asked track and that can be proven, the cutover is finished; otherwise traffic goes back to where it was.
 */
final class RecoverOperation {

    private final Context context;
    private final Observer observer;
    private final Planner planner;
    private final TrafficWriter writer;
    private final Journal journal;
    private final Reporter reporter;
    private final Progress progress = new Progress();

    RecoverOperation(Context context, Journal journal) {
        this.context = context;
        this.observer = new Observer(context);
        this.planner = new Planner(context);
        this.writer = new TrafficWriter(context);
        this.journal = journal;
        this.reporter = new Reporter(
                context,
                journal.journal()
                        .inFlight()
                        .map(InFlight::to)
                        .or(journal.journal()::active)
                        .orElse(Track.BLUE));
    }

    CutoverReport run() {
        Situation situation;
        ReleaseLock lock;
        try {
            situation = situation();
            lock = new LockPhase(context).adopt(journal.stored(), situation);
        } catch (RuntimeException e) {
            return reporter.refused(Stop.because(e).why(), progress);
        }
        try (lock) {
            return underLock(lock);
        }
    }

    private Situation situation() {
        Calls calls =
                context.calls(context.deadline(context.settings().deadlines().preflight()));
        Situation situation =
                observer.situation(calls, observer.routers(calls, expected()).strategies());
        progress.saw(situation);
        return situation;
    }

    private Optional<Track> expected() {
        return journal.journal().inFlight().map(InFlight::from).or(journal.journal()::active);
    }

    /** What was read before the lock may have ended by itself, or gone on, while this operation waited for the lock. */
    private CutoverReport underLock(ReleaseLock lock) {
        Ending ending = new Ending(context, reporter, lock);
        return lock.journal()
                .inFlight()
                .map(left -> recover(left, lock, ending))
                .orElseGet(() -> ending.freed(progress));
    }

    private CutoverReport recover(InFlight left, ReleaseLock lock, Ending ending) {
        try {
            Situation fenced = situation();
            if (left.intents().isEmpty()) {
                return ending.abandoned(left.id(), progress);
            }
            return isFinished(left, fenced) ? finish(left, ending) : undo(left, fenced, lock, ending);
        } catch (RuntimeException e) {
            String why = "recovery of cutover " + left.id() + " stopped: "
                    + Stop.because(e).why();
            return e instanceof LockLostException || (e instanceof Stop stop && stop.isUnresolved())
                    ? ending.unresolved(why, progress)
                    : ending.attention(why, progress);
        }
    }

    /** Whether every router is on the asked track, nobody had decided to go back, and the proof holds now. */
    private boolean isFinished(InFlight left, Situation situation) {
        boolean wasGoingBack = left.phase() == Phase.ROLL_BACK;
        if (wasGoingBack || !situation.active().equals(Optional.of(left.to()))) {
            return false;
        }
        situation.routers().forEach(routed -> progress.applied(planner.standing(situation, routed, left.to())));
        try {
            context.enter(Phase.VERIFY);
            Deadline deadline = context.deadline(context.settings().deadlines().verify());
            new VerifyPhase(context).prove(progress, deadline, context::requireNotAborted);
            return true;
        } catch (Stop e) {
            if (e.isStaying()) {
                throw e;
            }
            return false;
        }
    }

    private CutoverReport finish(InFlight left, Ending ending) {
        String did = "cutover " + left.id() + " had moved all traffic to " + left.to() + " and was finished";
        return ending.settled(
                Outcome.SWITCHED,
                left.to(),
                reporter.name() + ": " + did + "; traffic is on " + left.to() + ".",
                did,
                progress);
    }

    private CutoverReport undo(InFlight left, Situation situation, ReleaseLock lock, Ending ending) {
        context.enter(Phase.ROLL_BACK);
        Deadline deadline = context.deadline(context.settings().deadlines().rollBack());
        Progress back = new Progress();
        back.saw(situation);
        RollBackPhase.requireReady(situation.world(), left.from());
        for (Routed routed : situation.routers()) {
            Move move = planner.move(situation, routed, left.from(), 1, lock.token());
            back.applied(
                    routed.state().split().sendsTo(left.to())
                            ? writer.move(routed.strategy(), move, lock, deadline)
                            : planner.standing(situation, routed, left.from()));
        }
        new VerifyPhase(context).prove(back, deadline, lock::requireHeld);
        String did = "cutover " + left.id() + " to " + left.to() + " was undone";
        return ending.settled(
                Outcome.ROLLED_BACK,
                left.from(),
                reporter.name() + ": " + did + "; traffic is on " + left.from() + ".",
                did,
                back);
    }
}
