package dev.bluegreen.result;

import java.time.Instant;
import java.util.Optional;

/**
 * A requested cutover: recorded, and parked until a process carries it out. Immutable. Made by the library, which may add
 * methods: only test doubles implement it.
 */
public interface CutoverRequest {

    /** The id of the cutover, which approvals name and {@code cancel} takes. */
    String id();

    /** The plan, which carries the id. */
    CutoverPlan plan();

    /** The conditions that it waits for, for a person. */
    String waitsFor();

    /** The end of the wait; empty without a limit. */
    Optional<Instant> until();
}
