package dev.bluegreen.check;

import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.util.List;

/** Checked before traffic moves, while waiting, and once more right before the write. Implementations are thread-safe. */
@FunctionalInterface
public interface Gate {

    /**
     * Evaluates the gate. Must block only for its own check, and must not write. An exception, or no result within the
     * preflight deadline, is a failure of the gate.
     */
    GateResult check(GateContext context);

    /** The permissions that the check needs, for the plan; default none. */
    default List<Permission> permissions(ReleaseSpec release) {
        return List.of();
    }

    /** Its name in messages, such as {@code change freeze}; blank for its number among the gates. */
    default String name() {
        return "";
    }
}
