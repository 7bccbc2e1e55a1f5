package dev.bluegreen.result;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.model.Track;
import java.time.Instant;
import java.util.Optional;

/** An operation that has not ended. Immutable. Made by the library, which may add methods: only test doubles implement it. */
public interface Unfinished {

    /** The unique id of the operation. */
    String id();

    /** The kind of the operation. */
    Operation operation();

    /** The track that had traffic. */
    Track from();

    /** Its track: the one that was to get the traffic, or that is staged, retired or kept. */
    Track to();

    /** The phase last recorded. */
    Phase phase();

    /** True if a traffic write was announced: it may have been made. */
    boolean trafficIntent();

    /** The requester and the reason, as claimed, with the process. */
    String by();

    /** Whether somebody works on it. */
    State state();

    /** The condition that it waits for, or waited for when its process died, by the record; empty if it does not wait. */
    Optional<String> waitsFor();

    /** The end of its waiting; empty if it does not wait, or has no limit. */
    Optional<Instant> until();

    /** Whether a process works on an operation that has not ended. */
    enum State {
        /** The lock is held, as far as is known by a live process. */
        RUNNING,
        /** It waits with the lock free, and traffic stands at one recorded split: {@code resume()} goes on with it. */
        PARKED,
        /** No live process holds the lock: {@code resume()} continues a cutover, {@code recover()} ends any operation. */
        DEAD
    }
}
