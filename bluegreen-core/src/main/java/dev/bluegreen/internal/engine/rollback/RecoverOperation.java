package dev.bluegreen.internal.engine.rollback;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.event.RollBackCause;
import dev.bluegreen.internal.engine.ending.Ending;
import dev.bluegreen.internal.engine.ending.OldTrack;
import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.ending.UnderLock;
import dev.bluegreen.internal.engine.ending.UnderLock.Begun;
import dev.bluegreen.internal.engine.lock.LockPhase;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Failures;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.Planner;
import dev.bluegreen.internal.engine.proof.VerifyPhase;
import dev.bluegreen.internal.engine.write.ForeignWrite;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.WayBackClosed;
import dev.bluegreen.internal.record.intent.Intent;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.spi.StoredRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Ends the operation of a process that died: takes its lock, fences every router, and only then reads. When all routers are
 * on the target and that can be proven, the cutover is finished; otherwise traffic goes back to where it was, unless that was
 * a way back from a track without any pod.
 */
public final class RecoverOperation {

    private static final String TO_GO_BACK = "it was to go back";

    private final Context context;
    private final Planner planner;
    private final Stored stored;
    private final Recovery how;
    private final Reporter reporter;
    private final LockPhase taking;
    private final Optional<String> obstacle;
    private Progress progress = new Progress();

    public RecoverOperation(Context context, Stored stored, Recovery how) {
        this(context, stored, how, new LockPhase(context, Operation.RECOVER), Optional.empty());
    }

    /**
     * A recovery of what was to be gone on with.
     *
     * @param taking took the lock
     * @param obstacle why it is not gone on with; empty if it has moved nothing
     */
    public RecoverOperation(Context context, Stored stored, Recovery how, LockPhase taking, Optional<String> obstacle) {
        this.obstacle = obstacle;
        this.context = context;
        this.planner = new Planner(context);
        this.taking = taking;
        this.stored = stored;
        this.how = how;
        this.reporter = new Reporter(
                context,
                Operation.RECOVER,
                stored.record()
                        .inFlight()
                        .map(InFlight::to)
                        .or(stored.record()::active)
                        .orElse(Track.BLUE));
    }

    public CutoverReport run() {
        return new UnderLock(context).report(reporter, progress, this::begin);
    }

    private Begun begin() {
        if (how == Recovery.ROLL_BACK) {
            stored.record().inFlight().ifPresent(left -> requireOpen(left, stored.record()));
        }
        Observation observation = observation();
        return isUntouched(observation)
                ? Begun.ended(reporter.nothingUnfinished(observation))
                : Begun.with(taking.adopt(stored.lease(), observation), this::underLock);
    }

    private Observation observation() {
        return progress.look(
                context, stored.record().inFlight().map(InFlight::from).or(stored.record()::active));
    }

    /** The operation read before may have ended or continued while this one waited for the lock. */
    public CutoverReport underLock(ReleaseLock lock, Ending ending) {
        return lock.record()
                .inFlight()
                .map(left -> recover(left, lock, ending))
                .orElseGet(() -> atRest(lock.record(), ending));
    }

    private CutoverReport atRest(ReleaseRecord record, Ending ending) {
        try {
            return rest(record, ending);
        } catch (PlatformException e) {
            return ending.attention(Failures.sentence(e), progress);
        }
    }

    private CutoverReport rest(ReleaseRecord record, Ending ending) {
        boolean isLost = progress.seen().filter(now -> now.isUnrecorded(record)).isPresent();
        return isLost ? rebuild(ending) : ending.freed(progress);
    }

    /** Never switched, and no operation is running. */
    private boolean isUntouched(Observation observation) {
        return stored.record().inFlight().isEmpty()
                && stored.lease().flatMap(StoredRecord::holder).isEmpty()
                && observation.highestToken() == 0;
    }

    /** The record was lost: it is rebuilt with the track on which all routers agree. */
    private CutoverReport rebuild(Ending ending) {
        Observation now = progress.seen().orElseThrow();
        if (now.active().isEmpty()) {
            return ending.attention(
                    "its record was lost and " + now.whereTrafficIs()
                            + (now.unread().isEmpty()
                                    ? "; set them to one track by hand"
                                    : "; see why, and call again"),
                    progress);
        }
        Track active = now.active().get();
        now.routers().forEach(routed -> progress.stands(planner.standing(now, routed, active)));
        return ending.rebuilt(active, progress);
    }

