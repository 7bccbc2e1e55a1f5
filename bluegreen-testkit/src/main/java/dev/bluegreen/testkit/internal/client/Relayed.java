package dev.bluegreen.testkit.internal.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Passes the end of a future on to another, and runs an action after everybody who waits for that has been told. */
final class Relayed {

    private Relayed() {}

    static <T> CompletableFuture<T> of(
            Supplier<CompletableFuture<T>> start, CompletableFuture<T> relay, Runnable afterwards) {
        CompletableFuture<T> original;
        try {
            original = start.get();
        } catch (RuntimeException e) {
            afterwards.run();
            throw e;
        }
        CompletableFuture<?> unused = original.whenComplete((value, failure) -> {
            try {
                if (failure == null) {
                    relay.complete(value);
                } else {
                    relay.completeExceptionally(cause(failure));
                }
            } finally {
                afterwards.run();
            }
        });
        unused = relay.whenComplete((value, failure) -> {
            if (relay.isCancelled()) {
                original.cancel(true);
                afterwards.run();
            }
        });
        return relay;
    }

    /** What failed, without what a stage between has put around it: clients look at its type. */
    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
