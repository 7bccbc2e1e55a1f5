package dev.bluegreen.testkit.internal.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A future that runs an action after everybody who waits for it has been told. */
final class Relayed {

    private Relayed() {}

    static <T> CompletableFuture<T> of(Supplier<CompletableFuture<T>> start, Runnable afterwards) {
        CompletableFuture<T> relay = new CompletableFuture<>();
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
                    relay.completeExceptionally(failure);
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
}
