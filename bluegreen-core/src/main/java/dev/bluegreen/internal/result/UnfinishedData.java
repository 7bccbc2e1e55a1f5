package dev.bluegreen.internal.result;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Unfinished;
import java.time.Instant;
import java.util.Optional;

/** What has not ended, by the record. */
public record UnfinishedData(
        String id,
        Operation operation,
        Track from,
        Track to,
        Phase phase,
        boolean trafficIntent,
        String by,
        State state,
        Optional<String> waitsFor,
        Optional<Instant> until)
        implements Unfinished {

    /** Shows the record's values as plain text. */
    public UnfinishedData {
        id = Wording.line(id);
        by = Wording.line(by);
        waitsFor = waitsFor.map(Wording::lines);
    }

    /** One that nobody works on, and that does not wait. */
    public UnfinishedData(
            String id, Operation operation, Track from, Track to, Phase phase, boolean trafficIntent, String by) {
        this(id, operation, from, to, phase, trafficIntent, by, State.DEAD, Optional.empty(), Optional.empty());
    }

    /** A copy of one that somebody works on, or not. */
    public UnfinishedData in(State now) {
        return new UnfinishedData(id, operation, from, to, phase, trafficIntent, by, now, waitsFor, until);
    }

    /** A copy of one that waits. */
    public UnfinishedData waiting(Optional<String> what, Optional<Instant> end) {
        return new UnfinishedData(id, operation, from, to, phase, trafficIntent, by, state, what, end);
    }

    @Override
    public String toString() {
        return operation + " " + id + " " + from + " -> " + to + " in " + phase;
    }
}
