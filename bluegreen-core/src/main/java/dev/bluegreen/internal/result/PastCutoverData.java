package dev.bluegreen.internal.result;

import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.ObjectiveVerdict;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Outcome;
import dev.bluegreen.result.PastCutover;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An entry of the history, as the record keeps it. */
public record PastCutoverData(
        String id,
        Operation operation,
        Track from,
        Track to,
        Outcome outcome,
        Instant at,
        String by,
        String reason,
        Optional<Duration> mixed,
        List<ObjectiveVerdict> objectives,
        Optional<Origin> origin)
        implements PastCutover {

    /** Copies the list; shows the record's values as plain text. */
    public PastCutoverData {
        id = Wording.line(id);
        by = Wording.line(by);
        reason = Wording.lines(reason);
        objectives = List.copyOf(objectives);
    }

    @Override
    public String toString() {
        return operation + " " + id + " " + tracks() + ": " + outcome;
    }
}
