package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.intent.Intent;
import dev.bluegreen.internal.record.intent.Intent.FreezeWait;
import dev.bluegreen.internal.record.intent.Intent.Parked;
import java.time.Instant;
import java.util.Optional;

/**
 * One look at a parked cutover, without its lock and without a write: a job that looks every few minutes for a weekend must not
 * end a request because a pod restarts meanwhile.
 */
public final class ParkedLook {

    private final Context context;
    private final ReleaseRecord record;
    private final InFlight left;
    private final Intent intent;

    /** @param context of the cutover */
    public ParkedLook(Context context, ReleaseRecord record) {
        this.context = context;
        this.record = record;
        this.left = record.inFlight().orElseThrow();
        this.intent = record.intent().orElseThrow();
    }

    /** What it still waits for; empty if it is to be gone on with, because something has changed or its time is over. */
    public Optional<Parked> stillWaits() {
        context.intent().begin(intent);
        try {
            return look();
        } finally {
            context.intent().end();
        }
    }

    private Optional<Parked> look() {
        intent.freezes().ifPresent(context.freezes()::await);
        if (isUntested() || isOver() || record.cancelled().isPresent()) {
            return Optional.empty();
        }
        PreflightResult now =
                new PreflightPhase(context).look(left.to(), context.settings().preflight());
        Optional<String> approval = isApproved() ? Optional.empty() : new ApprovePhase(context).awaited(now);
        boolean isDecided = approval.isEmpty() && !isApproved();
        return isDecided || !now.plan().hash().equals(plan())
                ? Optional.empty()
                : RequestOperation.wait(
                        approval,
                        new ApprovePhase(context).until(),
                        intent.freezes().orElse(new FreezeWait(Optional.empty())),
                        RequestOperation.freeze(context));
    }

    private String plan() {
        return intent.request().plan().hash();
    }

    private boolean isApproved() {
        return !intent.approvals().needed().waits()
                || intent.approvals().of(plan()).isPresent();
    }

    private boolean isUntested() {
        return !intent.reached().tested() && !context.settings().smokeTests().isEmpty();
    }

    private boolean isOver() {
        Instant now = context.time().now();
        return (!isApproved()
                        && new ApprovePhase(context)
                                .until()
                                .filter(now::isAfter)
                                .isPresent())
                || intent.freezes()
                        .flatMap(FreezeWait::until)
                        .filter(now::isAfter)
                        .isPresent();
    }
}
