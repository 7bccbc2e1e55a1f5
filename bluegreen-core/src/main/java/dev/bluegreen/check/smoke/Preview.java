package dev.bluegreen.check.smoke;

import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Workload;
import java.util.List;

/**
 * An address of the idle track for smoke tests: temporary, created and deleted for one test, or permanent. Thread-safe.
 */
public interface Preview {

    /**
     * Creates it; closing the result deletes it. A leftover of an earlier cutover of the release is replaced.
     *
     * @param port port of the pods
     * @throws dev.bluegreen.model.PlatformException if that is not possible, or not permitted
     */
    Tunnel open(SmokeContext context, int port);

    /** True if it needs the port of the pods; if false, the port given is meaningless. */
    default boolean asksForPort() {
        return true;
    }

    /**
     * Findings, in preflight, if it does not lead to the idle track.
     *
     * @throws dev.bluegreen.model.PlatformException if that cannot be read
     */
    default List<Finding> preflight(Workload idle) {
        return List.of();
    }

    /** Its writes, for the plan. */
    List<PlannedWrite> writes(ReleaseSpec release);

    /** Permissions that it requires. */
    List<Permission> permissions(ReleaseSpec release);
}
