package dev.bluegreen.testkit.internal.client;

import dev.bluegreen.testkit.internal.link.InFlight;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose requests they are.
 *
 * @param inFlight what is under way to the server
 * @param identity the name it goes by at the server, if it has one
 */
record Caller(InFlight inFlight, @Nullable String identity) {

    /**
     * The call, unless its process has crashed: then it fails at once. What goes on in such a process tries again and again, and
     * a connection for each would take as long as all that a test looks at.
     */
    <T> Supplier<CompletableFuture<T>> unlessCrashed(Supplier<CompletableFuture<T>> call) {
        return identity != null && inFlight.crashes().has(identity)
                ? () -> CompletableFuture.failedFuture(new IOException("the process of " + identity + " has crashed"))
                : call;
    }
}
