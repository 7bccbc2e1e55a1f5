package dev.bluegreen.spi;

import dev.bluegreen.check.PreflightDepth;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import java.util.List;

/**
 * Input of a platform's preflight.
 *
 * @param world the stacks, as read now
 * @param to the track that is to get the traffic
 * @param routers the routers, as read now
 * @param permissions the rights that the cutover needs
 * @param depth how deep to look
 */
public record Inspection(
        World world, Track to, List<RouterState> routers, List<Permission> permissions, PreflightDepth depth) {

    /** Copies the lists. */
    public Inspection {
        routers = List.copyOf(routers);
        permissions = List.copyOf(permissions);
    }
}
