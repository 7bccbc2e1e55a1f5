package dev.bluegreen.result;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Report of staging a track. Immutable. Made by the library, which may add methods: only test doubles implement it. */
public interface StageReport {

    /** The unique id of the operation. */
    String id();

    /** The release. */
    String release();

    /** The track that was staged. */
    default Track track() {
        return workload().track();
    }

    /** The track's workload as last seen. */
    Workload workload();

    /** The end it came to, for a person. */
    String sentence();

    /** The differences from a plain clone, such as fields that another writer keeps. */
    List<String> notes();

    /** The moment of the call. */
    Instant started();

    /** The end. */
    Instant ended();

    /** Every event, in order. */
    List<CutoverEvent> history();

    /** Its duration. */
    default Duration took() {
        return Duration.between(started(), ended());
    }
}
