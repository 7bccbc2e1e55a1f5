package dev.bluegreen.fabric8.internal.api;

import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** A read that runs concurrently with others, and its result. */
public final class AsyncRead<T> {

    private static final Duration WITHOUT_END = Duration.ofDays(1);

    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Time.Signal ended;

    private AsyncRead(Time time) {
        this.ended = time.signal();
    }

    public static <T> AsyncRead<T> of(Time time, Supplier<T> read) {
        AsyncRead<T> fork = new AsyncRead<>(time);
        time.fork("bluegreen-read", () -> fork.run(read));
        return fork;
    }

    private void run(Supplier<T> read) {
        try {
            result.complete(read.get());
        } catch (Throwable error) {
            result.completeExceptionally(error);
        } finally {
            ended.raise();
        }
    }

    /** Waits for the result, or throws what the read threw. The client limits the duration of a request. */
    public T join() {
        Waiting.until(ended, WITHOUT_END, result::isDone);
        try {
            return result.join();
        } catch (CompletionException error) {
            throw error.getCause() instanceof RuntimeException cause ? cause : error;
        }
    }
}
