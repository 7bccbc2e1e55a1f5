package dev.bluegreen.internal.engine.rollback;

import dev.bluegreen.event.RollBackCause;
import dev.bluegreen.internal.engine.ending.Ending;
import dev.bluegreen.internal.engine.ending.OldTrack;
import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.ending.UnderLock;
import dev.bluegreen.internal.engine.ending.UnderLock.Begun;
import dev.bluegreen.internal.engine.lock.LockPhase;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.observe.WayBackLook;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.Planner;
import dev.bluegreen.internal.engine.write.Announcement;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import java.util.List;
import java.util.Optional;

/** Sends traffic back to where the last cutover took it from. Asks no gate but for one ready pod there. */
public final class RollBackOperation {

    private final Context context;
    private final Stored stored;
    private final Optional<Observation> first;
    private final Track back;
    private final Reporter reporter;
    private final Progress progress = new Progress();

    public RollBackOperation(Context context, WayBackLook look, Track back) {
        this.context = context;
        this.stored = look.stored();
        this.first = look.observation(context, back.other());
        this.back = back;
        this.reporter = new Reporter(context, Operation.ROLL_BACK, back);
    }

    public CutoverReport run() {
        return new UnderLock(context).report(reporter, progress, this::begin);
    }

    private Begun begin() {
        first.ifPresent(progress::saw);
        Observation observation = first.orElseGet(this::observation);
        if (observation.active().equals(Optional.of(back))
                && stored.record().inFlight().isEmpty()) {
            return Begun.ended(reporter.unchanged(back, progress));
        }
        requireOpen(stored.record());
        requireNotStaged();
        requireReady(observation);
        Optional<Announcement> first = announcement(observation);
        LockPhase taking = new LockPhase(context, Operation.ROLL_BACK);
        ReleaseLock taken = taking.run(stored.lease(), observation, back.other(), back, first);
        Optional<Observation> counts =
                Optional.of(observation).filter(seen -> first.isPresent() && taking.tookAtOnce());
        return Begun.with(taken, (lock, ending) -> underLock(lock, ending, counts, taking.unfenced()));
    }

    /** With the lock, of the first router that goes back; empty where the old track has to grow or to take traffic first. */
    private Optional<Announcement> announcement(Observation observation) {
        boolean takesTwoWrites =
                observation.routers().stream().anyMatch(routed -> BothTracks.isDue(routed, back.other()));
        if (takesTwoWrites || stored.record().sizes().full(back).isPresent()) {
            return Optional.empty();
        }
        Planner planner = new Planner(context);
        return observation.routers().stream()
                .filter(routed -> routed.state().split().sendsTo(back.other()))
                .findFirst()
                .map(routed -> Announcement.back(context, planner.move(observation, routed, back, 1, 0), back));
    }

    private void requireOpen(ReleaseRecord record) {
        record.closedWayBack(back.other()).ifPresent(closed -> {
            throw Stop.because(
                    closed.clause() + "; switchTo(" + back + ") moves traffic there once it was staged anew");
        });
    }

    private void requireNotStaged() {
        if (stored.record().staged().track().equals(Optional.of(back))) {
            throw Stop.because(
                    back + " was staged since the last cutover, so that it no longer runs what traffic was taken"
                            + " from; switchTo(" + back + ") tests it and moves traffic there");
        }
    }

    /** A track that was made smaller is made bigger first. */
    private void requireReady(Observation observation) {
        if (stored.record().sizes().full(back).isEmpty()) {
            OldTrack.requireReady(observation.world(), back);
            requireNotRetired(observation, stored.record());
        }
    }

    private void requireNotRetired(Observation observation, ReleaseRecord record) {
        OldTrack.ofRollBack(context, progress, back).requireNotRetired(observation.world(), record.sizes());
    }

    private Observation observation() {
        return progress.look(context, Optional.of(back.other()));
    }

    /** @param counts what was read before the lock, if it counts still */
    private CutoverReport underLock(
            ReleaseLock lock, Ending ending, Optional<Observation> counts, List<String> unfenced) {
        try {
            move(lock, counts, unfenced);
        } catch (Throwable e) {
            return stopped(ending, Stop.of(e));
        }
        return ending.settled(
                Outcome.ROLLED_BACK,
                back,
                reporter.name() + " was rolled back; traffic is on "
                        + context.release().named(back) + ".",
                "rollBack() was called",
                progress);
    }

    /**
     * Not to be aborted once it has begun to write. Reads again, unless what was read is what is watched: while the lock was
     * waited for, another operation may have moved traffic, or retired the old track.
     */
    private void move(ReleaseLock lock, Optional<Observation> counts, List<String> unfenced) {
        context.goBack(RollBackCause.REQUEST);
        requireSamePlace(lock);
        MoveBack routers = new MoveBack(context, lock, back, progress);
        Observation read = counts.filter(new Observer(context)::isCurrent).orElseGet(this::observation);
        requireNotRetired(read, lock.record());
        Observation now = routers.restoreSize(read);
        OldTrack.ofRollBack(context, progress, back)
                .take(now.world(), lock.record().sizes());
        context.requireNotAborted();
        routers.everyRouter(now, progress::stands, unfenced);
    }

    private void requireSamePlace(ReleaseLock lock) {
        Optional<PastCutover> now = lock.record().lastSwitch();
        boolean isSame =
                now.map(PastCutover::id).equals(stored.record().lastSwitch().map(PastCutover::id));
        if (!isSame || !now.map(PastCutover::from).equals(Optional.of(back))) {
            throw Stop.because("another operation has ended meanwhile, and traffic was taken from "
                    + now.map(last -> last.from().toString()).orElse("nowhere")
                    + " last; call rollBack() again to return it");
        }
    }

    private CutoverReport stopped(Ending ending, Stop stop) {
        return switch (stop.consequenceForWayBack(progress.moved())) {
            case UNRESOLVED -> ending.unresolved(stop.why(), progress);
            case REFUSED -> ending.refused(stop.why(), progress);
            default -> ending.attention(stop.why(), progress);
        };
    }
}
