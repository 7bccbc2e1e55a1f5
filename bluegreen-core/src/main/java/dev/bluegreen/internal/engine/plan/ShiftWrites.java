package dev.bluegreen.internal.engine.plan;

import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.cutover.Preflight;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The writes of a cutover, in order. A router is asked what it would write for the first step and for everything; the steps
 * between are like the last, from another share to another.
 *
 * @param record the record, as it is called
 * @param settle how long the routers may take to settle
 * @param tests what the tests of the idle track write
 */
record ShiftWrites(String record, Duration settle, List<PlannedWrite> tests) {

    List<PlannedWrite> of(List<ShiftStep> steps, List<Preflight> first, List<Preflight> last) {
        List<PlannedWrite> writes = new ArrayList<>();
        writes.add(new PlannedWrite(record, "update", "take the lock, raise the token", false));
        writes.addAll(tests);
        for (int i = 0; i < steps.size(); i++) {
            for (Preflight preflight : i == 0 ? first : last) {
                writes.add(new PlannedWrite(record, "update", "announce the next write", false));
                writes.addAll(step(preflight.writes(), steps, i));
            }
        }
        writes.add(new PlannedWrite(record, "update", "enter the result, free the lock", false));
        return writes;
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
        String change = i == 0 ? write.change() : steps.get(i - 1).target() + " -> " + step.target();
        return step.isLast() ? change : change + "; held " + Wording.of(settle.plus(step.pause())) + " from its proof";
    }
}
