package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Wording;
import dev.bluegreen.spi.RunningWork;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * One call of a user's callback, on a thread of its own and within a time. At the timeout the operation goes on without an
 * answer: the thread is interrupted and left behind, and its later answer is ignored. Polled by the operation's thread.
 */
final class Callback<T> {

    private final Context context;
    private final Duration limit;
    private final Optional<String> refusal;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private Deadline deadline;
    private Optional<Thread> runs = Optional.empty();
    private Optional<Subscription> behind = Optional.empty();
    private boolean left;

    private Callback(Context context, Duration limit, Optional<String> refusal) {
        this.context = context;
        this.limit = limit;
        this.refusal = refusal;
        this.deadline = context.deadline(limit);
    }

    /** One that is not called, and why. */
    static <T> Callback<T> refused(Context context, String why) {
        return new Callback<>(context, Duration.ZERO, Optional.of(why));
    }

    static <T> Callback<T> start(Context context, Duration limit, Supplier<T> call) {
        Callback<T> callback = new Callback<>(context, limit, Optional.empty());
        context.time().fork("bluegreen-callback-" + context.release().name(), () -> callback.run(call));
        return callback;
    }

    /** The result: an answer, a failure or a timeout; empty while there is time. */
    Optional<CallbackResult<T>> poll() {
        if (isDone()) {
            return Optional.of(result());
        }
        return deadline.passed()
                ? Optional.of(
                        CallbackResult.failed("it did not answer within " + Wording.of(limit) + " and was left behind"))
                : Optional.empty();
    }

    boolean isDone() {
        return refusal.isPresent() || answer.isDone();
    }

    /** The shorter of a duration and the rest of its time. */
    Duration atMost(Duration duration) {
        return deadline.atMost(duration);
    }

    /** Gives it more time: that in which the cutover was paused does not count. */
    void allow(Duration more) {
        deadline = deadline.plus(more);
    }

    /** Goes on without it; nothing happens to one that has answered. */
    synchronized void leave() {
        if (!left && !isDone()) {
            left = true;
            if (runs.isPresent()) {
                RunningWork running = context.platform().running();
                behind = Optional.of(running.leaveBehind(this::interrupt));
                interrupt();
            }
        }
    }

    private synchronized void interrupt() {
        runs.ifPresent(Thread::interrupt);
    }

    private void run(Supplier<T> call) {
        if (!begin()) {
            return;
        }
        try {
            answer.complete(Objects.requireNonNull(call.get(), "it returned null"));
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        } finally {
            end();
        }
    }

    private synchronized boolean begin() {
        runs = left ? Optional.empty() : Optional.of(Thread.currentThread());
        return !left;
    }

    /** From here on the thread is not interrupted any more. */
    private synchronized void end() {
        runs = Optional.empty();
        behind.ifPresent(Subscription::close);
        context.wake();
    }

    private CallbackResult<T> result() {
        if (refusal.isPresent()) {
            return CallbackResult.failed(refusal.get());
        }
        try {
            return CallbackResult.with(answer.join());
        } catch (CompletionException e) {
            return CallbackResult.threw(Objects.requireNonNullElse(e.getCause(), e));
        }
    }
}
