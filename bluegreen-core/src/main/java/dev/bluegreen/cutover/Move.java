package dev.bluegreen.cutover;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One write to one router, and all that the strategy needs to know for it. Immutable. */
public final class Move {

    private final World world;
    private final RouterState before;
    private final TrafficSplit target;
    private final int wanted;
    private final String cutoverId;
    private final long token;
    private final String requestedBy;
    private final Set<String> routers;

    private Move(Builder made) {
        world = Input.given("move.world", made.world, "give one");
        before = Input.given("move.before", made.before, "give one");
        target = Input.given("move.target", made.target, "give one");
        wanted = made.wanted;
        cutoverId = Input.given("move.cutoverId", made.cutoverId, "give an empty text for none");
        token = made.token;
        requestedBy = Input.given("move.requestedBy", made.requestedBy, "give an empty text for none");
        routers = made.routers == null ? Set.of(before.router()) : Set.copyOf(made.routers);
    }

    /**
     * A builder of the move of a router, the only one of its release unless others are named; for tests of strategies.
     */
    public static Builder builder(World world, RouterState before, TrafficSplit target) {
        return new Builder(world, before, target);
    }

    /** The release and its stacks, as read before the write. */
    public World world() {
        return world;
    }

    /** The router as read before the write. */
    public RouterState before() {
        return before;
    }

    /** The split to reach. */
    public TrafficSplit target() {
        return target;
    }

    /** The ready pods that a track needs whose share does not fall, 1 or more; see {@link #wanted(Track)}. */
    public int wanted() {
        return wanted;
    }

    /** Id of the cutover; a valid label value. */
    public String cutoverId() {
        return cutoverId;
    }

    /** Fencing token of the operation. */
    public long token() {
        return token;
    }

    /** The requester. */
    public String requestedBy() {
        return requestedBy;
    }

    /** All routers that the release moves, by name: what else leads to a track stays where it is. */
    public Set<String> routers() {
        return routers;
    }

    /** Ready pods that a track must have for the move: one where it only keeps some of its share, none without a share. */
    public int wanted(Track track) {
        if (!target.sendsTo(Input.given("track", track, "give BLUE or GREEN"))) {
            return 0;
        }
        return falls(track) ? 1 : wanted;
    }

    private boolean falls(Track track) {
        TrafficSplit now = before.split();
        return (long) target.weight(track) * now.weight(track.other())
                < (long) now.weight(track) * target.weight(track.other());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Move that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return List.of(world, before, target, wanted, cutoverId, token, requestedBy, routers);
    }

    @Override
    public String toString() {
        return before.router() + " " + before.split() + " -> " + target + ", token " + token;
    }

    /** Builds a move; for one thread. */
    public static final class Builder {

        private final World world;
        private final RouterState before;
        private final TrafficSplit target;
        private int wanted = 1;
        private String cutoverId = "";
        private long token;
        private String requestedBy = "";
        private @Nullable Set<String> routers;

        private Builder(World world, RouterState before, TrafficSplit target) {
            this.world = world;
            this.before = before;
            this.target = target;
        }

        /** Sets {@link Move#wanted()}; 1 unless set. */
        public Builder wanted(int wanted) {
            this.wanted = wanted;
            return this;
        }

        /** Sets {@link Move#cutoverId()}; empty unless set. */
        public Builder cutoverId(String cutoverId) {
            this.cutoverId = cutoverId;
            return this;
        }

        /** Sets {@link Move#token()}; 0 unless set. */
        public Builder token(long token) {
            this.token = token;
            return this;
        }

        /** Sets {@link Move#requestedBy()}; empty unless set. */
        public Builder requestedBy(String requestedBy) {
            this.requestedBy = requestedBy;
            return this;
        }

        /** Sets {@link Move#routers()}; this router alone unless set. */
        public Builder routers(Set<String> routers) {
            this.routers = routers;
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public Move build() {
            return new Move(this);
        }
    }
}
