package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.ending.Ending;
import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.lock.LockPhase;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.PlannedIntent;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.intent.Intent;
import dev.bluegreen.internal.record.intent.Intent.FreezeWait;
import dev.bluegreen.internal.record.intent.Intent.Parked;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.internal.result.CutoverRequestData;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverException;
import dev.bluegreen.result.CutoverRequest;
import dev.bluegreen.result.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requests a cutover: preflight as for a switch, then two writes of the record, after which it is parked. */
public final class RequestOperation {

    private static final String A_PROCESS = "a process that carries it out, by resume() or BlueGreen.resumeDue(...)";

    private final Context context;
    private final Track to;
    private final Reporter reporter;
    private final Progress progress = new Progress();

    public RequestOperation(Context context, Track to) {
        this.context = context;
        this.to = to;
        this.reporter = new Reporter(context, Operation.SWITCH, to);
    }

    /**
     * Parks it.
     *
     * @throws CutoverException if it is refused
     */
    public CutoverRequest run() {
        try {
            return request();
        } catch (CutoverException e) {
            throw e;
        } catch (Throwable e) {
            throw CutoverException.of(reporter.refused(Stop.of(e).why(), progress));
        }
    }

    private CutoverRequest request() {
        FreezeWait freezes = new FreezeWait(after(context.settings().freezes().waiting()));
        context.freezes().await(freezes);
        PreflightResult preflight = new PreflightPhase(context).run(to, progress);
        if (preflight.unchanged()) {
            throw Stop.because("traffic is on " + to + " already");
        }
        Optional<Instant> approval = after(context.settings().approval().limit());
        Intent intent = new PlannedIntent(context).of(preflight).waiting(freezes);
        context.intent().begin(approval.map(intent::awaiting).orElse(intent));
        Parked wait = wait(preflight, approval, freezes);
        ReleaseLock taken = new LockPhase(context, Operation.SWITCH)
                .run(preflight.stored().lease(), preflight.observation(), preflight.from(), to);
        try (ReleaseLock lock = taken) {
            Ending ending = new Ending(context, reporter, lock);
            if (!lock.record().active().equals(preflight.stored().record().active())) {
                throw CutoverException.of(
                        ending.refused("another operation has moved traffic meanwhile; request it again", progress));
            }
            Stop.ifAny(ending.park(wait));
        }
        context.tell(Kind.WAITING, "parked; waits for " + wait.waitsFor());
        return new CutoverRequestData(context.id(), preflight.plan(), wait.waitsFor(), wait.until());
    }

    private Optional<Instant> after(Duration wait) {
        return wait.isZero()
                ? Optional.empty()
                : Optional.of(context.time().now().plus(wait));
    }

    private Parked wait(PreflightResult preflight, Optional<Instant> approval, FreezeWait freezes) {
        Optional<String> asked = new ApprovePhase(context).awaited(preflight);
        return wait(asked, approval, freezes, freeze(context)).orElseGet(() -> new Parked(A_PROCESS, Optional.empty()));
    }

    /** The freeze that a cutover waits for now. */
    static Optional<String> freeze(Context context) {
        return context.freezes().awaited(context.requester().override().isPresent(), context.preflightCalls());
    }

    /**
     * A wait for people; empty if there is nothing to wait for.
     *
     * @param approval the approval, if it is waited for, and until when
     * @param freeze the freeze, if one is waited for
     */
    static Optional<Parked> wait(
            Optional<String> approval, Optional<Instant> until, FreezeWait freezes, Optional<String> freeze) {
        List<String> all = Stream.concat(approval.stream(), freeze.stream()).toList();
        Optional<Instant> end = approval.isPresent() ? until : freezes.until();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new Parked(all.stream().collect(Collectors.joining(", and for ")), end));
    }
}
