package dev.bluegreen.internal.result;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Underway;
import java.time.Instant;
import java.util.Optional;

/** What is under way, as the record keeps it. */
public record UnderwayData(
        Operation operation,
        String id,
        String by,
        Instant started,
        Phase phase,
        Optional<String> waitsFor,
        Optional<Instant> until,
        Optional<String> lastEvent)
        implements Underway {

    /** Shows the record's values as plain text. */
    public UnderwayData {
        id = Wording.line(id);
        by = Wording.line(by);
        waitsFor = waitsFor.map(Wording::lines);
        lastEvent = lastEvent.map(Wording::lines);
    }

    @Override
    public String toString() {
        return operation + " " + id + " in " + phase;
    }
}
