package dev.bluegreen.check;

import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;

/**
 * Decides if an idle track has finished its work before it is retired: long connections, queues it still reads. Evaluated every
 * 5 s until it passes, fails or times out, and again right before the write. Implementations are thread-safe.
 */
@FunctionalInterface
public interface DrainGate {

    /**
     * Evaluates the gate. Must block only for its own check, and must not write. An exception or a timeout is a failure of the
     * gate: nothing is retired.
     *
     * @param world both workloads, read for this evaluation
     * @param retiring the idle track
     */
    GateResult evaluate(World world, Track retiring);
}