    private CutoverReport recover(InFlight left, ReleaseLock lock, Ending ending) {
        try {
            Observation fenced = observation();
            if (left.announced().isEmpty()) {
                return ending.abandoned(left, progress);
            }
            if (left.operation() == Operation.ROLL_BACK) {
                ForeignWrite.requireKnown(left, fenced);
                return undo(left, fenced, lock, ending);
            }
            return switch (how) {
                case FINISH -> forward(left, fenced, lock, ending);
                case ROLL_BACK -> undo(left, fenced, lock, ending);
                case AUTO -> auto(left, fenced, lock, ending);
            };
        } catch (Throwable e) {
            Stop stop = Stop.of(e);
            if (stop.isLeft()) {
                return ending.left(stop.why(), progress);
            }
            String why = "recovery of " + left.name() + stop.ending() + stop.why();
            return stop.keepsLock() ? ending.unresolved(why, progress) : ending.attention(why, progress);
        }
    }

    private CutoverReport auto(InFlight left, Observation fenced, ReleaseLock lock, Ending ending) {
        ForeignWrite.requireKnown(left, fenced);
        boolean isClosed = closed(left, lock.record()).isPresent();
        boolean wasGoingBack = RollBackPhase.hasBegun(left, fenced);
        if (wasGoingBack && !isClosed) {
            return undo(left, fenced, lock, ending);
        }
        boolean isToBeWatched = lock.record().intent().isPresent();
        boolean isThere = isOn(left.to(), fenced);
        if (isToBeWatched && isThere) {
            requireReached(left, fenced);
        }
        if (wasGoingBack && isThere) {
            return undo(left, fenced, lock, ending);
        }
        if (!isToBeWatched && isFinished(left, fenced)) {
            return finish(left, lock, ending);
        }
        if (isClosed || GoneTrack.isLeft(left, lock.record(), fenced)) {
            if (!isClosed) {
                requireNothingToWatch(left, fenced, lock.record());
            }
            return forward(left, fenced, lock, ending);
        }
        return undo(left, fenced, lock, ending);
    }

    /** A track that cannot be read may still have pods: the bake that was requested is not left out because of it. */
    private static void requireNothingToWatch(InFlight left, Observation now, ReleaseRecord record) {
        Optional<String> bake = record.intent().flatMap(NotWatched::bake);
        if (now.world().workload(left.from()).isNone() && bake.isPresent()) {
            throw Stop.staying(
                    "traffic is on " + left.from() + ", whose workload cannot be read; recover(FINISH) moves it to "
                            + left.to() + " without " + bake.get() + ", recover(ROLL_BACK) keeps it there");
        }
    }

    /**
     * Moves the routers that are not on the target yet, if it is ready for their traffic; goes back if that cannot be proven,
     * or is aborted.
     */
    private CutoverReport forward(InFlight left, Observation seen, ReleaseLock lock, Ending ending) {
        context.enter(Phase.SHIFT);
        if (!new MoveForward(context, left, lock, progress).everyRouter(seen, this::observation)) {
            return undo(left, observation(), lock, ending);
        }
        Observation moved = observation();
        requireReached(left, moved);
        Optional<WayBackClosed> closed =
                closed(left, lock.record()).filter(now -> how == Recovery.AUTO && RollBackPhase.hasBegun(left, seen));
        if (closed.isPresent() && isOn(left.to(), moved)) {
            return stays(left, TO_GO_BACK, closed.get(), lock, ending);
        }
        return isFinished(left, moved) ? finish(left, lock, ending) : undo(left, moved, lock, ending);
    }

    private static boolean isOn(Track track, Observation now) {
        return now.active().equals(Optional.of(track));
    }

    /** A requested move forward is not replaced by a rollback because a router could not be read. */
    private void requireReached(InFlight left, Observation moved) {
        List<String> open = Stream.concat(moved.unread().stream(), taking.unfenced().stream())
                .distinct()
                .toList();
        if (!open.isEmpty()) {
            String why = "it is not known to be on " + left.to() + " everywhere: " + String.join(", ", open)
                    + "; the others are. recover(ROLL_BACK) goes back";
            throw taking.unfenced().isEmpty() ? Stop.staying(why) : Stop.unresolved(why);
        }
    }

