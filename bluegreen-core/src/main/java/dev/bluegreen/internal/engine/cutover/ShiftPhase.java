package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.Obstacles;
import dev.bluegreen.internal.engine.plan.Planner;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.plan.ShiftStep;
import dev.bluegreen.internal.engine.plan.SizePlan;
import dev.bluegreen.internal.engine.proof.OngoingCutover;
import dev.bluegreen.internal.engine.write.Clearance;
import dev.bluegreen.internal.engine.write.ForeignWrite;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.engine.write.Progress.Applied;
import dev.bluegreen.internal.engine.write.TrafficWriter;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.RouterState;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.Milestone;
import java.util.List;

/**
 * SHIFT: asks the gates once more, on what is so now, and moves the routers, in order, one write each; with a schedule step
 * by step, each proven and held before the next.
 */
final class ShiftPhase {

    /**
     * The step that a cutover has reached when another process goes on with it.
     *
     * @param index its place in the schedule, from 0; the number of steps for the last move
     * @param isHeld true if it was held for its time before
     */
    record ReachedStep(int index, boolean isHeld) {}

    private final Context context;
    private final Observer observer;
    private final Planner planner;
    private final TrafficWriter writer;

    ShiftPhase(Context context) {
        this.context = context;
        this.observer = new Observer(context);
        this.planner = new Planner(context);
        this.writer = new TrafficWriter(context);
    }

    void run(OngoingCutover cutover) {
        context.checkpoint();
        context.enter(Phase.SHIFT);
        from(0, cutover);
    }

    /** From a step on that some or all routers have reached. */
    void goOn(ReachedStep reached, OngoingCutover cutover) {
        context.enter(Phase.SHIFT);
        if (reached.isHeld()) {
            new HoldPhase(context).proveAgain(cutover);
            from(reached.index() + 1, cutover);
        } else {
            from(reached.index(), cutover);
        }
    }

    private void from(int first, OngoingCutover cutover) {
        List<ShiftStep> steps = planner.steps(cutover.to());
        for (int i = first; i < steps.size(); i++) {
            int index = i;
            context.intent().reached(now -> now.step().index() == index ? now : now.at(index));
            shift(steps.get(i), cutover);
            if (!steps.get(i).isLast()) {
                new HoldPhase(context).run(steps.get(i), cutover);
            }
        }
    }

    /** A step that is stopped on its way stays where it is, and goes on from there. */
    private void shift(ShiftStep step, OngoingCutover cutover) {
        while (!isMade(step, cutover)) {
            new StopHold(cutover).await();
        }
        context.tell(Kind.MILESTONE, Milestone.CONFIG_APPLIED.name());
    }

    private boolean isMade(ShiftStep step, OngoingCutover cutover) {
        try {
            make(step, cutover);
            return true;
        } catch (Stop e) {
            if (e.isHeld() && cutover.progress().moved()) {
                return false;
            }
            throw e;
        }
    }

    private void make(ShiftStep step, OngoingCutover cutover) {
        PreflightResult preflight = cutover.preflight();
        Progress progress = cutover.progress();
        Deadline deadline = context.verifyDeadline();
        Observation now = look(cutover, deadline);
        if (progress.moved()) {
            requireFit(step, preflight, now, progress, context.calls(deadline));
        } else {
            progress.saw(now);
            recheck(preflight, now, context.calls(deadline));
        }
        Clearance clearance = Clearance.forward(context, progress, cutover.lock());
        for (Routed routed : behind(now, step)) {
            mayGoOn(step, progress);
            Move move = planner.move(
                    now, routed, step, preflight.wanted(), cutover.lock().token());
            progress.applied(writer.move(routed.strategy(), move, cutover.from(), cutover.lock(), deadline, clearance));
        }
    }

    /** What preflight read, if that is of now; else by new reads. */
    private Observation look(OngoingCutover cutover, Deadline deadline) {
        Observation before = cutover.preflight().observation();
        return cutover.isDirect() && !cutover.progress().moved() && observer.isCurrent(before)
                ? before
                : observer.readable(context.calls(deadline), cutover.preflight().strategies(), cutover.to());
    }

    /** Routers that have not taken a step, in order: it may have been stopped on its way, or another process went on. */
    private static List<Routed> behind(Observation now, ShiftStep step) {
        return now.routers().stream()
                .filter(routed -> !routed.state().split().equals(step.target()))
                .toList();
    }

    /** A cutover paused during the shift is held at a step, where it is watched; one that is left, is so between two steps. */
    private void mayGoOn(ShiftStep step, Progress progress) {
        boolean isBegun = progress.applied().stream()
                .anyMatch(write -> write.after().split().equals(step.target()));
        if (isBegun && context.control().isLeft()) {
            return;
        }
        if (progress.last()
                .filter(write -> write.move().target().only().isEmpty())
                .isPresent()) {
            context.requireNotAborted();
        } else {
            context.checkpoint();
        }
    }

    /** Before a further step: the routers are as the last one left them, and what the next one writes is predicted. */
    private void requireFit(
            ShiftStep step, PreflightResult preflight, Observation now, Progress progress, Calls calls) {
        now.routers().forEach(routed -> requireOurs(routed.state(), progress));
        for (Routed routed : behind(now, step)) {
            Move move = planner.move(now, routed, step, preflight.wanted(), 0);
            Stop.ifAny(planner.obstacle(routed, move, calls).map(Obstacles::worded));
        }
    }

    private static void requireOurs(RouterState now, Progress progress) {
        progress.applied().stream()
                .map(Applied::after)
                .filter(left -> left.router().equals(now.router()))
                .forEach(left -> ForeignWrite.requireNone(left, now));
    }

    private void recheck(PreflightResult preflight, Observation now, Calls calls) {
        List<GateResult> gates = planner.gates(now, preflight.to(), preflight.wanted());
        SizePlan sizes = SizePlan.none(now, preflight.to());
        CutoverPlan plan = planner.plan(now, preflight.to(), preflight.wanted(), gates, List.of(), sizes, calls);
        if (!plan.hash().equals(preflight.plan().hash())) {
            throw Stop.because("the plan has changed since it was made (plan "
                    + preflight.plan().shortHash() + ", now " + plan.shortHash() + "); plan again");
        }
        if (!plan.executable()) {
            throw Stop.because(Obstacles.worded(plan.gates(), plan.findings()));
        }
    }
}
