package dev.bluegreen.check;

import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.util.List;

/** Checked before traffic moves, while waiting, and once more right before the write. Implementations are thread-safe. */
@FunctionalInterface
public interface Gate {

    /**
     * Whether traffic may move. Must not block on anything but the question itself, and must not write. What it throws, and
     * no answer within the preflight deadline, is a failure of the gate.
     */
    GateResult check(GateContext context);

    /** The rights that checking takes, for the plan; default none. */
    default List<Permission> permissions(ReleaseSpec release) {
        return List.of();
    }

    /** How messages call it when it fails, such as {@code change freeze}; blank for its number among the gates. */
    default String name() {
        return "";
    }
}
