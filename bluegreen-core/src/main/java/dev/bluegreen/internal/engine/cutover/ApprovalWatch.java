package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.Approval.Watch;
import dev.bluegreen.check.approval.ApprovalRequest;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.operation.CallbackResult;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Failures;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Schedule for checking an approval again: at each watched change, and at an interval. */
final class ApprovalWatch implements AutoCloseable {

    /** The interval while the watch is open, as a watch may fail unnoticed. */
    private static final Duration WATCHED = Duration.ofSeconds(30);

    private static final Duration UNWATCHED = Duration.ofSeconds(5);
    private static final Duration OPENING = Duration.ofSeconds(10);

    private final Context context;
    private final AtomicBoolean changed = new AtomicBoolean();
    private volatile Watch watch = Watch.NONE;
    /** True if a change would have been seen at the last look. */
    private volatile boolean stands;

    /** Why it could not be opened, at the last look. */
    private volatile Optional<String> refusal = Optional.empty();

    private boolean closed;
    private boolean told;

    private ApprovalWatch(Context context) {
        this.context = context;
    }

    static ApprovalWatch open(Context context, Approval approval, ApprovalRequest request) {
        ApprovalWatch opened = new ApprovalWatch(context);
        if (!approval.limit().isZero()) {
            opened.enter(context.ask(
                            opened,
                            OPENING,
                            () -> opened.orClosed(approval.watch(request, opened::changed)),
                            context::checkpoint)
                    .orElse(Watch::refused));
        }
        return opened;
    }

    /** Changes from here on are not part of the next answer. */
    void asks() {
        changed.set(false);
    }

    /** Looks how the watch stands, by the thread that asked: it is the user's code as well. */
    <T> T seen(T answer) {
        try {
            refusal = Objects.requireNonNull(watch.refusal(), "it returned null");
            stands = watch.stands();
        } catch (Throwable e) {
            refusal = Optional.of(Failures.sentence(Failures.of(e)));
            stands = false;
        }
        return answer;
    }

    /** Once, that it is not watched. */
    void tell() {
        Optional<String> why = refusal;
        if (!told && why.isPresent()) {
            told = true;
            context.tell(
                    Kind.FINDING,
                    "the approval is not watched, but checked every " + Wording.of(UNWATCHED) + ": " + why.get());
        }
    }

    /** Waits until the next check. */
    void await(Deadline deadline) {
        Deadline next = context.deadline(deadline.atMost(stands ? WATCHED : UNWATCHED));
        while (!changed.get() && !next.passed()) {
            context.checkpoint();
            context.await(next.remaining());
        }
    }

    private void changed() {
        changed.set(true);
        context.wake();
    }

    private synchronized void enter(Watch opened) {
        watch = opened;
    }

    /** A watch that opens too late is closed by its opener. */
    private Watch orClosed(Watch opened) {
        if (isClosed()) {
            opened.close();
        }
        return opened;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        if (!watch.equals(Watch.NONE)) {
            CallbackResult<Boolean> unused = context.ask(watch, OPENING, this::closeWatch, () -> {});
        }
    }

    private boolean closeWatch() {
        watch.close();
        return true;
    }
}
