package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Time;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Reads that are retried, with backoff and jitter on the injected time, until a deadline; and reads made side by side. */
public record Calls(Context context, Deadline deadline) {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final IntervalFunction BACKOFF = IntervalFunction.ofExponentialBackoff(FIRST, 2.0, LONGEST);
    private static final int JITTER_PERCENT = 50;
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Reads, and retries transient refusals until the deadline. */
    public <T> T read(Supplier<T> call) {
        return Attempts.until(call, (read, number) -> read.get(), (read, e, number) -> {
            if (e.kind() != PlatformException.Kind.TRANSIENT || !pause(number, e)) {
                throw e;
            }
            return read;
        });
    }

    /** Both stacks, as far as they can be read. */
    public World stacks() {
        return read(() -> context.workloads().readable(context.release()));
    }

    /** Both stacks, where a track may have no workload. */
    public World survey() {
        return read(() -> context.workloads().survey(context.release()));
    }

    /** Watches both stacks; each change wakes the operation. */
    public Subscription watchStacks() {
        return read(() -> context.workloads().watch(context.release(), context::wake));
    }

    /** All reads at once, each retried; the results in order. The first failure is thrown when all have ended. */
    public <T> List<T> together(List<Supplier<T>> calls) {
        Time.Signal done = context.time().signal();
        List<CompletableFuture<T>> answers = new ArrayList<>();
        for (Supplier<T> call : calls) {
            CompletableFuture<T> answer = new CompletableFuture<>();
            answers.add(answer);
            context.time().fork("bluegreen-read", () -> {
                complete(answer, () -> read(call));
                done.raise();
            });
        }
        while (!answers.stream().allMatch(CompletableFuture::isDone)) {
            await(done);
        }
        return answers.stream().map(Calls::result).toList();
    }

    /** Whether a write that is settled by the next one is worth another attempt; waits before that. */
    public boolean again(int attempt, PlatformException error) {
        return isRetryable(error) && pause(attempt, error);
    }

    /** True if a write with this error may succeed when it is repeated on a new read. */
    public static boolean isRetryable(PlatformException error) {
        return switch (error.kind()) {
            case CONFLICT, TRANSIENT, OUTCOME_UNKNOWN -> true;
            case NOT_FOUND, FORBIDDEN, INVALID -> false;
        };
    }

    /** Waits before the next attempt; false when there is no time left for one. */
    public boolean pause(int attempt, PlatformException error) {
        Duration wait = error.retryAfter().orElseGet(() -> backoff(attempt));
        if (deadline.remaining().compareTo(wait) <= 0) {
            return false;
        }
        context.tell(CutoverEvent.Kind.WAITING, "tries again in " + Wording.of(wait) + ": " + error.getMessage());
        await(context.time().signal(), wait);
        return true;
    }

    /** Spread by the operation's id, not by chance: operations do not retry together, and a run can be repeated. */
    private Duration backoff(int attempt) {
        int spread = Math.floorMod((context.id() + attempt).hashCode() * 31, 2 * JITTER_PERCENT + 1) - JITTER_PERCENT;
        return Duration.ofMillis(BACKOFF.apply(attempt) * (100 + spread) / 100);
    }

    private static <T> void complete(CompletableFuture<T> answer, Supplier<T> call) {
        try {
            answer.complete(call.get());
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private static <T> T result(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw Failures.of(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private void await(Time.Signal signal) {
        await(signal, LOOK);
    }

    private void await(Time.Signal signal, Duration atMost) {
        try {
            signal.await(atMost);
        } catch (InterruptedException e) {
            context.control().abort("its thread was interrupted");
        }
    }
}
