package dev.bluegreen.internal.record;

import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.ReleaseStatus.Standby;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where traffic is, since when for sure, and what it may go back to.
 *
 * @param active the track that has the traffic; empty before the first cutover
 * @param standby the old track and until when it is kept
 * @param verified when the data plane has followed the last move for sure
 * @param clock owner of the clock of the instants above; empty if unknown, or if there is more than one
 * @param closed the way back, if it was closed for as long as traffic is where it is
 * @param routers the routers that the last cutover moved, at most {@link InFlight#ANNOUNCED}; empty when none is recorded
 */
public record Traffic(
        Optional<Track> active,
        Optional<Standby> standby,
        Optional<Instant> verified,
        Optional<Clock> clock,
        Optional<WayBackClosed> closed,
        List<String> routers) {

    static final Traffic UNKNOWN = new Traffic(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    /** Copies the list and drops what is too much. */
    public Traffic {
        routers = List.copyOf(routers.subList(0, Math.min(InFlight.ANNOUNCED, routers.size())));
    }

    /**
     * A clock at the moment when instants were reckoned by it.
     *
     * @param of the identity of the process it belongs to
     * @param at what it showed
     */
    public record Clock(String of, Instant at) {}

    /**
     * The workload from which a release was adopted, until it is retired.
     *
     * @param origin the workload, and the track that it stands for
     * @param routing the routers and their values before the adoption, for a person
     * @param stands true until its track gets a workload of its own: as long as it does, traffic can go back to it
     * @param until how long it is kept; empty while traffic is on it
     */
    public record Adopted(Origin origin, String routing, boolean stands, Optional<Instant> until) {

        /** Of an adoption that begins. */
        public static Adopted begun(Origin origin, String routing) {
            return new Adopted(origin, routing, true, Optional.empty());
        }

        /** The origin as the idle track: as the one that it stands for, else as the one that has no traffic. */
        public Origin idle(Optional<Track> active) {
            return stands ? origin : new Origin(active.map(Track::other).orElse(origin.track()), origin.workload());
        }

        /** A copy that does not stand for a track that gets a workload of its own. */
        Adopted without(Track track) {
            return new Adopted(origin, routing, stands && origin.track() != track, until);
        }

        /** A copy that is kept as its track is, where it stands for it. */
        Adopted keeping(Optional<Standby> kept) {
            Optional<Instant> end =
                    kept.filter(one -> one.track() == origin.track()).map(Standby::until);
            return stands ? new Adopted(origin, routing, true, end) : this;
        }
    }

    Traffic keeping(Standby kept, String by) {
        return new Traffic(
                active,
                Optional.of(kept),
                verified,
                clock.filter(known -> known.of().equals(by)),
                closed,
                routers);
    }

    Traffic keeping(Optional<Standby> kept) {
        return new Traffic(active, kept, verified, clock, closed, routers);
    }

    Traffic withoutStandby(Track track) {
        return new Traffic(active, standby.filter(kept -> kept.track() != track), verified, clock, closed, routers);
    }

    Traffic closed(WayBackClosed now) {
        return new Traffic(active, standby, verified, clock, Optional.of(now), routers);
    }

    /** The way back from a track, if it is closed. */
    Optional<WayBackClosed> closedFrom(Track track) {
        return closed.filter(now -> now.on() == track);
    }
}
