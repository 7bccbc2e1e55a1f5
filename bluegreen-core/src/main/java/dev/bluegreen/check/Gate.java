package dev.bluegreen.check;

import dev.bluegreen.model.GateResult;

/** A condition for moving traffic. Evaluated in preflight, while waiting, and again right before the write. Implementations are
 * thread-safe. */
@FunctionalInterface
public interface Gate {

    /**
     * Evaluates the gate. Must block only for its own check, and must not write. An exception, or no result within the
     * preflight deadline, is a failure of the gate.
     */
    GateResult evaluate(GateContext context);

    /** Its name in messages, such as {@code change freeze}; blank for its number among the gates. */
    default String name() {
        return "";
    }
}
