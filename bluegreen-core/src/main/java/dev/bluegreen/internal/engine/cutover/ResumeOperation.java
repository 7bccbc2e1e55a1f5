package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.check.slo.Reaction;
import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.cutover.ShiftPhase.ReachedStep;
import dev.bluegreen.internal.engine.ending.Ending;
import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.ending.UnderLock;
import dev.bluegreen.internal.engine.ending.UnderLock.Begun;
import dev.bluegreen.internal.engine.lock.LockPhase;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.observe.PlanHash;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Failures;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.LeftRouters;
import dev.bluegreen.internal.engine.plan.PlannedIntent;
import dev.bluegreen.internal.engine.plan.Planner;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.rollback.GoneTrack;
import dev.bluegreen.internal.engine.rollback.RecoverOperation;
import dev.bluegreen.internal.engine.rollback.RollBackPhase;
import dev.bluegreen.internal.engine.stack.CloneStep;
import dev.bluegreen.internal.engine.write.Clearance;
import dev.bluegreen.internal.engine.write.ForeignWrite;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.intent.Intent;
import dev.bluegreen.internal.record.intent.Reached;
import dev.bluegreen.internal.record.intent.Reached.State;
import dev.bluegreen.internal.record.intent.Request.Plan;
import dev.bluegreen.internal.record.intent.Request.Scope;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Operation;
import java.util.List;
import java.util.Optional;

/**
 * Goes on with a cutover that its process left unfinished, under the cutover's own id: what was asked for stands in the
 * record, and how far it was. Time in which nobody watched counts for nothing.
 */
public final class ResumeOperation {

    /** Events of the processes before have smaller numbers; none of them told that many. */
    private static final int NUMBERS = 10_000;

    private final Context context;
    private final Stored stored;
    private final InFlight left;
    private final RecordedTerms terms;
    private final boolean isRecovery;
    private final Reporter reporter;
    private final LockPhase taking;
    private final Progress progress = new Progress();

    private ResumeOperation(Context own, Stored stored, InFlight left, Intent intent, boolean isRecovery) {
        this.stored = stored;
        this.left = left;
        this.terms = new RecordedTerms(own, intent);
        this.isRecovery = isRecovery;
        this.context = own.resuming(
                left.id(),
                terms.settings(),
                terms.requester(),
                NUMBERS * (intent.reached().resumptions() + 1));
        Operation operation = isRecovery ? Operation.RECOVER : Operation.SWITCH;
        this.reporter = new Reporter(context, operation, left.to());
        this.taking = new LockPhase(context, operation);
    }

    /**
     * What can be gone on with; empty if that is nothing, or has to be undone.
     *
     * @param own context of the release that is to go on
     * @param isRecovery true to undo what cannot be gone on with, or has moved nothing
     */
    public static Optional<ResumeOperation> of(Context own, Stored stored, boolean isRecovery) {
        ReleaseRecord record = stored.record();
        Optional<InFlight> left = record.inFlight()
                .filter(now -> now.operation() == Operation.SWITCH)
                .filter(now -> now.phase() != Phase.ROLL_BACK)
                .filter(now -> !isRecovery || !now.announced().isEmpty());
        return left.flatMap(cutover ->
                record.intent().map(intent -> new ResumeOperation(own, stored, cutover, intent, isRecovery)));
    }

    /** The context of the cutover. */
    public Context context() {
        return context;
    }

    public CutoverReport run() {
        return new UnderLock(context).report(reporter, progress, this::begin);
    }

    private Begun begin() {
        Observation seen = new Observer(context).reachable(context.preflightCalls(), Optional.of(left.from()));
        progress.saw(seen);
        Optional<String> obstacle = obstacle(seen);
        if (!isRecovery) {
            Stop.ifAny(obstacle);
            requireNothingLacking();
            requirePlanned(seen);
        }
        ReleaseLock taken = taking.resume(stored.lease(), seen, left.id());
        return Begun.with(taken, (lock, ending) -> underLock(seen, obstacle, lock, ending));
    }

    /** What is parked stays so for a release that has what it takes. */
    private void requireNothingLacking() {
        List<String> lacks = stored.record().isParked() ? terms.lacks(false) : List.of();
        if (!lacks.isEmpty()) {
            throw Stop.because(cannot(lacks));
        }
    }

    /** What is parked stays so when its plan is not the one that was asked for. */
    private void requirePlanned(Observation seen) {
        if (stored.record().isParked()) {
            context.requester().requirePlan(new PlanHash(context).of(seen, left.to()));
        }
    }

    /** Why this release is not the one to go on; empty if it is. */
    private Optional<String> obstacle(Observation seen) {
        if (!seen.unread().isEmpty()) {
            return Optional.of("not every router could be read: " + String.join(", ", seen.unread()));
        }
        Scope recorded = intent(stored.record()).request().scope();
        Scope now = new PlannedIntent(context).scope(seen);
        return recorded.hash().equals(now.hash())
                ? Optional.empty()
                : Optional.of(left.name() + " is of a release with other routers or labels: it has " + recorded.shown()
                        + "; this one has " + now.shown());
    }

