package dev.bluegreen.internal.result;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.result.Operation;
import dev.bluegreen.result.Unfinished;

/** What has not ended, by the record. */
public record UnfinishedData(String id, Operation operation, Track from, Track to, Phase phase, boolean trafficIntent)
        implements Unfinished {

    /** Shows what stands in the record as plain text. */
    public UnfinishedData {
        id = Wording.line(id);
    }

    @Override
    public String toString() {
        return operation + " " + id + " " + from + " -> " + to + " in " + phase;
    }
}
