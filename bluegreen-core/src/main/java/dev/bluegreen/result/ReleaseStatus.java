package dev.bluegreen.result;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A release as it is now: routers, stacks, lock and record. Immutable. */
public final class ReleaseStatus {

    private final String release;
    private final Optional<Track> active;
    private final Optional<Track> recorded;
    private final List<RouterState> routers;
    private final List<String> unread;
    private final World world;
    private final Optional<Lock> lock;
    private final Optional<Underway> underway;
    private final Optional<Unfinished> unfinished;
    private final Optional<Standby> standby;
    private final List<Reduced> reduced;
    private final List<Pinned> pinned;
    private final List<PastCutover> history;
    private final List<String> freezes;
    private final Instant at;

    private ReleaseStatus(Builder made) {
        release = Input.given("status.release", made.release, "give one");
        active = Input.given("status.active", made.active, "give an empty one for none");
        recorded = Input.given("status.recorded", made.recorded, "give an empty one for none");
        routers = List.copyOf(Input.given("status.routers", made.routers, "give an empty one for none"));
        unread = Input.given("status.unread", made.unread, "give an empty one for none").stream()
                .map(Wording::lines)
                .toList();
        world = Input.given("status.world", made.world, "give one");
        lock = Input.given("status.lock", made.lock, "give an empty one for none");
        underway = Input.given("status.underway", made.underway, "give an empty one for none");
        unfinished = Input.given("status.unfinished", made.unfinished, "give an empty one for none");
        standby = Input.given("status.standby", made.standby, "give an empty one for none");
        reduced = List.copyOf(Input.given("status.reduced", made.reduced, "give an empty one for none"));
        pinned = List.copyOf(Input.given("status.pinned", made.pinned, "give an empty one for none"));
        history = List.copyOf(Input.given("status.history", made.history, "give an empty one for none"));
        freezes = Input.given("status.freezes", made.freezes, "give an empty one for none").stream()
                .map(Wording::lines)
                .toList();
        at = Input.given("status.at", made.at, "give one");
    }

    /** A builder of the status of a release whose lock is free; for platforms, adapters and tests. */
    public static Builder builder(String release, World world, Instant at) {
        return new Builder(release, world, at);
    }

    /** The release. */
    public String release() {
        return release;
    }

    /** The track all routers send everything to; empty when they do not agree, or one could not be read. */
    public Optional<Track> active() {
        return active;
    }

    /** The track that traffic was moved to last, by the record; empty when none was. */
    public Optional<Track> recorded() {
        return recorded;
    }

    /** The state of each router, as far as it could be read. */
    public List<RouterState> routers() {
        return routers;
    }

    /** Routers that could not be read, such as one that was deleted, each with the reason. */
    public List<String> unread() {
        return unread;
    }

    /** The two stacks. */
    public World world() {
        return world;
    }

    /** The holder of the lock; empty when it is free. */
    public Optional<Lock> lock() {
        return lock;
    }

    /** The activity of the lock's holder at its last sign of life; empty if the lock is free. */
    public Optional<Underway> underway() {
        return underway;
    }

    /**
     * What the record shows as not ended, whether or not its process still lives; while a recovery is under way, what
     * it recovers.
     */
    public Optional<Unfinished> unfinished() {
        return unfinished;
    }

    /** The old track kept ready, and until when. */
    public Optional<Standby> standby() {
        return standby;
    }

    /** Tracks that were made smaller than they have to be under traffic. */
    public List<Reduced> reduced() {
        return reduced;
    }

    /** Autoscalers that were changed for a time. */
    public List<Pinned> pinned() {
        return pinned;
    }

    /** The last cutovers, newest first. */
    public List<PastCutover> history() {
        return history;
    }

    /** What keeps traffic from moving forward now: closed change windows, and who stopped releases, and why. */
    public List<String> freezes() {
        return freezes;
    }

    /** The moment at which it was read. */
    public Instant at() {
        return at;
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
     * The holder of a release's lock.
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
     * Liveness of a lock's holder. A holder that lives renews every 10 s, so one look cannot tell and two can: each
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

    /** A tree for a terminal. */
    @Override
    public String toString() {
        return new StatusText(this).toString();
    }

    /** Builds a status; for one thread. */
    public static final class Builder {

        private final String release;
        private Optional<Track> active = Optional.empty();
        private Optional<Track> recorded = Optional.empty();
        private List<RouterState> routers = List.of();
        private List<String> unread = List.of();
        private final World world;
        private Optional<Lock> lock = Optional.empty();
        private Optional<Underway> underway = Optional.empty();
        private Optional<Unfinished> unfinished = Optional.empty();
        private Optional<Standby> standby = Optional.empty();
        private List<Reduced> reduced = List.of();
        private List<Pinned> pinned = List.of();
        private List<PastCutover> history = List.of();
        private List<String> freezes = List.of();
        private final Instant at;

        private Builder(String release, World world, Instant at) {
            this.release = release;
            this.world = world;
            this.at = at;
        }

        /** Sets {@link ReleaseStatus#active()}; empty unless set. */
        public Builder active(Optional<Track> active) {
            this.active = active;
            return this;
        }

        /** Sets {@link ReleaseStatus#recorded()}; empty unless set. */
        public Builder recorded(Optional<Track> recorded) {
            this.recorded = recorded;
            return this;
        }

        /** Sets {@link ReleaseStatus#routers()}; empty unless set. */
        public Builder routers(List<RouterState> routers) {
            this.routers = routers;
            return this;
        }

        /** Sets {@link ReleaseStatus#unread()}; empty unless set. */
        public Builder unread(List<String> unread) {
            this.unread = unread;
            return this;
        }

        /** Sets {@link ReleaseStatus#lock()}; empty unless set. */
        public Builder lock(Optional<Lock> lock) {
            this.lock = lock;
            return this;
        }

        /** Sets {@link ReleaseStatus#underway()}; empty unless set. */
        public Builder underway(Optional<Underway> underway) {
            this.underway = underway;
            return this;
        }

        /** Sets {@link ReleaseStatus#unfinished()}; empty unless set. */
        public Builder unfinished(Optional<Unfinished> unfinished) {
            this.unfinished = unfinished;
            return this;
        }

        /** Sets {@link ReleaseStatus#standby()}; empty unless set. */
        public Builder standby(Optional<Standby> standby) {
            this.standby = standby;
            return this;
        }

        /** Sets {@link ReleaseStatus#reduced()}; empty unless set. */
        public Builder reduced(List<Reduced> reduced) {
            this.reduced = reduced;
            return this;
        }

        /** Sets {@link ReleaseStatus#pinned()}; empty unless set. */
        public Builder pinned(List<Pinned> pinned) {
            this.pinned = pinned;
            return this;
        }

        /** Sets {@link ReleaseStatus#history()}; empty unless set. */
        public Builder history(List<PastCutover> history) {
            this.history = history;
            return this;
        }

        /** Sets {@link ReleaseStatus#freezes()}; empty unless set. */
        public Builder freezes(List<String> freezes) {
            this.freezes = freezes;
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public ReleaseStatus build() {
            return new ReleaseStatus(this);
        }
    }
}
