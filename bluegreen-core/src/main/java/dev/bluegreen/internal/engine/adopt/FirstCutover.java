package dev.bluegreen.internal.engine.adopt;

import dev.bluegreen.internal.engine.cutover.Course;
import dev.bluegreen.internal.engine.cutover.PreflightPhase;
import dev.bluegreen.internal.engine.ending.Ending;
import dev.bluegreen.internal.engine.ending.Reporter;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.PlannedIntent;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.World;
import dev.bluegreen.result.CutoverReport;
import java.util.function.Consumer;
import java.util.function.Function;

/** A cutover under its lock, whose target is staged first. */
record FirstCutover(Context context, Reporter reporter, Progress progress, Track to) {

    /** @param stage stages the target, and returns the check of what is there after that */
    CutoverReport run(Function<ReleaseLock, Consumer<World>> stage, ReleaseLock lock, Ending ending) {
        PreflightResult preflight;
        try {
            Consumer<World> check = stage.apply(lock);
            preflight = new PreflightPhase(context).run(to, progress);
            check.accept(preflight.observation().world());
            replan(preflight);
        } catch (Throwable e) {
            Stop stop = Stop.of(e);
            if (stop.isLeft()) {
                return ending.left(stop.why(), progress);
            }
            return stop.keepsLock() ? ending.unresolved(stop.why(), progress) : ending.refused(stop.why(), progress);
        }
        return new Course(context, reporter, progress).fromTheBeginning(preflight, lock, ending);
    }

    /** What is approved and resumed is the plan with the staged track. */
    private void replan(PreflightResult preflight) {
        PlannedIntent planned = new PlannedIntent(context);
        context.intent()
                .change(intent -> intent.replanned(planned.plan(
                        preflight.observation(), to, preflight.plan().hash())));
    }
}
