package dev.bluegreen.result;

import dev.bluegreen.cutover.Phase;
import java.time.Instant;
import java.util.Optional;

/**
 * Activity of the process that holds the lock. The process records it with its other writes, at the latest with the next
 * renewal of its lock after 10 s: another process may see it that late. Immutable. Made by the library, which may add
 * methods: only test doubles implement it.
 */
public interface Underway {

    /** The kind of the operation. */
    Operation operation();

    /** The unique id of the operation. */
    String id();

    /** The requester. */
    String by();

    /** The moment of its start, by its own clock. */
    Instant started();

    /** The phase that it is in. */
    Phase phase();

    /** The condition that it waits for; empty when it does not wait. */
    Optional<String> waitsFor();

    /** The end of its waiting, by its own clock; empty when it does not wait, or has no limit. */
    Optional<Instant> until();

    /** What happened last, as its handle's {@code status()} shows it; empty in records of older versions. */
    Optional<String> lastEvent();
}
