package dev.bluegreen.internal.engine.stack;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.ending.UnderLock;
import dev.bluegreen.internal.engine.lock.LockPhase;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Attempts;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Failures;
import dev.bluegreen.internal.engine.operation.NotDone;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.stack.IdleRules.Settled;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.lock.LockLostException;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.StageReport;
import dev.bluegreen.spi.StageRequest;
import dev.bluegreen.spi.Staging;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes the idle track run what is to be released next: one write under the lock, then a wait without it, so that the
 * release can be rolled back meanwhile.
 */
public final class StageOperation {

    private final Context context;
    private final StageOrder order;
    private final Optional<String> manifest;
    private final Track track;
    private final Observer observer;
    private final IdleRules rules;

    public StageOperation(Context context, StageOrder order, Optional<String> manifest) {
        this.context = context;
        this.order = order;
        this.manifest = manifest;
        this.track = order.track();
        this.observer = new Observer(context);
        this.rules = new IdleRules(context, track);
    }

    public StageReport run() {
        context.enter(Phase.STAGE);
        StageWait wait = new StageWait(context, track, order.within());
        try {
            Written written = write();
            return wait.untilReady(written.pods(), written.notes());
        } catch (Stop | LockLostException e) {
            throw new NotDone(context, track)
                    .of(e, track + " was not staged: ", track + " may have been staged: %s. Traffic was not touched.");
        }
    }

    /**
     * What was written.
     *
     * @param pods requested replicas
     * @param notes what is not as a plain clone would have it
     * @param template fingerprint of the pod template that it became; empty where that is not known
     */
    private record Written(int pods, List<String> notes, String template) {}

    private Written write() {
        Calls calls = context.preflightCalls();
        Stored stored = observer.record(calls);
        Stop.ifAny(stored.record().parked());
        Observation observation = observation(calls);
        requireStageable(observation, stored.record());
        int full = full(calls);
        Settled settled = rules.awaitSettled(stored.record(), observation);
        ReleaseLock lock =
                new LockPhase(context, Operation.STAGE).run(stored.lease(), observation, track.other(), track);
        context.enter(Phase.STAGE);
        return new UnderLock(context)
                .change(
                        lock,
                        () -> untilWritten(lock, full, settled, context.preflightCalls()),
                        (record, written) -> record.drop().stagedAs(track, written.template()));
    }

    /** The full size. What does not fit is refused before anything is written. */
    private int full(Calls calls) {
        Staging staging = calls.read(() -> context.workloads().stage(request()));
        if (order.preview().isPresent()) {
            requireKept(order.preview().getAsInt(), staging, calls);
        }
        calls.read(preview(staging)::rehearse)
                .forEach(why -> context.tell(Kind.FINDING, staging.describe() + " " + why));
        return staging.pods();
    }

    /** A preview that is larger than the whole, or that an autoscaler would not leave as small, is none. */
    private void requireKept(int preview, Staging staging, Calls calls) {
        if (preview > staging.pods()) {
            throw Stop.because(order.tooLarge(staging.pods()));
        }
        calls.read(staging::autoscaler).filter(found -> found.min() > preview).ifPresent(found -> {
            throw Stop.because("previewReplicas: " + found.name() + " keeps at least " + found.min()
                    + " pods, so that the preview would not stay at " + preview + "; give " + found.min()
                    + " or more, or lower its minReplicas for the time of the preview");
        });
    }

    private ReleaseRecord sized(ReleaseRecord record, int full) {
        return order.preview().isPresent() ? record.reduced(track, full) : record.whole(track);
    }

    /** After a conflict or a lost answer it reads, checks and writes again: that makes a lost write visible or impossible. */
    private Written untilWritten(ReleaseLock lock, int full, Settled settled, Calls calls) {
        AtomicBoolean lost = new AtomicBoolean();
        try {
            return Attempts.until(
                    announced(lock, full, settled, calls),
                    (staging, number) -> written(staging, calls),
                    (staging, e, number) -> {
                        lost.compareAndSet(false, e.kind() == PlatformException.Kind.OUTCOME_UNKNOWN);
                        requireRetry(e, calls, number);
                        return announced(lock, full, settled, calls);
                    });
        } catch (Stop | LockLostException | PlatformException e) {
            throw lost.get() ? unresolved(e) : e;
        }
    }

    /** The write, as the record announces it, after checks on reads made now. */
    private Staging announced(ReleaseLock lock, int full, Settled settled, Calls calls) {
        Staging staging = preview(calls.read(() -> context.workloads().stage(request())));
        requireStageable(observation(calls), lock.record());
        rules.requireUnmoved(lock.record(), settled);
        context.requireNotAborted();
        lock.write(record -> sized(record.staged(track).touch(track), full));
        lock.requireHeld();
        context.tell(Kind.INTENT, staging.describe());
        return staging;
    }

    private Written written(Staging staging, Calls calls) {
        List<String> notes = staging.apply();
        context.tell(Kind.WRITE, "done: " + staging.describe());
        return new Written(staging.pods(), notes, template(calls));
    }

    /** The result of the write as reported by the platform; it may be unknown. */
    private String template(Calls calls) {
        try {
            return calls.survey().workload(track).template();
        } catch (PlatformException e) {
            context.tell(Kind.FINDING, "what " + track + " was staged with could not be read back: " + e.getMessage());
            return "";
        }
    }

    private Staging preview(Staging full) {
        return order.preview().isPresent() ? full.withPods(order.preview().getAsInt()) : full;
    }

    private static void requireRetry(PlatformException e, Calls calls, int attempt) {
        if (!Calls.isRetryable(e)) {
            throw e;
        }
        if (!calls.pause(attempt, e)) {
            throw Stop.because(e);
        }
    }

    private static Stop unresolved(RuntimeException e) {
        return Stop.unresolved("whether the write took effect could not be settled: " + Failures.sentence(e)
                + "; stage it again when the API answers");
    }

    private StageRequest request() {
        return new StageRequest(context.release(), track, order.changes(), order.replicas(), manifest);
    }

    private Observation observation(Calls calls) {
        return observer.survey(calls, Optional.of(track.other()));
    }

    private void requireStageable(Observation observation, ReleaseRecord record) {
        rules.requireNoTraffic(observation);
        rules.requireSettled(record);
        if (!order.overStandby()) {
            rules.requireNoStandby(
                    record, "stage it after that, or with overStandby() if it is not needed for a rollback");
        }
    }
}