    private CutoverReport underLock(Observation seen, Optional<String> obstacle, ReleaseLock lock, Ending ending) {
        if (lock.record().inFlight().isEmpty()) {
            return ending.freed(progress);
        }
        try {
            Stop.ifAny(
                    isSame(lock.record())
                            ? Optional.empty()
                            : Optional.of("another process has gone on with it meanwhile"));
            boolean isGoneOnWith = obstacle.isEmpty() && taking.unfenced().isEmpty();
            return isGoneOnWith ? goOn(seen, lock, ending) : undo(obstacle, lock, ending);
        } catch (Throwable e) {
            Stop stop = Stop.of(e);
            String why = "going on with " + left.name() + stop.ending() + stop.why();
            boolean isUntouched = left.announced().isEmpty() && isSame(lock.record());
            return isUntouched || stop.isLeft() || stop.keepsLock()
                    ? notMoved(stop, why, lock, ending)
                    : ending.attention(why, progress);
        }
    }

    /** A request that the platform does not answer for now stays parked; anything else that was not moved is refused. */
    private CutoverReport notMoved(Stop stop, String why, ReleaseLock lock, Ending ending) {
        if (context.intent().now().isEmpty()) {
            lock.record().intent().ifPresent(context.intent()::begin);
        }
        if (stop.isLeft()) {
            return ending.left(stop.why(), progress);
        }
        if (stop.keepsLock()) {
            return ending.unresolved(why, progress);
        }
        return stored.record()
                .waits()
                .filter(wait -> stop.isForNow())
                .map(wait -> ending.stillParked(wait, why, progress))
                .orElseGet(() -> ending.refused(why, progress));
    }

    private CutoverReport undo(Optional<String> obstacle, ReleaseLock lock, Ending ending) {
        return new RecoverOperation(context, stored, Recovery.AUTO, taking, obstacle).underLock(lock, ending);
    }

    private boolean isSame(ReleaseRecord now) {
        return now.inFlight().equals(Optional.of(left));
    }

    private CutoverReport goOn(Observation seen, ReleaseLock lock, Ending ending) {
        Intent intent = intent(lock.record());
        Observation now = new Observer(context)
                .readable(context.preflightCalls(), seen.strategies().toList());
        progress.saw(now);
        if (isOvertaken(seen, lock.record())) {
            return ending.abandoned(left, progress);
        }
        ForeignWrite.requireKnown(left, now);
        boolean mayGoBack = lock.record().closedWayBack(left.to()).isEmpty();
        boolean isToBeUndone = isRecovery && now.isOn(left.from()) && !isAwayFromNothing(now, lock);
        if (RollBackPhase.hasBegun(left, now) || (isToBeUndone && mayGoBack)) {
            return undo(Optional.empty(), lock, ending);
        }
        routers().requireOurs(intent.reached().step(), now);
        Optional<String> blind = isRecovery ? blindness(now) : Optional.empty();
        if (blind.isPresent()) {
            return undo(blind, lock, ending);
        }
        context.intent().begin(intent);
        intent.freezes().ifPresent(context.freezes()::await);
        lock.record().cancelled().ifPresent(by -> context.control().abort(by.clause()));
        context.objectives().goOn(terms.results());
        tellOverruled();
        return now.isOn(left.from())
                ? fromTheBeginning(now, intent, lock, ending)
                : fromStep(intent, now, seen.isWrittenBy(left), lock, ending);
    }

    /** True if another cutover had moved traffic there before it took the lock, and it had not written anything when it died. */
    private boolean isOvertaken(Observation seen, ReleaseRecord record) {
        return record.active().equals(Optional.of(left.to())) && seen.isOn(left.to()) && !seen.isWrittenBy(left);
    }

    /** Traffic does not go back to a track without pods, if this release can go on. */
    private boolean isAwayFromNothing(Observation now, ReleaseLock lock) {
        return GoneTrack.isLeft(left, lock.record(), now) && terms.lacks(false).isEmpty();
    }

    /** Why nobody could watch what is gone on with: a recovery goes back then, which takes less. */
    private Optional<String> blindness(Observation now) {
        Calls calls = context.preflightCalls();
        try {
            List<CutoverStrategy> routers = now.strategies().toList();
            Observation unused = new Observer(context).readable(calls, routers, left.to());
            calls.watchStacks().close();
            routers.forEach(router ->
                    calls.read(() -> router.watch(context.release(), () -> {})).close());
            return Optional.empty();
        } catch (PlatformException e) {
            return Optional.of(Failures.sentence(e));
        }
    }

    private void tellOverruled() {
        List<String> all = terms.overruled();
        if (!all.isEmpty()) {
            found(Finding.info(
                    "recorded-terms",
                    "the recorded settings hold: " + String.join("; ", all),
                    "give the release that resumes the same settings"));
        }
    }

