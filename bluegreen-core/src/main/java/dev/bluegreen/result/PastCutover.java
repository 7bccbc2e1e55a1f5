package dev.bluegreen.result;

import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A cutover that ended. Immutable. Made by the library, which may add methods: only test doubles implement it. */
public interface PastCutover {

    /** The unique id of the operation. */
    String id();

    /** A cutover or a rollback. */
    Operation operation();

    /** The track that had traffic. */
    Track from();

    /** The requested track. */
    Track to();

    /** The end it came to. */
    Outcome outcome();

    /** The moment of its end. */
    Instant at();

    /** The requester. */
    String by();

    /** The end it came to, for a person. */
    String reason();

    /** How long both tracks took traffic, by its announced writes; empty if they did not. */
    Optional<Duration> mixed();

    /** The verdict on each objective; empty when none was watched. */
    List<ObjectiveVerdict> objectives();

    /** The workload that stood for one of the tracks, in an adoption and on the way back from it; else empty. */
    Optional<Origin> origin();

    /** Both tracks for a person, an origin by its own name: {@code the origin myapp -> BLUE}. */
    default String tracks() {
        return named(from()) + " -> " + named(to());
    }

    private String named(Track track) {
        return origin().filter(one -> one.track() == track).map(Origin::named).orElseGet(track::name);
    }
}
