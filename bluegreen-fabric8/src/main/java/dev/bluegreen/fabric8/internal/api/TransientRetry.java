package dev.bluegreen.fabric8.internal.api;

import dev.bluegreen.check.smoke.SmokeContext;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import java.time.Duration;
import java.util.function.Supplier;

/** Retries an idempotent call of a smoke test after transient errors. */
public final class TransientRetry {

    private static final int ATTEMPTS = 4;
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private TransientRetry() {}

    /**
     * Calls, and calls again while the failure is transient.
     *
     * @throws PlatformException of the last attempt, or one that is not transient
     */
    public static <T> T of(SmokeContext context, Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (PlatformException e) {
                boolean passes = e.kind() == Kind.TRANSIENT || e.kind() == Kind.OUTCOME_UNKNOWN;
                if (!passes || attempt == ATTEMPTS) {
                    throw e;
                }
                context.pause(PAUSE);
            }
        }
    }
}
