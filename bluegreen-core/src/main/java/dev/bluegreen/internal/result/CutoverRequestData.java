package dev.bluegreen.internal.result;

import dev.bluegreen.model.Wording;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverRequest;
import java.time.Instant;
import java.util.Optional;

/** A request as it was parked. */
public record CutoverRequestData(String id, CutoverPlan plan, String waitsFor, Optional<Instant> until)
        implements CutoverRequest {

    /** Shows texts by others as plain text. */
    public CutoverRequestData {
        waitsFor = Wording.lines(waitsFor);
    }

    @Override
    public String toString() {
        return "cutover " + id + " of " + plan.release() + " to " + plan.to() + " is parked and waits for " + waitsFor
                + until.map(end -> ", until " + Wording.of(end)).orElse("");
    }
}
