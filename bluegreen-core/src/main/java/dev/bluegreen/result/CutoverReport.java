package dev.bluegreen.result;

import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.RollBackCause;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Report of one operation. Immutable. Made by the library, which may add methods: only test doubles implement it. */
public interface CutoverReport {

    /** The unique id of the operation. */
    String id();

    /** The release. */
    String release();

    /** The track that had traffic before; empty when that could not be read. */
    Optional<Track> from();

    /** The requested track; of a recovery or rollback without a track to go to, the one that has the traffic, or else BLUE. */
    Track to();

    /** The end it came to. */
    Outcome outcome();

    /** The end of the operation and where traffic is now, for a person. */
    String sentence();

    /** The track all production traffic is on now; empty when routers disagree or could not be read. */
    Optional<Track> active();

    /** The furthest milestone reached; empty when nothing was applied. */
    Optional<Milestone> milestone();

    /** How long both tracks took traffic, by the announced writes; empty if they did not. */
    Optional<Duration> mixed();

    /** The last evidence, hop by hop. */
    List<Evidence> evidence();

    /** The verdict on each objective; empty when none was watched. */
    List<ObjectiveVerdict> objectives();

    /** The findings of preflight and of later phases. */
    List<Finding> findings();

    /** The moments of the operation. */
    Times times();

    /** Why traffic went back, or was to go back; empty if it was not. */
    default Optional<RollBackCause> cause() {
        return history().stream().flatMap(event -> event.cause().stream()).findFirst();
    }

    /** Every event, in order. */
    List<CutoverEvent> history();

    /**
     * Times of the milestones; empty where one was not reached.
     *
     * @param started the call
     * @param applied the last traffic write was accepted
     * @param verified the configuration was proven
     * @param trafficVerified the data plane was observed or its settle bound is over; may lie in the future
     * @param ended the end
     */
    record Times(
            Instant started,
            Optional<Instant> applied,
            Optional<Instant> verified,
            Optional<Instant> trafficVerified,
            Instant ended) {}

    /** From the call to the end. */
    default Duration took() {
        return Duration.between(times().started(), times().ended());
    }
}
