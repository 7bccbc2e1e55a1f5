package dev.bluegreen.check.slo;

import java.time.Instant;

/**
 * Receives the result of each check of an objective, such as to plot it: see {@link Slo#observedBy}. Called on the thread of the
 * check, also for checks that come too late to count. Implementations are thread-safe and return at once.
 */
@FunctionalInterface
public interface SloObserver {

    /**
     * Handles one result. An exception is logged, and has no other effect.
     *
     * @param objective the name of the objective
     * @param at the moment at which the check began
     */
    void observed(String objective, Instant at, Slo.Result result);
}
