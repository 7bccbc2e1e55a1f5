package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.ending.Ending;
import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.lock.LockPhase;
import dev.bluegreen.internal.engine.observe.Liveness;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Attempts;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.GuardedStrategy;
import dev.bluegreen.internal.engine.operation.Longest;
import dev.bluegreen.internal.engine.operation.NotDone;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.operation.Wait;
import dev.bluegreen.internal.engine.rollback.RecoverOperation;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.Cancelled;
import dev.bluegreen.internal.record.ControlNote;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Cancellation;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import dev.bluegreen.result.ReleaseStatus.Life;
import dev.bluegreen.spi.StoredRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Cancels a cutover that has not ended. One that is held is told by a note beside the record, which its process finds at its
 * next write and before it moves traffic; one that nobody works on is closed, or undone, here.
 */
public final class CancelOperation {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** A holder hears of it by its next sign of life, or is dead after three of them; then traffic goes back. */
    private static final Duration HEARD = Duration.ofSeconds(60);

    private static final Set<Outcome> CANCELLED =
            Set.of(Outcome.REFUSED, Outcome.ROLLED_BACK, Outcome.ABANDONED, Outcome.UNCHANGED);

    private final Context context;
    private final String id;
    private final Observer observer;
    private final Cancelled by;

    public CancelOperation(Context context, String id) {
        this.context = context;
        this.id = id;
        this.observer = new Observer(context);
        this.by = new Cancelled(id, context.requestedBy(), context.time().now());
    }

    /**
     * Cancels it, and waits for its end.
     *
     * @throws dev.bluegreen.result.RefusedException if there is no such cutover, or it has ended
     */
    public Cancellation run() {
        Calls calls = context.preflightCalls();
        Stored stored = observer.record(calls);
        Optional<Context> adopted = context.ifAdopted(stored.record());
        if (adopted.isPresent()) {
            return new CancelOperation(adopted.get(), id).run();
        }
        try {
            requireThere(stored.record());
            return isHeld(stored) ? told(stored, calls) : withdrawn(stored);
        } catch (Stop e) {
            Track track = stored.record()
                    .inFlight()
                    .map(InFlight::to)
                    .or(stored.record()::active)
                    .orElse(Track.BLUE);
            throw new NotDone(context, track).refused("cutover " + id + " was not cancelled: " + e.why());
        }
    }

    private void requireThere(ReleaseRecord record) {
        if (isThere(record)) {
            return;
        }
        Optional<PastCutover> past = past(record);
        String what = record.unfinished()
                .map(now -> "unfinished is " + now.operation().noun() + " " + now.id() + " in " + now.phase())
                .orElse("no operation is unfinished");
        throw Stop.because(past.map(ended -> "it has ended as " + ended.outcome() + "; " + what)
                .orElse(what + "; see status()"));
    }

    private boolean isThere(ReleaseRecord record) {
        return record.inFlight()
                .filter(now -> now.id().equals(id) && now.operation() == Operation.SWITCH)
                .isPresent();
    }

    private Optional<PastCutover> past(ReleaseRecord record) {
        return record.history().stream().filter(past -> past.id().equals(id)).findFirst();
    }

    private static boolean isHeld(Stored stored) {
        return holder(stored).isPresent();
    }

    private static Optional<String> holder(Stored stored) {
        return stored.lease().flatMap(StoredRecord::holder);
    }

    /** Leaves the note, and waits for the end that it brings about. */
    private Cancellation told(Stored stored, Calls calls) {
        Stored noted = Attempts.until(stored, (seen, number) -> note(seen), (seen, e, number) -> {
            if (!calls.again(number, e)) {
                throw e;
            }
            Stored now = observer.record(calls);
            requireThere(now.record());
            return now;
        });
        context.tell(Kind.WRITE, "cutover " + id + " is to end: " + by.clause());
        Deadline deadline = context.deadline(HEARD.plus(wayBack()));
        Stored now = new Wait(context, deadline, LOOK)
                .until(noted, seen -> open(seen, deadline), seen -> observer.record(context.calls(deadline)));
        if (!isThere(now.record())) {
            return ended(now.record());
        }
        return isHeld(now) && !isDead(now)
                ? result(false, "is to end, and its process has not ended it yet; see status()")
                : withdrawn(now);
    }

    /** How long a way back may take: as long as the proof of its slowest router, such as a record in DNS. */
    private Duration wayBack() {
        Duration proof =
                Longest.provenWithin(context.settings().strategies().stream().map(GuardedStrategy::of));
        return Longest.of(context.settings().deadlines().rollBack(), proof);
    }

