package dev.bluegreen.internal.engine.plan;

import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The writes of a cutover, in order. Preflight of a router gives the writes of the first step and of the last; the steps
 * between are like the last, with other shares.
 *
 * @param record the name of the record
 * @param settle the longest settle bound of the routers
 * @param tests the writes of the tests of the idle track
 * @param attachments the writes that name the idle track in routers
 */
record ShiftWrites(String record, Duration settle, List<PlannedWrite> tests, List<PlannedWrite> attachments) {

    List<PlannedWrite> of(List<ShiftStep> steps, List<Preflight> first, List<Preflight> last) {
        List<PlannedWrite> writes = new ArrayList<>();
        writes.add(new PlannedWrite(record, "update", "take the lock, raise the token", false));
        writes.addAll(tests);
        for (PlannedWrite attachment : attachments) {
            writes.add(announcement());
            writes.add(attachment);
        }
        for (int i = 0; i < steps.size(); i++) {
            for (Preflight preflight : i == 0 ? first : last) {
                writes.add(announcement());
                writes.addAll(step(preflight.writes(), steps, i));
            }
        }
        writes.add(new PlannedWrite(record, "update", "enter the result, free the lock", false));
        return writes;
    }

    private PlannedWrite announcement() {
        return new PlannedWrite(record, "update", "announce the next write", false);
    }

    private List<PlannedWrite> step(List<PlannedWrite> writes, List<ShiftStep> steps, int i) {
        if (steps.size() == 1) {
            return writes;
        }
        return writes.stream()
                .map(write -> write.movesTraffic()
                        ? new PlannedWrite(write.target(), write.verb(), change(write, steps, i), true)
                        : write)
                .toList();
    }

    private String change(PlannedWrite write, List<ShiftStep> steps, int i) {
        ShiftStep step = steps.get(i);
        String change = i == 0 ? write.change() : steps.get(i - 1).shown() + " -> " + step.shown();
        Duration held = step.held(settle);
        return held.isZero()
                ? change + (step.isLast() ? "" : "; held until it is proven")
                : change + "; held " + Wording.of(held) + " from its proof";
    }
}