    /** True if every router is on the target, and the proof holds now. */
    private boolean isFinished(InFlight left, Observation observation) {
        if (!isOn(left.to(), observation)) {
            return false;
        }
        try {
            context.enter(Phase.VERIFY);
            new VerifyPhase(context).proveStanding(observation, left.to(), progress, context::requireNotAborted);
        } catch (Stop e) {
            if (e.isStaying() || e.isLeft()) {
                throw e;
            }
            return false;
        } catch (PlatformException e) {
            if (observation.routers().stream()
                    .anyMatch(routed -> routed.strategy().staysUnproven())) {
                throw e;
            }
            context.tell(Kind.FINDING, "that traffic is on " + left.to() + " cannot be proven: " + e.getMessage());
            return false;
        }
        requireReached(left, observation);
        return true;
    }

    /** What was asked for and not watched is said. */
    private CutoverReport finish(InFlight left, ReleaseLock lock, Ending ending) {
        Optional<Finding> notWatched = lock.record().intent().flatMap(NotWatched::finding);
        notWatched.ifPresent(context.objectives()::found);
        String did = "cutover " + left.id() + " had moved all traffic to " + left.to() + " and was finished"
                + notWatched.map(finding -> ", " + finding.sentence()).orElse("")
                + besides(left);
        return ending.settled(
                Outcome.SWITCHED,
                left.to(),
                reporter.name() + ": " + did + "; traffic is on " + left.to() + ".",
                did + passed(lock),
                progress);
    }

    /** Who passed closed windows for what is ended here, for the history. */
    private static String passed(ReleaseLock lock) {
        return lock.record().intent().flatMap(Intent::passed).orElse("");
    }

    private static Optional<WayBackClosed> closed(InFlight left, ReleaseRecord record) {
        return record.closedWayBack(left.back().other());
    }

    private static void requireOpen(InFlight left, ReleaseRecord record) {
        closed(left, record).ifPresent(closed -> {
            throw Stop.because(
                    closed.clause() + "; recover() finishes " + left.name() + ", or leaves traffic where it is");
        });
    }

    /** What cannot be finished stays, if nothing goes back any more. */
    private CutoverReport stays(InFlight left, String although, WayBackClosed closed, ReleaseLock lock, Ending ending) {
        String did = left.name() + " to " + left.to() + " stays there, although " + although + ": " + closed.clause();
        return ending.settled(
                Outcome.FROZEN,
                left.to(),
                reporter.name() + ": " + did + "; traffic is on " + left.to() + ".",
                did + passed(lock),
                progress);
    }

    private CutoverReport undo(InFlight left, Observation observation, ReleaseLock lock, Ending ending) {
        Optional<WayBackClosed> closed = closed(left, lock.record());
        if (closed.isPresent() && isOn(left.to(), observation)) {
            String although = RollBackPhase.hasBegun(left, observation) ? TO_GO_BACK : "that is not proven";
            return stays(left, although, closed.get(), lock, ending);
        }
        context.goBack(RollBackCause.REQUEST);
        Progress back = progress.anew(observation);
        progress = back;
        MoveBack routers = new MoveBack(context, lock, left.back(), back);
        if (observation.sendsTo(left.back().other())) {
            routers.requireOpen();
        }
        Observation now = routers.restoreSize(observation);
        OldTrack.ofCutover(context, back, left.back())
                .take(now.world(), lock.record().sizes());
        routers.everyRouter(now, back::applied, taking.unfenced());
        String did = undone(left);
        return ending.settled(
                Outcome.ROLLED_BACK,
                left.back(),
                reporter.name() + ": " + did + "; traffic is on "
                        + context.release().named(left.back()) + ".",
                did + passed(lock),
                back);
    }

    private String undone(InFlight left) {
        return left.name() + " to " + left.to()
                + (left.operation() == Operation.ROLL_BACK ? " was finished" : " was undone")
                + obstacle.map(why -> "; " + why).orElse("")
                + context.control().aborted().map(reason -> "; " + reason).orElse("")
                + besides(left);
    }

    /** A release without a router of the cutover ends it for its own: a person has to look at the other. */
    private String besides(InFlight left) {
        return progress.seen().map(now -> now.notLookedAt(left)).orElse("");
    }
}
