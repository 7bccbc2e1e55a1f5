package dev.bluegreen.internal.engine.plan;

import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.cutover.Schedule.Step;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step of a shift, the last included. Each writes an id of its own, so that of two steps of one cutover the second is
 * never taken for made because the first was.
 *
 * @param target what every router is set to
 * @param id what the write is known by
 * @param pause how long it is held; zero for the last
 */
public record ShiftStep(TrafficSplit target, String id, Duration pause) {

    /** The time limit of the proof that both tracks take traffic: registration and first health checks take 2 min and more. */
    public static final Duration BOTH_PROVEN_WITHIN = Duration.ofMinutes(5);

    /** @param overlap how long both tracks take traffic before the last step; empty if they need not */
    static List<ShiftStep> all(Schedule schedule, Optional<Duration> overlap, String cutover, Track to) {
        List<ShiftStep> steps = new ArrayList<>();
        overlap.map(time -> both(cutover, time)).ifPresent(steps::add);
        for (Step step : schedule.steps()) {
            steps.add(new ShiftStep(step.split(to), cutover + "-" + step.percent(), step.pause()));
        }
        steps.add(last(cutover, to));
        return steps;
    }

    static ShiftStep last(String cutover, Track to) {
        return new ShiftStep(TrafficSplit.all(to), cutover, Duration.ZERO);
    }

    /** Both tracks, the first of the two writes of routers that make before they break. */
    static ShiftStep both(String cutover, Duration overlap) {
        return new ShiftStep(TrafficSplit.both(), cutover + "-both", overlap);
    }

    public boolean isLast() {
        return target.only().isPresent();
    }

    private boolean isBoth() {
        return target.equals(TrafficSplit.both());
    }

    /** How long it is held from its proof: both tracks serve, so that nobody has to have left the old one. */
    public Duration held(Duration settleBound) {
        return isLast() || isBoth() ? pause : settleBound.plus(pause);
    }

    /** Its target, for a person. */
    public String shown() {
        return shown(target);
    }

    /** A split, for a person. */
    public static String shown(TrafficSplit split) {
        return split.equals(TrafficSplit.both()) ? "both tracks" : split.toString();
    }
}