    private void found(Finding finding) {
        context.tell(Kind.FINDING, finding.toString());
        progress.found(context.settings().weighed(finding));
    }

    /** Nothing was moved: everything is looked at anew, and what was tested and approved counts for the same plan only. */
    private CutoverReport fromTheBeginning(Observation seen, Intent intent, ReleaseLock lock, Ending ending) {
        context.intent().reached(Reached::anew);
        intent.passed().ifPresent(progress::passed);
        List<String> lacks = terms.lacks(false);
        if (!lacks.isEmpty()) {
            return ending.refused(cannot(lacks), progress);
        }
        PreflightResult preflight;
        try {
            context.release().origin().ifPresent(origin -> new CloneStep(context, origin).run(lock));
            new AttachPhase(context)
                    .awaitMade(seen, left.to(), intent.terms().checks().wanted(), lock);
            preflight = new PreflightPhase(context).run(left.to(), progress);
            requireSamePlan(intent, preflight);
        } catch (Throwable e) {
            Stop stop = Stop.of(e);
            return notMoved(stop, stop.why(), lock, ending);
        }
        return course().fromTheBeginning(preflight, lock, ending);
    }

    private void requireSamePlan(Intent intent, PreflightResult preflight) {
        if (preflight.unchanged()) {
            throw Stop.because("traffic was moved meanwhile");
        }
        Plan before = intent.request().plan();
        Plan now = new PlannedIntent(context)
                .plan(preflight.observation(), left.to(), preflight.plan().hash());
        if (!before.hash().equals(now.hash())) {
            context.intent().change(old -> old.replanned(now));
            found(Finding.warning(
                    "plan-changed",
                    "the plan has changed since it was made: " + before.difference(now)
                            + "; it is tested anew, and earlier approvals do not count",
                    "approve plan " + preflight.plan().shortHash() + " to go on"));
        }
    }

    /** @param isBegun false if it was another writer who moved the routers to where they are */
    private CutoverReport fromStep(Intent intent, Observation now, boolean isBegun, ReleaseLock lock, Ending ending) {
        now.routers().stream()
                .filter(routed -> routed.state().split().sendsTo(left.to()))
                .forEach(routed -> progress.applied(new Planner(context)
                        .standing(
                                now,
                                routed,
                                routed.state().split(),
                                intent.terms().checks().wanted(),
                                routers().announced(routed))));
        PreflightResult preflight = new RecordedPlan(context, stored, left).of(intent, now);
        boolean unused =
                new ApprovePhase(context).recall(intent.request().plan().hash(), progress);
        intent.passed().ifPresent(progress::passed);
        Optional<Stop> why = lock.record()
                .cancelled()
                .map(by -> Stop.because("aborted: " + by.clause()))
                .or(() -> reasonToStop(intent, now))
                .or(() -> isBegun || now.isOn(left.to()) ? Optional.empty() : closed(lock));
        return why.isPresent()
                ? course().stopped(why.get(), preflight, lock, ending)
                : course().fromStep(reached(intent, now), preflight, lock, ending);
    }

    private Optional<Stop> reasonToStop(Intent intent, Observation now) {
        List<String> lacks = terms.lacks(true);
        if (!lacks.isEmpty()) {
            return Optional.of(Stop.because(cannot(lacks)));
        }
        boolean isBreached = intent.reached().objectives().stream().anyMatch(State::breached);
        return isBreached ? Optional.of(breached(intent, now)) : Optional.empty();
    }

    /** Windows hold the first write of a cutover, whoever makes it. */
    private Optional<Stop> closed(ReleaseLock lock) {
        try {
            Clearance.first(context, progress, lock).require(context.preflightCalls());
            return Optional.empty();
        } catch (Stop e) {
            return Optional.of(e);
        }
    }

    /** What was decided by the process that saw it. */
    private Stop breached(Intent intent, Observation now) {
        String why = "an SLO was breached before its process ended";
        if (intent.terms().bake().reactions().toBreach() == Reaction.ROLL_BACK) {
            return Stop.because(why);
        }
        return now.isOn(left.to())
                ? Stop.frozen(why)
                : Stop.staying(why + "; traffic stays there until recover(FINISH) or recover(ROLL_BACK)");
    }

    private String cannot(List<String> lacks) {
        return left.name() + " cannot be resumed by this release, which lacks: " + String.join(", ", lacks);
    }

    /** The farthest step that a router has reached: the others follow, before it counts. */
    private ReachedStep reached(Intent intent, Observation now) {
        int farthest = routers().farthest(now);
        return new ReachedStep(farthest, intent.reached().step().index() > farthest);
    }

    private LeftRouters routers() {
        return new LeftRouters(context, left);
    }

    private Course course() {
        return new Course(context, reporter, progress);
    }

    private static Intent intent(ReleaseRecord record) {
        return record.intent().orElseThrow();
    }
}
