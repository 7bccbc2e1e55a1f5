package dev.bluegreen.laws;

import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.result.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that happened to a release, at the moment it took effect. An actor is one operation of one process; its name is
 * the one it holds the lock by.
 */
public sealed interface Fact {

    /** Kind of an operation. */
    enum Operation {
        /** Move traffic to a track. */
        SWITCH,
        /** Go back to where the last cutover came from. */
        ROLL_BACK,
        /** End what a dead process left. */
        RECOVER,
        /** Go on with what a dead process left. */
        RESUME,
        /** Scale the idle track down. */
        RETIRE,
        /** Make the idle track run something else. */
        STAGE,
        /** Keep the old track as standby for longer. */
        EXTEND,
        /** Close the way back. */
        CLOSE,
        /** Record a cutover, for any process to carry out. */
        REQUEST,
        /** End a cutover that has not ended. */
        CANCEL,
        /** Look at what is unfinished, and go on as far as that takes no wait for people. */
        RESUME_DUE,
        /** Anything else that takes the lock. */
        OTHER;

        /** True if its report says where traffic is; that of another one, which was refused, does not. */
        public boolean movesTraffic() {
            return this == SWITCH || this == ROLL_BACK || this == RECOVER || this == RESUME;
        }
    }

    /**
     * An operation began.
     *
     * @param within how long it may take
     */
    record Started(String actor, Operation operation, Duration within) implements Fact {}

    /**
     * An operation told its caller how it ended.
     *
     * @param claimed the track it says traffic is on
     */
    record Ended(String actor, Outcome outcome, Optional<Track> claimed) implements Fact {}

    /** The process of an operation died. */
    record Killed(String actor) implements Fact {}

    /** A call of an operation was made to fail, to be late or to lose its answer; or what an operation waits for was. */
    record Disturbed(String actor, String how) implements Fact {}

    /** From now on the workload of a track may not be read for a time. */
    record Forbidden(Track track) implements Fact {}

    /**
     * From now on what is watched is seen, or no longer: watches are cut off, refused or silent.
     *
     * @param clear true if it is seen; it is when a history begins
     */
    record Sight(boolean clear) implements Fact {}

    /** An operation read a router. */
    record SawRouter(String actor, String router) implements Fact {}

    /** An operation read the stacks, or asked the router's strategy for its prediction. */
    record SawPods(String actor) implements Fact {}

    /** A change of a track's number of ready pods. */
    record Ready(Track track, int pods) implements Fact {}

    /** The lock was taken. */
    record LockTaken(String actor, long token) implements Fact {}

    /** The holder confirmed the lock: any write to the record by the holder. */
    record LockRenewed(String actor) implements Fact {}

    /** The holder freed the lock. */
    record LockFreed(String actor) implements Fact {}

    /** The record was deleted or damaged. */
    record RecordLost() implements Fact {}

    /** The record announces a traffic write. */
    record Intended(String actor, String router, TrafficSplit to) implements Fact {}

    /**
     * What was asked for by a cutover that has taken the lock, by whoever asked, whatever the record says.
     *
     * @param bake how long it is to be watched after the last move
     * @param objectives how many objectives are to be judged in the bake
     * @param needsApproval true if somebody has to approve it
     * @param standby how long the old track is to be kept
     */
    record Asked(String cutover, Duration bake, int objectives, boolean needsApproval, Duration standby)
            implements Fact {}

    /**
     * The record has a cutover as under way that was asked for.
     *
     * @param to the track that traffic is moved to
     */
    record Begun(String cutover, Track to) implements Fact {}

    /**
     * What the record says of a cutover under way that has to stay so.
     *
     * @param requester who asked for it, and why
     * @param deadline end of the wait for an approval; empty before it begins
     * @param plan the hash of the plan
     * @param approvals the number of approvals
     */
    record Intends(String cutover, String requester, Optional<Instant> deadline, String plan, int approvals)
            implements Fact {}

    /** A caller was told that a cutover is recorded, and will be carried out. */
    record Requested(String cutover, String requester) implements Fact {}

    /** A cutover waits with the lock free, until the lock is taken. */
    record Parked(String cutover) implements Fact {}

    /** Somebody left a note that a cutover is to end. */
    record CancelNoted(String cutover) implements Fact {}

    /** A caller was told that a cutover is cancelled. */
    record Cancelled(String cutover) implements Fact {}

    /** An operation passes closed change windows by name. */
    record Overrides(String actor) implements Fact {}

    /** The record has the name by which a cutover passed closed change windows. */
    record Overridden(String cutover) implements Fact {}

    /**
     * Change windows were closed, or opened; they are open when a history begins.
     *
     * @param whose those of the release, or of the namespace
     */
    record Windows(String whose, boolean open) implements Fact {}

    /** All releases were stopped, and whoever did it was told so; or no longer are. */
    record Stopped(boolean stopped) implements Fact {}

