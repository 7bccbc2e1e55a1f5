package dev.bluegreen.spi;

import dev.bluegreen.model.Input;
import java.util.List;
import java.util.Optional;

/**
 * The records that a client may see, as they are now. Immutable.
 *
 * @param entries the records, in no order
 * @param notSeen what could not be looked at, and why, for a person; empty if nothing was left out
 */
public record RecordListing(List<Entry> entries, Optional<String> notSeen) {

    /** @throws dev.bluegreen.model.ConfigurationException if a value is null */
    public RecordListing {
        entries = List.copyOf(Input.given("listing.entries", entries, "give an empty list for none"));
        Input.given("listing.notSeen", notSeen, "give an empty one for nothing");
    }

    /**
     * The record of one release.
     *
     * @param namespace where it is, for a person
     * @param release which
     * @param record as it was read
     */
    public record Entry(String namespace, String release, StoredRecord record) {

        /** @throws dev.bluegreen.model.ConfigurationException if a value is null */
        public Entry {
            Input.given("listing.namespace", namespace, "give the namespace");
            Input.given("listing.release", release, "give the name of the release");
            Input.given("listing.record", record, "give the record");
        }
    }
}
