package dev.bluegreen.internal.engine.plan;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Freezes;
import dev.bluegreen.internal.engine.operation.Settings;
import dev.bluegreen.internal.engine.write.Announcement;
import java.util.Optional;

/**
 * From the lock to the move, where nothing lies between: no test, approval, scale-up, gate or window to wait for. Then the
 * lock is taken and the first write announced in one write of the record.
 */
public record DirectPath(Context context) {

    /** What is announced with the lock; empty if something lies between. */
    public Optional<Announcement> announcement(PreflightResult preflight) {
        return isOpen(preflight) ? Optional.of(first(preflight)) : Optional.empty();
    }

    private boolean isOpen(PreflightResult preflight) {
        Settings settings = context.settings();
        return settings.smokeTests().isEmpty()
                && settings.beforeShift().isEmpty()
                && settings.approval().isAutomatic()
                && !preflight.scaleUp().isDue()
                && preflight.observation().attaching(preflight.to()).isEmpty()
                && isInWindow();
    }

    private boolean isInWindow() {
        Freezes freezes = context.freezes();
        return !freezes.settings().hasWindows()
                || freezes.windows(context.preflightCalls()).isOpen();
    }

    private Announcement first(PreflightResult preflight) {
        Planner planner = new Planner(context);
        ShiftStep step = planner.steps(preflight.to()).get(0);
        Routed router = preflight.observation().routers().get(0);
        Move move = planner.move(preflight.observation(), router, step, preflight.wanted(), 0);
        return Announcement.forward(context, move, preflight.from());
    }
}