    private Stored note(Stored seen) {
        if (!isHeld(seen)) {
            return seen;
        }
        StoredRecord lease = seen.lease().orElseThrow();
        StoredRecord noted =
                lease.toBuilder().control(ControlNote.with(lease.control(), by)).build();
        StoredRecord written =
                context.platform().records().compareAndSet(context.release().name(), seen.lease(), noted);
        return new Stored(Optional.of(written), seen.record());
    }

    private Optional<String> open(Stored now, Deadline deadline) {
        boolean isOver = !isThere(now.record()) || !isHeld(now) || isDead(now) || deadline.passed();
        context.checkpoint();
        return isOver ? Optional.empty() : Optional.of("waits until the process of cutover " + id + " has ended it");
    }

    private boolean isDead(Stored now) {
        return new Liveness(context)
                .lock(now.lease())
                .filter(lock -> lock.life() == Life.EXPIRED)
                .isPresent();
    }

    private Cancellation ended(ReleaseRecord record) {
        return past(record)
                .map(ended -> result(
                        CANCELLED.contains(ended.outcome()), "has ended as " + ended.outcome() + ": " + ended.reason()))
                .orElseGet(() -> result(true, "has ended"));
    }

    /** Closes or undoes a cutover that is not held. If another process has taken it up meanwhile, the record has its result. */
    private Cancellation withdrawn(Stored stored) {
        InFlight left = stored.record().inFlight().orElseThrow();
        CutoverReport report;
        try {
            report = left.announced().isEmpty() ? closed(stored, left) : undone(stored);
        } catch (Stop | PlatformException e) {
            return notClosed(stored, e);
        }
        Calls calls = context.preflightCalls();
        Stored now = observer.record(calls);
        if (isTakenUp(stored, now)) {
            return told(now, calls);
        }
        boolean isAnother = past(now.record())
                .filter(ended -> !CANCELLED.contains(ended.outcome()))
                .isPresent();
        return isAnother ? ended(now.record()) : cancellation(report, now);
    }

    private boolean isTakenUp(Stored before, Stored now) {
        return isThere(now.record()) && isHeld(now) && !holder(now).equals(holder(before));
    }

    /** Without the lock, unless another process has taken it up, or ended it. */
    private Cancellation notClosed(Stored before, RuntimeException why) {
        Calls calls = context.preflightCalls();
        Stored now = observer.record(calls);
        if (isTakenUp(before, now)) {
            return told(now, calls);
        }
        if (!isThere(now.record())) {
            return ended(now.record());
        }
        throw Stop.of(why);
    }

    private Cancellation cancellation(CutoverReport report, Stored now) {
        boolean done = CANCELLED.contains(report.outcome()) && !isThere(now.record());
        return new Cancellation(context.release().name(), id, done, report.sentence());
    }

    private CutoverReport closed(Stored stored, InFlight left) {
        Context own = ResumeOperation.of(context, stored, false)
                .map(ResumeOperation::context)
                .orElse(context);
        Reporter reporter = new Reporter(own, Operation.SWITCH, left.to());
        Progress progress = new Progress();
        Observation now = look(own, progress, left);
        try (ReleaseLock lock = new LockPhase(own, Operation.RECOVER).end(stored.lease(), now, this::cancelled)) {
            return new Ending(own, reporter, lock).refused(by.clause(), progress);
        }
    }

    /** What has announced no write needs no router to be closed: one that is gone does not keep it open. */
    private Observation look(Context own, Progress progress, InFlight left) {
        try {
            return progress.look(own, Optional.of(left.from()));
        } catch (PlatformException e) {
            return observer.nothing(e);
        }
    }

    /** With the lock: from now on, nobody goes on with it. */
    private ReleaseRecord cancelled(ReleaseRecord record) {
        requireThere(record);
        if (!record.inFlight().orElseThrow().announced().isEmpty()) {
            throw Stop.because("another process has gone on with it meanwhile; call cancel(\"" + id + "\") again");
        }
        return record.cancelled(by);
    }

    private CutoverReport undone(Stored stored) {
        Context own = stored.record()
                .intent()
                .map(intent -> context.with(new RecordedTerms(context, intent).settings()))
                .orElse(context);
        LockPhase taking = new LockPhase(own, Operation.RECOVER);
        return new RecoverOperation(own, stored, Recovery.ROLL_BACK, taking, Optional.of(by.clause())).run();
    }

    private Cancellation result(boolean done, String sentence) {
        String name = context.release().name();
        return new Cancellation(name, id, done, name + ": cutover " + id + " " + sentence + ".");
    }
}
