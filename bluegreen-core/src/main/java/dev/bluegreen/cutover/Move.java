package dev.bluegreen.cutover;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import java.util.Set;

/** One write to one router, and everything that the strategy needs for it. Immutable. */
public sealed interface Move {

    /**
     * A builder of the move of a router, the only one of its release unless others are named; for tests of strategies.
     */
    static Builder builder(World world, RouterState before, TrafficSplit target) {
        return new Builder(world, before, target);
    }

    /** The release and its stacks, as read before the write. */
    World world();

    /** The router as read before the write. */
    RouterState before();

    /** The split to reach. */
    TrafficSplit target();

    /** The ready pods that a track must have if its share does not fall, 1 or more; see {@link #minReadyPods(Track)}. */
    int minReadyPods();

    /** Id of the cutover; a valid label value. */
    String cutoverId();

    /** Fencing token of the operation. */
    long token();

    /** The requester. */
    String requestedBy();

    /** The names of all routers that the release moves; others that lead to a track stay as they are. */
    Set<String> routers();

    /**
     * Ready pods that a track must have for the move: one if its share falls, none without a share.
     *
     * @throws ConfigurationException if it is null
     */
    default int minReadyPods(Track track) {
        if (!target().sendsTo(Input.given("track", track, "give BLUE or GREEN"))) {
            return 0;
        }
        return falls(track) ? 1 : minReadyPods();
    }

    private boolean falls(Track track) {
        TrafficSplit now = before().split();
        return (long) target().weight(track) * now.weight(track.other())
                < (long) now.weight(track) * target().weight(track.other());
    }

    /** Builds a move; for one thread. */
    final class Builder {

        private final World world;
        private final RouterState before;
        private final TrafficSplit target;
        private int minReadyPods = 1;
        private String cutoverId = "";
        private long token;
        private String requestedBy = "";
        private Set<String> routers;

        private Builder(World world, RouterState before, TrafficSplit target) {
            this.world = world;
            this.before = Input.given("move.before", before, "give one");
            this.target = target;
            routers = Set.of(before.router());
        }

        /** Sets {@link Move#minReadyPods()}; 1 unless set. */
        public Builder minReadyPods(int minReadyPods) {
            this.minReadyPods = minReadyPods;
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
            return new Made(world, before, target, minReadyPods, cutoverId, token, requestedBy, routers);
        }

        private record Made(
                World world,
                RouterState before,
                TrafficSplit target,
                int minReadyPods,
                String cutoverId,
                long token,
                String requestedBy,
                Set<String> routers)
                implements Move {

            Made {
                Input.given("move.world", world, "give one");
                Input.given("move.target", target, "give one");
                Input.given("move.cutoverId", cutoverId, "give an empty text for none");
                Input.given("move.requestedBy", requestedBy, "give an empty text for none");
                routers = Set.copyOf(Input.allGiven(
                        "move.routers",
                        "give it without null",
                        Input.given("move.routers", routers, "give an empty one for none")
                                .toArray(String[]::new)));
            }

            @Override
            public String toString() {
                return before.router() + " " + before.split() + " -> " + target + ", token " + token;
            }
        }
    }
}
