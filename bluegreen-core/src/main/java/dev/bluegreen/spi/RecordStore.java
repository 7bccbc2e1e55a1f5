package dev.bluegreen.spi;

import java.util.Optional;

/**
 * Keeps one durable record for each release, with its lock and its state in one object. Thread-safe; never retries.
 *
 * <p>Errors are {@link dev.bluegreen.model.PlatformException}s.
 */
public interface RecordStore {

    /** The name under which a person finds the record, such as {@code Lease/bluegreen-checkout}. */
    String describe(String release);

    /** Reads the record from the API, not from a cache; empty when there is none. */
    Optional<StoredRecord> load(String release);

    /**
     * Writes the record if the stored one has not changed.
     *
     * @param expected the record as last loaded or written; empty to create it
     * @return the record with its new version
     * @throws dev.bluegreen.model.PlatformException with {@code CONFLICT} when the stored one is not as expected, with {@code
     *     OUTCOME_UNKNOWN} when the answer was lost
     */
    StoredRecord compareAndSet(String release, Optional<StoredRecord> expected, StoredRecord next);
}
