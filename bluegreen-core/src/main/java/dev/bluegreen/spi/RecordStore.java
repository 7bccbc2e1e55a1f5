package dev.bluegreen.spi;

import java.util.Optional;

/**
 * Keeps one durable record for each release, its lock and what is known of it in one object. Thread-safe; never retries.
 *
 * <p>Errors are {@link dev.bluegreen.model.PlatformException}s.
 */
public interface RecordStore {

    /** The name a person finds the record by, such as {@code Lease/bluegreen-checkout}. */
    String describe(String release);

    /** Reads the record from the API, not from a cache; empty when there is none. */
    Optional<StoredRecord> load(String release);

    /**
     * Writes the record if it is still as it was.
     *
     * @param expected what was loaded or written last; empty to create it
     * @return what was written, with its new version
     * @throws dev.bluegreen.model.PlatformException with {@code CONFLICT} when it is not as expected, with
     *     {@code OUTCOME_UNKNOWN} when the answer was lost
     */
    StoredRecord compareAndSet(String release, Optional<StoredRecord> expected, StoredRecord next);
}
