package dev.bluegreen.result;

import dev.bluegreen.event.AuditHead;
import dev.bluegreen.event.CutoverEvent;
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

    /** Its namespace; empty where platforms have none. */
    default String namespace() {
        return "";
    }

    /** The track to which all routers send all traffic; empty when they do not agree, or one could not be read. */
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
     * The operation that has not ended by the record, whether or not its process is alive; during a recovery, the operation
     * that is recovered.
     */
    Optional<Unfinished> unfinished();

    /** The old track kept ready, and until when. */
    Optional<Standby> standby();

    /**
     * The closed way back from the active track, if a person closed it: nothing moves traffic back before the next cutover.
     */
    Optional<ClosedWayBack> wayBackClosed();

    /** Tracks that are smaller now than they have to be under traffic. */
    List<Reduced> reduced();

    /** Autoscalers that were changed for a time. */
    List<Pinned> pinned();

    /** The last cutovers, newest first. */
    List<PastCutover> history();

    /**
     * Events that a listener has not confirmed, such as a notifier or an audit file whose process ended: the next operation with
     * such a listener redelivers them. At most 50.
     */
    default List<CutoverEvent> undelivered() {
        return List.of();
    }

    /**
     * Delivery to each notifier and audit file, at most 10: how far it has confirmed the events of this release, and why it
     * does not. One that no operation has had for 20 operations is left out.
     */
    default List<Delivery> deliveries() {
        return List.of();
    }

    /** The last lines of audit files that the record knows, for {@link dev.bluegreen.event.AuditLog#verify}. */
    default List<AuditHead> audit() {
        return List.of();
    }

    /**
     * Freezes that keep traffic from moving forward now: closed change windows, and a stop of releases, with person and
     * reason.
     */
    List<String> freezes();

    /** The moment at which it was read. */
    Instant at();

    /**
     * True if no operation is under way and traffic is not where it was moved to last: another writer moved it, or an
     * abandoned write landed late.
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
     * @param life whether its process is alive, as far as this {@code Release} has seen
     */
    record Lock(String holder, Instant since, Life life) {

        /** Shows the record's value as one line of plain text. */
        public Lock {
            holder = Wording.line(holder);
        }
    }

    /**
     * Liveness of a lock's holder. A live holder renews every 10 s, so that two looks can tell and one cannot: each {@code
     * Release} remembers the last look of its {@code status()}. The clocks of two machines are never compared.
     */
    enum Life {
        /** It renewed between two looks, the last of which is less than 30 s old. */
        ALIVE,
        /** It has not renewed for 30 s or more between two looks: {@code recover()} may take over. */
        EXPIRED,
        /** Not seen long enough to tell; look again after 30 s. */
        UNKNOWN
    }

    /**
     * The old track kept ready.
     *
     * @param track which
     * @param until the time before which it is not retired
     */
    record Standby(Track track, Instant until) {}

    /**
     * The point of no return of a cutover.
     *
     * @param on the track that traffic stays on
     * @param by the person who closed the way back, as claimed
     * @param reason the reason
     * @param at the time, by the clock of the process that closed it
     */
    record ClosedWayBack(Track on, String by, String reason, Instant at) {

        /** Shows the record's value as one line of plain text. */
        public ClosedWayBack {
            by = Wording.line(by);
            reason = Wording.line(reason);
        }
    }

    /**
     * A track at a reduced size: a preview, or a standby.
     *
     * @param track which
     * @param full its replicas once it is to get traffic
     */
    record Reduced(Track track, int full) {}

    /**
     * An autoscaler whose {@code minReplicas} was changed for a time; the record keeps the original until it is restored.
     *
     * @param track the track that it scales
     * @param autoscaler its name
     * @param was the number to restore
     * @param min the number that was set
     */
    record Pinned(Track track, String autoscaler, int was, int min) {

        /** Shows the record's value as one line of plain text. */
        public Pinned {
            autoscaler = Wording.line(autoscaler);
        }
    }

    /**
     * Delivery of events to one listener that sends them later.
     *
     * @param sink its name, such as {@code Slack}; a second one of that name is {@code Slack 2}
     * @param pending the number of kept events that it has not confirmed, those that it does not send included
     * @param confirmed the last event up to which it has confirmed all; empty if none
     * @param problem the error of its last attempt, without secrets; empty if that worked
     */
    record Delivery(String sink, int pending, Optional<Confirmed> confirmed, Optional<String> problem) {

        /** Shows the record's values as lines of plain text. */
        public Delivery {
            sink = Wording.line(sink);
            problem = problem.map(Wording::lines);
        }
    }

    /**
     * An event that was delivered.
     *
     * @param cutoverId the operation
     * @param number its number within the operation
     * @param at when it happened
     */
    record Confirmed(String cutoverId, int number, Instant at) {

        /** Shows the record's value as one line of plain text. */
        public Confirmed {
            cutoverId = Wording.line(cutoverId);
        }
    }
}
