package dev.bluegreen.aws.internal;

import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads made side by side, each on a thread of its own; for one thread. */
public final class Reads {

    /** Many more requests at once are throttled by Elastic Load Balancing. */
    private static final int AT_ONCE = 8;

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Time time;
    private final Time.Signal ended;
    private final List<CompletableFuture<?>> begun = new ArrayList<>();

    public Reads(Time time) {
        this.time = time;
        this.ended = time.signal();
    }

    /**
     * Begins a read.
     *
     * @return waits until all that were begun have ended; then it has the result, or throws what the read threw
     */
    public <T> Supplier<T> begin(Supplier<T> read) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        begun.add(answer);
        time.fork("bluegreen-read", () -> {
            complete(answer, read);
            ended.raise();
        });
        return () -> {
            awaitAll();
            return result(answer);
        };
    }

    /** The same read of each of several, a limited number at once; the results in their order. */
    public <S, T> List<T> each(Collection<S> several, Function<S, T> read) {
        List<S> all = List.copyOf(several);
        if (all.size() == 1) {
            return List.of(read.apply(all.get(0)));
        }
        List<T> results = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<Supplier<T>> some = all.subList(from, Math.min(all.size(), from + AT_ONCE)).stream()
                    .map(one -> begin(() -> read.apply(one)))
                    .toList();
            some.forEach(result -> results.add(result.get()));
        }
        return results;
    }

    private static <T> void complete(CompletableFuture<T> answer, Supplier<T> read) {
        try {
            answer.complete(read.get());
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private void awaitAll() {
        try {
            while (!begun.stream().allMatch(CompletableFuture::isDone)) {
                ended.await(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(
                    PlatformException.Kind.TRANSIENT, "interrupted while waiting for answers of AWS", e);
        }
    }

    private static <T> T result(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
