package dev.bluegreen.check.smoke;

import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Workload;
import java.util.List;

/**
 * A place at which the idle track answers: a temporary one that is made for one smoke test and taken away after it, or one
 * that stays. Thread-safe.
 */
public interface Preview {

    /**
     * Makes the place; closing the result takes it away. One that an earlier cutover of the release left is replaced.
     *
     * @param port of the pods
     * @throws dev.bluegreen.model.PlatformException if that is not possible, or not allowed
     */
    Tunnel open(SmokeContext asked, int port);

    /** True if it has to be told which port of the pods is meant; where not, the number it is given means nothing. */
    default boolean asksForPort() {
        return true;
    }

    /**
     * What keeps it from leading to the idle track, found before anything is written.
     *
     * @throws dev.bluegreen.model.PlatformException if that cannot be read
     */
    default List<Finding> preflight(Workload idle) {
        return List.of();
    }

    /** What it writes, for the plan. */
    List<PlannedWrite> writes(ReleaseSpec release);

    /** The rights it takes. */
    List<Permission> permissions(ReleaseSpec release);
}
