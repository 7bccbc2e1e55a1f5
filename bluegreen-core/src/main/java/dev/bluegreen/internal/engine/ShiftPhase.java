package dev.bluegreen.internal.engine;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.internal.engine.Situation.Routed;
import dev.bluegreen.internal.record.ReleaseLock;
import dev.bluegreen.model.CutoverEvent.Kind;
import dev.bluegreen.model.CutoverPlan;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Milestone;
import dev.bluegreen.model.Phase;
import java.util.List;
import java.util.stream.Collectors;

/** SHIFT: asks the gates once more, on reads made now, and moves the routers, in order, one write each. */
final class ShiftPhase {

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

    void run(Prepared prepared, ReleaseLock lock, Progress progress) {
        context.checkpoint();
        context.enter(Phase.SHIFT);
        Deadline deadline = context.deadline(context.settings().deadlines().verify());
        Situation now = observer.situation(context.calls(deadline), prepared.strategies());
        recheck(prepared, now, context.calls(deadline));
        for (Routed routed : now.routers()) {
            context.checkpoint();
            Move move = planner.move(now, routed, prepared.to(), prepared.wanted(), lock.token());
            progress.applied(writer.move(routed.strategy(), move, lock, deadline));
        }
        context.tell(Kind.MILESTONE, Milestone.CONFIG_APPLIED.name());
    }

    private void recheck(Prepared prepared, Situation now, Calls calls) {
        List<GateResult> gates = planner.gates(now, prepared.to(), prepared.wanted());
        SizePlan sizes = SizePlan.none(now, prepared.to());
        CutoverPlan plan = planner.plan(now, prepared.to(), prepared.wanted(), gates, List.of(), sizes, calls);
        if (!plan.hash().equals(prepared.plan().hash())) {
            throw Stop.because("what the plan rests on has changed since it was made (plan "
                    + prepared.plan().hash() + ", now " + plan.hash() + "); " + now.whereTrafficIs() + "; plan again");
        }
        if (!plan.executable()) {
            throw Stop.because(obstacles(plan));
        }
    }

    private static String obstacles(CutoverPlan plan) {
        String gates = plan.gates().stream()
                .filter(result -> !result.passed())
                .map(GateResult::sentence)
                .collect(Collectors.joining("; "));
        String findings = plan.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.FATAL)
                .map(finding -> finding.sentence() + "; " + finding.remedy())
                .collect(Collectors.joining("; "));
        return gates.isEmpty() ? findings : findings.isEmpty() ? gates : gates + "; " + findings;
    }
}
