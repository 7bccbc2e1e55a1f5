package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.check.Gate;
import dev.bluegreen.check.GateContext;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Longest;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.operation.Wait;
import dev.bluegreen.internal.engine.plan.Planner;
import dev.bluegreen.internal.engine.proof.OngoingCutover;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.GateResult.Verdict;
import dev.bluegreen.model.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The gates between the approval and the first move, asked in order: what has to be so then, such as a schema. */
record LastGates(Context context) {

    private static final Duration LOOK = Duration.ofSeconds(5);

    /** The time that a gate has at least. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** @throws Stop if one does not let traffic move */
    void require(OngoingCutover cutover) {
        List<Gate> gates = context.settings().beforeShift();
        for (int place = 0; place < gates.size(); place++) {
            require(gates, place, cutover);
        }
    }

    private void require(List<Gate> gates, int place, OngoingCutover cutover) {
        context.checkpoint();
        Deadline deadline = context.preflightDeadline();
        GateResult result = new Wait(context, deadline, LOOK)
                .until(
                        ask(gates, place, cutover, deadline),
                        now -> now.verdict() == Verdict.NOT_YET && !deadline.passed()
                                ? Optional.of("waits until this passes: " + now.sentence())
                                : Optional.empty(),
                        now -> ask(gates, place, cutover, deadline));
        context.tell(Kind.GATE, result.toString());
        if (!result.passed()) {
            throw Stop.because(result.sentence());
        }
        context.eventLog().goesOn();
    }

    private GateResult ask(List<Gate> gates, int place, OngoingCutover cutover, Deadline deadline) {
        context.checkpoint();
        World now = new Observer(context)
                .current(
                        context.calls(deadline),
                        cutover.preflight().observation().world());
        GateContext asked =
                GateContext.of(now, cutover.to(), cutover.preflight().wanted());
        return new Planner(context).answer(gates, place, asked, Longest.of(SHORTEST, deadline.remaining()));
    }
}
