package dev.bluegreen.internal.engine.plan;

import dev.bluegreen.cutover.Schedule;
import dev.bluegreen.cutover.Schedule.Step;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of a shift, the last included. Each writes an id of its own, so that of two steps of one cutover the second is
 * never taken for made because the first was.
 *
 * @param target what every router is set to
 * @param id what the write is known by
 * @param pause how long it is held; zero for the last
 */
public record ShiftStep(TrafficSplit target, String id, Duration pause) {

    static List<ShiftStep> all(Schedule schedule, String cutover, Track to) {
        List<ShiftStep> steps = new ArrayList<>();
        for (Step step : schedule.steps()) {
            steps.add(new ShiftStep(step.split(to), cutover + "-" + step.percent(), step.pause()));
        }
        steps.add(last(cutover, to));
        return steps;
    }

    static ShiftStep last(String cutover, Track to) {
        return new ShiftStep(TrafficSplit.all(to), cutover, Duration.ZERO);
    }

    public boolean isLast() {
        return pause.isZero();
    }
}
