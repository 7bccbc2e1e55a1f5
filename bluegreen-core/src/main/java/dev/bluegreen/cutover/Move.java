package dev.bluegreen.cutover;

import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;

/**
 * One write to one router, and all that the strategy needs to know for it.
 *
 * @param world the release and its stacks, as read before the write
 * @param before the router as read before the write
 * @param target the split to reach
 * @param wanted ready pods that must stand behind the router afterwards, 1 or more
 * @param cutoverId id of the cutover; a valid label value
 * @param token fencing token of the operation
 * @param requestedBy who asked for it
 */
public record Move(
        World world,
        RouterState before,
        TrafficSplit target,
        int wanted,
        String cutoverId,
        long token,
        String requestedBy) {}
