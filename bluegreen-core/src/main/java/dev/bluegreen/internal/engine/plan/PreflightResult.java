package dev.bluegreen.internal.engine.plan;

import dev.bluegreen.cutover.CutoverStrategy;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer.Stored;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverPlan;
import java.util.List;

/**
 * The result of preflight.
 *
 * @param stored the record
 * @param observation the world
 * @param from the track that has the traffic
 * @param to the track that is to get it
 * @param wanted ready pods the target needs
 * @param scaleUp the scale-up of the target until then
 * @param plan the plan
 */
public record PreflightResult(
        Stored stored, Observation observation, Track from, Track to, int wanted, ScaleUp scaleUp, CutoverPlan plan) {

    public List<CutoverStrategy> strategies() {
        return observation.strategies().toList();
    }

    /** True if nothing has to be moved. */
    public boolean unchanged() {
        return from == to;
    }
}
