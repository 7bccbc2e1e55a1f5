package dev.bluegreen.result;

import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A release as it is now: routers, stacks, lock and record. Immutable. Made by the library, which may add methods: only test
 * doubles implement it.
 */
public interface ReleaseStatus {

    /** The release. */
    String release();

    /** The track all routers send everything to; empty when they do not agree, or one could not be read. */
    Optional<Track> active();

    /** The track that traffic was moved to last, by the record; empty when none was. */
    Optional<Track> recorded();

    /** The state of each router, as far as it could be read. */
    List<RouterState> routers();

    /** Routers that could not be read, such as one that was deleted, each with the reason. */
    List<String> unread();

    /** The two stacks. */
    World world();

    /** The holder of the lock; empty when it is free. */
    Optional<Lock> lock();

    /** The activity of the lock's holder at its last sign of life; empty if the lock is free. */
    Optional<Underway> underway();

    /**
     * What the record shows as not ended, whether or not its process still lives; while a recovery is under way, what
     * it recovers.
     */
    Optional<Unfinished> unfinished();

    /** The old track kept ready, and until when. */
    Optional<Standby> standby();

    /** The way back from the active track, if it was closed by name: nothing moves traffic back before the next cutover. */
    Optional<ClosedWayBack> wayBackClosed();

    /** Tracks that were made smaller than they have to be under traffic. */
    List<Reduced> reduced();

    /** Autoscalers that were changed for a time. */
    List<Pinned> pinned();

    /** The last cutovers, newest first. */
    List<PastCutover> history();

    /** What keeps traffic from moving forward now: closed change windows, and who stopped releases, and why. */
    List<String> freezes();

    /** The moment at which it was read. */
    Instant at();

    /**
     * True if nobody is at work and traffic is not where it was moved to last: somebody else moved it, or a write that was
     * given up came late after all.
     */
    default boolean strayed() {
        boolean differs =
                routers().stream().anyMatch(router -> !router.split().only().equals(recorded()));
        return recorded().isPresent() && differs && unfinished().isEmpty() && lock().isEmpty();
    }

    /**
     * The holder of a release's lock.
     *
     * @param holder unique for each operation
     * @param since when it took the lock, by its clock
     * @param life true if its process still lives, as far as this {@code Release} has seen
     */
    record Lock(String holder, Instant since, Life life) {

        /** Shows what stands in the record as one line of plain text. */
        public Lock {
            holder = Wording.line(holder);
        }
    }

    /**
     * Liveness of a lock's holder. A holder that lives renews every 10 s, so one look cannot tell and two can: each
     * {@code Release} remembers what its {@code status()} saw last. The clocks of two machines are never compared.
     */
    enum Life {
        /** It renewed between two looks, the last of which is less than 30 s old. */
        ALIVE,
        /** It has not renewed for 30 s or more between two looks: {@code recover()} may take over. */
        EXPIRED,
        /** Seen too short a time to tell; look again after 30 s. */
        UNKNOWN
    }

    /**
     * The old track kept ready.
     *
     * @param track which
     * @param until it is not retired before
     */
    record Standby(Track track, Instant until) {}

    /**
     * The point of no return of a cutover.
     *
     * @param on the track that traffic stays on
     * @param by who closed the way back, as claimed
     * @param reason why
     * @param at when, by the clock of whoever closed it
     */
    record ClosedWayBack(Track on, String by, String reason, Instant at) {

        /** Shows what stands in the record as one line of plain text. */
        public ClosedWayBack {
            by = Wording.line(by);
            reason = Wording.line(reason);
        }
    }

    /**
     * A track that was made smaller for a time: a preview, or a standby of reduced size.
     *
     * @param track which
     * @param full pods that it is brought to before it gets traffic
     */
    record Reduced(Track track, int full) {}

    /**
     * An autoscaler whose least number of pods was changed for a time; the record keeps what it was, until it is restored.
     *
     * @param track whose pods it counts
     * @param autoscaler its name
     * @param was the number to restore
     * @param min the number that was set
     */
    record Pinned(Track track, String autoscaler, int was, int min) {

        /** Shows what stands in the record as one line of plain text. */
        public Pinned {
            autoscaler = Wording.line(autoscaler);
        }
    }
}
