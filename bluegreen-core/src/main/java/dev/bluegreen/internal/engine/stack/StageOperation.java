package dev.bluegreen.internal.engine.stack;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.ending.UnderLock;
import dev.bluegreen.internal.engine.lock.LockPhase;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.NotDone;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.stack.IdleRules.Settled;
import dev.bluegreen.internal.engine.stack.StageWrite.Written;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.lock.LockLostException;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.StageReport;
import dev.bluegreen.spi.StageRequest;
import dev.bluegreen.spi.Staging;
import java.util.Optional;

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
                        () -> write(lock, full, settled, context.preflightCalls()),
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

    private Written write(ReleaseLock lock, int full, Settled settled, Calls calls) {
        return new StageWrite(context, lock, track, record -> sized(record, full)).make(calls, () -> {
            Staging staging = preview(calls.read(() -> context.workloads().stage(request())));
            requireStageable(observation(calls), lock.record());
            rules.requireUnmoved(lock.record(), settled);
            return staging;
        });
    }

    private Staging preview(Staging full) {
        return order.preview().isPresent() ? full.withPods(order.preview().getAsInt()) : full;
    }

    private StageRequest request() {
        return order.request(context.release(), manifest);
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
