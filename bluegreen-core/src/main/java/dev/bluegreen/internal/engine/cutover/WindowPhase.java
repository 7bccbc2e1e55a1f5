package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.freeze.FreezeSettings;
import dev.bluegreen.internal.freeze.WindowState;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;

/**
 * Before anything is scaled or moved: waits for the change window, if the release says so. With the approval given and the
 * tests passed, nothing is left to do then but to move.
 */
final class WindowPhase {

    /** Windows of a namespace may be changed while one is waited for. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Context context;
    private final FreezeSettings settings;

    WindowPhase(Context context) {
        this.context = context;
        this.settings = context.freezes().settings();
    }

    /** @throws Stop when no window opens in time */
    void run() {
        if (!settings.hasWindows() || context.requester().override().isPresent()) {
            return;
        }
        Deadline deadline = context.deadline(settings.waiting());
        boolean waited = false;
        for (WindowState now = look(); !now.isOpen(); now = look()) {
            context.checkpoint();
            await(now, deadline);
            waited = true;
        }
        if (waited) {
            context.eventLog().goesOn();
        }
    }

    private WindowState look() {
        return context.freezes().windows(context.preflightCalls());
    }

    private void await(WindowState closed, Deadline deadline) {
        Instant now = context.time().now();
        Duration left = closed.opens()
                .map(moment -> Duration.between(now, moment.at()))
                .orElseThrow(() -> Stop.because(closed.sentence()));
        if (left.compareTo(deadline.remaining()) > 0) {
            throw Stop.because(closed.sentence()
                    + (settings.waiting().isZero()
                            ? ""
                            : ", and are waited for " + Wording.of(settings.waiting()) + " at most"));
        }
        context.waits("waits for the window that opens " + closed.opening(now).orElseThrow(), context.deadline(left));
        context.await(left.compareTo(LOOK) < 0 ? left : LOOK);
    }
}