    /**
     * The way back of a cutover was closed.
     *
     * @param on the track that traffic stays on
     */
    record WayBackClosed(String cutover, Track on) implements Fact {}

    /** The call that closed it has returned: a cutover that had announced its way back before does not take it any more. */
    record ClosingConfirmed(Track on) implements Fact {}

    /** Somebody approved a cutover. */
    record Approved(String cutover) implements Fact {}

    /** An operation asked an objective of a cutover. */
    record Judged(String actor, String cutover) implements Fact {}

    /**
     * The record has a cutover as switched.
     *
     * @param left the track that traffic was taken from
     */
    record Switched(String cutover, Track left) implements Fact {}

    /** The record has the result of a cutover. */
    record ResultEntered(String cutover) implements Fact {}

    /** A track must be kept until then: the record says so, or a caller was told. */
    record Kept(Track track, Instant until) implements Fact {}

    /**
     * A change of a router.
     *
     * @param from the split before
     * @param to the split after
     * @param tokenBefore the token the router carried
     * @param token the token it carries now
     */
    record Change(String router, TrafficSplit from, TrafficSplit to, long tokenBefore, long token) {}

    /** An operation sends a write that moves a router, whatever becomes of it: from now on it asks nobody any more. */
    record Sent(String actor, String cutover, String router, TrafficSplit from, TrafficSplit to) implements Fact {}

    /**
     * An operation's write moved a router.
     *
     * @param cutover the operation in whose name the record announced it
     * @param asked ready endpoints asked for behind a track whose share does not fall
     * @param sent {@link History#position()} when the request was sent
     */
    record Routed(String actor, String cutover, Change change, int asked, int sent) implements Fact {

        /** The router that was moved. */
        public String router() {
            return change.router();
        }

        /** The split before. */
        public TrafficSplit from() {
            return change.from();
        }

        /** The split after. */
        public TrafficSplit to() {
            return change.to();
        }

        /** The token the router carried. */
        public long tokenBefore() {
            return change.tokenBefore();
        }

        /** The token it carries now. */
        public long token() {
            return change.token();
        }
    }

    /** From now on a router may send traffic to tracks that have no share of it, such as when health checks fail. */
    record FailsOpen(String router, Set<Track> to) implements Fact {

        /** Copies the set. */
        public FailsOpen {
            to = Set.copyOf(to);
        }
    }

    /**
     * What new connections to one port of a router reach from now on, as its endpoints say, whoever wrote them.
     *
     * @param port the port with its protocol and address family
     * @param tracks whose pods they reach; none when nothing serves the port
     * @param elsewhere true if they also reach anything else
     */
    record Carries(String router, String port, Set<Track> tracks, boolean elsewhere) implements Fact {

        /** Copies the set. */
        public Carries {
            tracks = Set.copyOf(tracks);
        }

        /** True if they reach anything at all. */
        public boolean isServed() {
            return elsewhere || !tracks.isEmpty();
        }

        /** True if they reach this track, and nothing else. */
        public boolean isServedOnlyBy(Track track) {
            return !elsewhere && tracks.equals(Set.of(track));
        }
    }

    /** An operation's write raised a router's token and moved nothing. */
    record Fenced(String actor, String router, long tokenBefore, long token) implements Fact {}

    /** A foreign write moved a router. */
    record ForeignWrite(String writer, String router, TrafficSplit from, TrafficSplit to) implements Fact {}

    /**
     * A change of the number of pods asked for.
     *
     * @param from the number before
     * @param to the number after
     */
    record Size(int from, int to) {}

    /**
     * An operation's write changed the number of pods asked for.
     *
     * @param clock when, on the clock that {@link Kept} is told by
     * @param sent {@link History#position()} when the request was sent
     */
    record Scaled(String actor, Track track, Size size, Instant clock, int sent) implements Fact {

        /** The number of pods before. */
        public int from() {
            return size.from();
        }

        /** The number of pods after. */
        public int to() {
            return size.to();
        }
    }

    /**
     * An operation's write changed what a track runs.
     *
     * @param clock when, on the clock that {@link Kept} is told by
     * @param sent {@link History#position()} when the request was sent
     */
    record Staged(String actor, Track track, Instant clock, int sent) implements Fact {}

    /** A user's request came to a router, and went to a track. */
    record Request(String router, Track track, boolean answered) implements Fact {}

    /**
     * All is at rest, and what was left has been recovered as far as it can be.
     *
     * @param routers where each router sends traffic
     * @param recorded the track that has the traffic by the record; empty when it does not say
     * @param holder holder of the lock; empty if it is free
     * @param unfinished the cutover the record shows as under way
     */
    record Rest(
            Map<String, TrafficSplit> routers,
            Optional<Track> recorded,
            Optional<String> holder,
            Optional<String> unfinished)
            implements Fact {

        /** Copies the map. */
        public Rest {
            routers = Map.copyOf(routers);
        }
    }
}
