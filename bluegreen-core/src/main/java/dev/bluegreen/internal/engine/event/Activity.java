package dev.bluegreen.internal.engine.event;

import dev.bluegreen.cutover.Phase;
import java.time.Instant;
import java.util.Optional;

/**
 * What an operation is doing at a moment.
 *
 * @param phase where it is
 * @param waitsFor what it waits for, if it does
 * @param until when it stops waiting, if there is a limit
 */
public record Activity(Phase phase, Optional<String> waitsFor, Optional<Instant> until) {

    static Activity in(Phase phase) {
        return new Activity(phase, Optional.empty(), Optional.empty());
    }

    Activity waiting(String what, Optional<Instant> end) {
        return new Activity(phase, Optional.of(what), end);
    }
}
