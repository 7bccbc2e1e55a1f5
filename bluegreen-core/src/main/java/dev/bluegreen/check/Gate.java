package dev.bluegreen.check;

import dev.bluegreen.model.GateResult;

/** Asked before traffic moves, while waiting, and once more right before the write. Implementations are thread-safe. */
@FunctionalInterface
public interface Gate {

    /** Whether traffic may move. Must not block on anything but the question itself, and must not write. */
    GateResult evaluate(GateContext context);
}
