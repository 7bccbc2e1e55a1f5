package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.model.BlueGreenException;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.spi.RunningWork;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A call on a thread of its own, so that no interrupt of a caller reaches a request that moves traffic. */
public final class Task<T> implements RunningWork.Operation {

    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Context context;
    private final CompletableFuture<T> end = new CompletableFuture<>();
    private final Time.Signal ended;
    private volatile Optional<String> sentence = Optional.empty();

    private Task(Context context) {
        this.context = context;
        this.ended = context.time().signal();
    }

    public static <T> Task<T> start(Context context, Supplier<T> call) {
        Task<T> task = new Task<>(context);
        Subscription underway = context.platform().running().begin(task);
        context.time().fork("bluegreen-" + context.release().name(), () -> task.run(call, underway));
        return task;
    }

    @Override
    public String name() {
        return "operation " + context.id() + " of release " + context.release().name();
    }

    @Override
    public void abort(String reason) {
        context.control().abort(reason);
    }

    @Override
    public void leave(String reason) {
        context.control().leave(reason);
    }

    @Override
    public Optional<String> end() {
        return sentence;
    }

    /** Waits for the end. An interrupt aborts the operation, waits for it to settle, and is kept. */
    public T join() {
        boolean interrupted = false;
        while (!end.isDone()) {
            try {
                ended.await(LOOK);
            } catch (InterruptedException e) {
                interrupted = true;
                context.control().abort("the calling thread was interrupted");
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return result();
    }

    public Optional<T> await(Duration timeout) throws InterruptedException {
        Deadline deadline = Deadline.in(context.time(), timeout);
        while (!end.isDone() && !deadline.passed()) {
            ended.await(deadline.atMost(LOOK));
        }
        return end.isDone() ? Optional.of(result()) : Optional.empty();
    }

    /** A separate stage per caller, which completes with the original exception and cannot be completed by other callers. */
    public CompletionStage<T> completion() {
        CompletableFuture<T> own = new CompletableFuture<>();
        CompletionStage<T> unused = end.whenComplete((result, failure) -> {
            if (failure == null) {
                own.complete(result);
            } else {
                own.completeExceptionally(failure);
            }
        });
        return own;
    }

    /** The caller may close the platform at the end, so it is entered as ended before the end is published. */
    private void run(Supplier<T> call, Subscription underway) {
        try {
            T result = call.get();
            sentence = result instanceof CutoverReport report ? Optional.of(report.sentence()) : Optional.empty();
            underway.close();
            end.complete(result);
        } catch (Throwable e) {
            sentence =
                    e instanceof BlueGreenException known ? Optional.ofNullable(known.getMessage()) : Optional.empty();
            underway.close();
            end.completeExceptionally(e);
        } finally {
            ended.raise();
        }
    }

    private T result() {
        try {
            return end.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }
}
