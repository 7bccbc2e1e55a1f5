package dev.bluegreen.internal.engine;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.internal.engine.Observer.Journal;
import dev.bluegreen.model.CutoverPlan;
import dev.bluegreen.model.Track;
import java.util.List;

/**
 * What preflight found, and what is to be done.
 *
 * @param journal the record
 * @param situation the world
 * @param from the track that has the traffic
 * @param to the track that is to get it
 * @param wanted ready pods the target needs
 * @param growth what the target lacks in size until then
 * @param plan what will be written
 */
record Prepared(
        Journal journal, Situation situation, Track from, Track to, int wanted, Growth growth, CutoverPlan plan) {

    List<CutoverStrategy> strategies() {
        return situation.routers().stream().map(Situation.Routed::strategy).toList();
    }

    /** Whether nothing has to be moved. */
    boolean unchanged() {
        return from == to;
    }
}
