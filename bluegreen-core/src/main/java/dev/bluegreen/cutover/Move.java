package dev.bluegreen.cutover;

import dev.bluegreen.model.Input;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import java.util.Set;

/**
 * One write to one router, and all that the strategy needs to know for it.
 *
 * @param world the release and its stacks, as read before the write
 * @param before the router as read before the write
 * @param target the split to reach
 * @param wanted ready pods that a track needs whose share does not fall, 1 or more; see {@link #wanted(Track)}
 * @param cutoverId id of the cutover; a valid label value
 * @param token fencing token of the operation
 * @param requestedBy who asked for it
 * @param routers all routers that the release moves, by name: what else leads to a track stays where it is
 */
public record Move(
        World world,
        RouterState before,
        TrafficSplit target,
        int wanted,
        String cutoverId,
        long token,
        String requestedBy,
        Set<String> routers) {

    /** Copies the names. */
    public Move {
        routers = Set.copyOf(routers);
    }

    /** Of a release that moves this router and no other. */
    public Move(
            World world,
            RouterState before,
            TrafficSplit target,
            int wanted,
            String cutoverId,
            long token,
            String requestedBy) {
        this(world, before, target, wanted, cutoverId, token, requestedBy, Set.of(before.router()));
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
}
