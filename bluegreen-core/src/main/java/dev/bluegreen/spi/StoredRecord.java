package dev.bluegreen.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A record as it is stored: the lock, in the fields of a Lease, and what is known of the release, as JSON.
 *
 * @param holder who holds the lock; empty when nobody does
 * @param acquired when the holder took it, by the holder's clock
 * @param renewed when the holder last confirmed it, by the holder's clock
 * @param duration how long a holder may stay silent
 * @param token rises with every acquisition
 * @param json what is known of the release, as {@code docs/architecture.md} has it
 * @param version opaque version for compare-and-set; empty in one that was not stored yet
 */
public record StoredRecord(
        Optional<String> holder,
        Instant acquired,
        Instant renewed,
        Duration duration,
        long token,
        String json,
        String version) {

    /** The same content, with the version the store gave it. */
    public StoredRecord withVersion(String stored) {
        return new StoredRecord(holder, acquired, renewed, duration, token, json, stored);
    }
}
