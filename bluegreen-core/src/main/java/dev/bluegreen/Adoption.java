package dev.bluegreen;

import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;

/**
 * Takes an app that has one plain workload, without a track label, to blue/green: its clone becomes {@code BLUE}, and gets all
 * of the traffic. Made by {@link Release#adopt}. Nothing is read or written before {@link #plan} or {@link #apply}.
 *
 * <p>The router of the app has to select by labels, and to name no track. The clone shares the traffic from its readiness on. The
 * workload itself, the origin, is not changed: it is kept as standby, and retired after that by {@link Release#retireOrigin} or
 * {@link BlueGreen#retireDue}. Until {@code GREEN} is staged, {@link Release#rollBack} sends traffic back to it.
 */
public interface Adoption {

    /** Computes what {@link #apply} would do: every write, and findings. Writes nothing. */
    CutoverPlan plan();

    /**
     * Clones the workload under the release's lock, waits until the clone is ready, tests it, waits for the approval, and moves
     * traffic by one write for each router. Returns when the move is proven, and baked if a bake is configured. What is refused
     * or sent back leaves traffic on the origin and scales the clone to 0. Safe to repeat.
     *
     * @throws dev.bluegreen.result.CutoverException if traffic did not end on the clone: says why and where it is
     * @throws dev.bluegreen.model.ConfigurationException if the approval requires a requester and none is given
     */
    CutoverReport apply();
}
