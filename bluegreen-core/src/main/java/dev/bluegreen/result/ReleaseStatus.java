package dev.bluegreen.result;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A release as it is now: routers, stacks, lock and record.
 *
 * @param release the release
 * @param active the track all routers send everything to; empty when they do not agree, or one could not be read
 * @param recorded the track that traffic was moved to last, by the record; empty when none was
 * @param routers where each router sends traffic, as far as it could be read
 * @param unread routers that could not be read, such as one that was deleted, each with the reason
 * @param world the two stacks
 * @param lock who works on the release; empty when nobody does
 * @param underway what the holder of the lock is doing, as it wrote with its last sign of life; empty when the lock is free
 * @param unfinished what the record shows as not ended, whether or not its process still lives; while a recovery is under
 *     way, what it recovers
 * @param standby the old track kept ready, and until when
 * @param reduced tracks that were made smaller than they have to be under traffic
 * @param pinned autoscalers that were changed for a time
 * @param history the last cutovers, newest first
 * @param at when it was read
 */
public record ReleaseStatus(
        String release,
        Optional<Track> active,
        Optional<Track> recorded,
        List<RouterState> routers,
        List<String> unread,
        World world,
        Optional<Lock> lock,
        Optional<Underway> underway,
        Optional<Unfinished> unfinished,
        Optional<Standby> standby,
        List<Reduced> reduced,
        List<Pinned> pinned,
        List<PastCutover> history,
        Instant at) {

    /** Copies the lists. */
    public ReleaseStatus {
        reduced = List.copyOf(reduced);
        pinned = List.copyOf(pinned);
        routers = List.copyOf(routers);
        unread = unread.stream().map(Wording::lines).toList();
        history = List.copyOf(history);
    }

    /** One whose routers could all be read. */
    public ReleaseStatus(
            String release,
            Optional<Track> active,
            Optional<Track> recorded,
            List<RouterState> routers,
            World world,
            Optional<Lock> lock,
            Optional<Underway> underway,
            Optional<Unfinished> unfinished,
            Optional<Standby> standby,
            List<Reduced> reduced,
            List<Pinned> pinned,
            List<PastCutover> history,
            Instant at) {
        this(
                release,
                active,
                recorded,
                routers,
                List.of(),
                world,
                lock,
                underway,
                unfinished,
                standby,
                reduced,
                pinned,
                history,
                at);
    }

    /**
     * True if nobody is at work and traffic is not where it was moved to last: somebody else moved it, or a write that was
     * given up came late after all.
     */
    public boolean strayed() {
        boolean differs =
                routers.stream().anyMatch(router -> !router.split().only().equals(recorded));
        return recorded.isPresent() && differs && unfinished.isEmpty() && lock.isEmpty();
    }

    /**
     * Who works on a release.
     *
     * @param holder unique for each operation
     * @param since when it took the lock, by its clock
     * @param life true if its process still lives, as far as this {@code Release} has seen
     */
    public record Lock(String holder, Instant since, Life life) {

        /** Shows what stands in the record as one line of plain text. */
        public Lock {
            holder = Wording.line(holder);
        }
    }

    /**
     * Whether the holder of a lock lives. A holder that lives renews every 10 s, so one look cannot tell and two can: each
     * {@code Release} remembers what its {@code status()} saw last. The clocks of two machines are never compared.
     */
    public enum Life {
        /** It renewed between two looks, the last of which is less than 30 s old. */
        ALIVE,
        /** It has not renewed for 30 s or more between two looks: {@code recover()} may take over. */
        EXPIRED,
        /** Seen too short a time to tell; look again after 30 s. */
        UNKNOWN
    }

    /**
     * What the process that holds the lock is doing. It enters this with the writes it makes anyway, at the latest with its
     * next sign of life after 10 s: a look from elsewhere may be that old.
     *
     * @param operation what it does
     * @param id its id
     * @param by who asked for it
     * @param started when it began, by its clock
     * @param phase where it is
     * @param waitsFor what it waits for; empty when it does not wait
     * @param until when it stops waiting, by its clock; empty when it does not wait, or has no limit
     */
    public record Underway(
            Operation operation,
            String id,
            String by,
            Instant started,
            Phase phase,
            Optional<String> waitsFor,
            Optional<Instant> until) {

        /** Shows what stands in the record as one line of plain text. */
        public Underway {
            id = Wording.line(id);
            by = Wording.line(by);
            waitsFor = waitsFor.map(Wording::lines);
        }
    }

    /**
     * An operation that has not ended.
     *
     * @param id the operation
     * @param operation which one
     * @param from the track that had traffic
     * @param to the track it is for: that was to get the traffic, or that is staged, retired or kept
     * @param phase the phase last recorded
     * @param trafficIntent true if a traffic write was announced: it may have been made
     */
    public record Unfinished(String id, Operation operation, Track from, Track to, Phase phase, boolean trafficIntent) {

        /** Shows what stands in the record as one line of plain text. */
        public Unfinished {
            id = Wording.line(id);
        }
    }

    /**
     * The old track kept ready.
     *
     * @param track which
     * @param until it is not retired before
     */
    public record Standby(Track track, Instant until) {}

    /**
     * A track that was made smaller for a time: a preview, or a standby of reduced size.
     *
     * @param track which
     * @param full pods that it is brought to before it gets traffic
     */
    public record Reduced(Track track, int full) {}

    /**
     * An autoscaler whose least number of pods was changed for a time; the record keeps what it was, until it is restored.
     *
     * @param track whose pods it counts
     * @param autoscaler its name
     * @param was the number to restore
     * @param min the number that was set
     */
    public record Pinned(Track track, String autoscaler, int was, int min) {

        /** Shows what stands in the record as one line of plain text. */
        public Pinned {
            autoscaler = Wording.line(autoscaler);
        }
    }

    /**
     * A cutover that ended.
     *
     * @param id the cutover
     * @param operation a cutover or a rollback
     * @param from the track that had traffic
     * @param to the track asked for
     * @param outcome how it ended
     * @param at when
     * @param by who asked for it
     * @param reason how it ended, for a person
     * @param objectives what was found of each objective; none when they were never watched
     */
    public record PastCutover(
            String id,
            Operation operation,
            Track from,
            Track to,
            Outcome outcome,
            Instant at,
            String by,
            String reason,
            List<ObjectiveVerdict> objectives) {

        /** Shows what stands in the record as one line of plain text. */
        public PastCutover {
            objectives = List.copyOf(objectives);
            id = Wording.line(id);
            by = Wording.line(by);
            reason = Wording.lines(reason);
        }

        /** One that no objective was watched in. */
        public PastCutover(
                String id,
                Operation operation,
                Track from,
                Track to,
                Outcome outcome,
                Instant at,
                String by,
                String reason) {
            this(id, operation, from, to, outcome, at, by, reason, List.of());
        }
    }

    /** A tree for a terminal. */
    @Override
    public String toString() {
        return new StatusText(this).toString();
    }
}
