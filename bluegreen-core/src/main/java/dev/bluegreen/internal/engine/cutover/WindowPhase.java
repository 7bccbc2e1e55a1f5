package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Freezes;
import dev.bluegreen.internal.engine.operation.Longest;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.freeze.FreezeSettings;
import dev.bluegreen.internal.freeze.WindowState;
import dev.bluegreen.internal.record.intent.Intent.FreezeWait;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Before anything is scaled or moved: waits for the change window, if the release says so. With the approval given and the
 * tests passed, nothing is left to do then but to move. A request waits for the end of a stop as well.
 */
final class WindowPhase {

    /** Windows of a namespace may be changed while one is waited for. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    private static final Duration FOR_EVER = Duration.ofDays(36_525);

    private final Context context;
    private final FreezeSettings settings;
    private final Optional<FreezeWait> patience;

    WindowPhase(Context context) {
        this.context = context;
        this.settings = context.freezes().settings();
        this.patience = context.freezes().patience();
    }

    /** @throws Stop when no window opens in time; also when it is to be waited for without this process */
    void run() {
        if (settings.hasWindows() && context.requester().override().isEmpty()) {
            awaitWindow();
        }
        if (patience.isPresent()) {
            context.freezes().stopped(context.preflightCalls()).ifPresent(why -> {
                throw parked(Freezes.endOf(why));
            });
        }
    }

    private void awaitWindow() {
        Deadline deadline = deadline();
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
        Optional<Duration> left = closed.opens().map(moment -> Duration.between(now, moment.at()));
        if (!isInTime(left, deadline)) {
            throw Stop.because(closed.sentence()
                    + (settings.waiting().isZero() || left.isEmpty()
                            ? ""
                            : ", and are waited for " + Wording.of(settings.waiting()) + " at most"));
        }
        String what = context.freezes().awaited(closed);
        if (context.control().parks() || isUnlimited()) {
            throw parked(what);
        }
        Duration most = left.orElse(LOOK);
        context.waits("waits for " + what, context.deadline(most));
        context.await(most.compareTo(LOOK) < 0 ? most : LOOK);
    }

    /** A request waits until its time is over, since windows of a namespace may be changed. */
    private boolean isInTime(Optional<Duration> left, Deadline deadline) {
        return patience.isPresent()
                ? !deadline.passed()
                : left.filter(time -> time.compareTo(deadline.remaining()) <= 0).isPresent();
    }

    /** Nobody waits for ever in a process. */
    private boolean isUnlimited() {
        return patience.filter(wait -> wait.until().isEmpty()).isPresent();
    }

    /** Waits until the end of the first wait, which a resumption does not extend. */
    private Deadline deadline() {
        Duration most = patience.isPresent() ? FOR_EVER : settings.waiting();
        return context.deadline(patience.flatMap(FreezeWait::until)
                .map(until -> Longest.of(
                        Duration.ZERO, Duration.between(context.time().now(), until)))
                .orElse(most));
    }

    private Stop parked(String what) {
        FreezeWait wait = patience.orElseGet(
                () -> new FreezeWait(Optional.of(context.time().now().plus(settings.waiting()))));
        context.intent().change(intent -> intent.waiting(wait));
        return Stop.parked(what, wait.until());
    }
}
