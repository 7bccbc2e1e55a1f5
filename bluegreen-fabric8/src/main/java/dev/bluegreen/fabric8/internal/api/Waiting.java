package dev.bluegreen.fabric8.internal.api;

import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition whose change raises a signal. */
public final class Waiting {

    private Waiting() {}

    /**
     * Waits until the condition holds.
     *
     * @return false if there was no change for the given time
     * @throws PlatformException with {@code TRANSIENT} when interrupted; the flag is restored
     */
    public static boolean until(Time.Signal signal, Duration patience, BooleanSupplier condition) {
        try {
            while (!condition.getAsBoolean()) {
                if (!signal.await(patience)) {
                    return condition.getAsBoolean();
                }
            }
            return true;
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
            throw new PlatformException(
                    PlatformException.Kind.TRANSIENT, "interrupted while waiting for the API server", error);
        }
    }
}
