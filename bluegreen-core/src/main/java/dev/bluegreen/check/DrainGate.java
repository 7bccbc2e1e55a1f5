package dev.bluegreen.check;

import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.util.List;

/**
 * Checks before an idle track is retired whether it has ended its work: long connections, queues it still reads. Checked
 * every 5 s until it passes, fails, or the time for it is over, and once more right before the write. Implementations are
 * thread-safe.
 */
@FunctionalInterface
public interface DrainGate {

    /**
     * Evaluates the gate. Must block only for its own check, and must not write. An exception or a timeout is a failure of the
     * gate: nothing is retired.
     */
    GateResult check(DrainContext context);

    /** The permissions that the check needs, for the plan; default none. */
    default List<Permission> permissions(ReleaseSpec release) {
        return List.of();
    }
}
