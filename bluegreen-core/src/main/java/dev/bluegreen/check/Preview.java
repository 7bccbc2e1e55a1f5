package dev.bluegreen.check;

import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlannedWrite;
import dev.bluegreen.model.ReleaseSpec;
import java.util.List;

/** A temporary place at which the idle track answers, made for one smoke test and taken away after it. Thread-safe. */
public interface Preview {

    /**
     * Makes the place; closing the result takes it away. One that an earlier cutover of the release left is replaced.
     *
     * @param port of the pods
     * @throws dev.bluegreen.model.PlatformException if that is not possible, or not allowed
     */
    Tunnel open(SmokeContext asked, int port);

    /** What it writes, for the plan. */
    List<PlannedWrite> writes(ReleaseSpec release);

    /** The rights it takes. */
    List<Permission> permissions(ReleaseSpec release);
}
