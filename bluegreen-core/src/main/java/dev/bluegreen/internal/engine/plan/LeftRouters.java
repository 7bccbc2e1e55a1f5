package dev.bluegreen.internal.engine.plan;

import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.write.ForeignWrite;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.InFlight.AnnouncedWrite;
import dev.bluegreen.internal.record.intent.Reached;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.model.TrafficSplit;
import java.time.Instant;
import java.util.List;

/**
 * The routers of a cutover that its process left, and how far each is in the schedule.
 *
 * @param context of the cutover
 * @param left the cutover
 */
public record LeftRouters(Context context, InFlight left) {

    /**
     * Where a router is has to be what was announced for it. A step that was proven had been taken by every router, and a
     * step is announced when the one before was proven.
     *
     * @param last the step that traffic was moved to last
     */
    public void requireOurs(Reached.Step last, Observation now) {
        int proven = last.proven().isPresent() ? last.index() : last.index() - 1;
        now.routers().stream()
                .map(Routed::state)
                .filter(state -> place(state) < proven
                        || (place(state) >= 0 && writes(state).isEmpty()))
                .findFirst()
                .ifPresent(state -> {
                    throw ForeignWrite.unknown(
                            state,
                            ", where it was not left; recover(ROLL_BACK) or recover(FINISH) moves it all the same");
                });
    }

    /** The farthest step that a router has taken. */
    public int farthest(Observation now) {
        return now.routers().stream()
                .mapToInt(routed -> place(routed.state()))
                .max()
                .orElse(0);
    }

    /** When a router was written to what it is now, as far as that is known. */
    public Instant announced(Routed routed) {
        return writes(routed.state()).stream()
                .map(AnnouncedWrite::at)
                .filter(at -> at.isBefore(context.started()))
                .reduce((before, after) -> after)
                .orElse(context.started());
    }

    /** The announced writes that may have left a router as it is, oldest first. */
    private List<AnnouncedWrite> writes(RouterState state) {
        return left.announced().stream()
                .filter(write -> write.router().equals(state.router())
                        && write.to().equals(state.split().toString()))
                .toList();
    }

    /** The step that a router has taken; -1 before the first. */
    private int place(RouterState state) {
        return steps().indexOf(state.split());
    }

    private List<TrafficSplit> steps() {
        return new Planner(context)
                .steps(left.to()).stream().map(ShiftStep::target).toList();
    }
}
