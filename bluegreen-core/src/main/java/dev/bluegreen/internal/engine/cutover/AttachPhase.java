package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.cutover.Attachment;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observation.Routed;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.operation.Wait;
import dev.bluegreen.internal.engine.plan.Planner;
import dev.bluegreen.internal.engine.proof.OngoingCutover;
import dev.bluegreen.internal.engine.write.AttachmentWriter;
import dev.bluegreen.internal.engine.write.AttachmentWriter.Attached;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.TrafficSplit;
import java.time.Duration;
import java.util.Optional;

/**
 * Names the target, without a share, in routers that do not know it, and waits until it can get traffic there. What is added
 * stays when the cutover ends otherwise: it gets no traffic, and going back needs nothing of it.
 */
record AttachPhase(Context context) {

    private static final Duration LOOK = Duration.ofSeconds(5);

    /** Registration and first health checks take minutes; a controller that fails backs off. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    void run(OngoingCutover cutover) {
        if (cutover.preflight().observation().attaching(cutover.to()).isEmpty()) {
            return;
        }
        context.checkpoint();
        context.enter(Phase.SCALE);
        Deadline deadline =
                context.deadline(PATIENCE.plus(cutover.preflight().observation().settleBound()));
        Observation now = new Observer(context)
                .readable(context.calls(deadline), cutover.preflight().strategies(), cutover.to());
        now.attaching(cutover.to()).stream()
                .filter(routed -> routed.state().split().equals(TrafficSplit.all(cutover.from())))
                .forEach(routed -> attach(routed, now, cutover, deadline));
    }

    private void attach(Routed routed, Observation now, OngoingCutover cutover, Deadline deadline) {
        new AttachmentWriter(context, cutover.lock(), deadline)
                .attach(routed, cutover.to())
                .ifPresent(attached -> awaitFit(routed, attached, now, cutover, deadline));
    }

    private void awaitFit(
            Routed routed, Attached attached, Observation now, OngoingCutover cutover, Deadline deadline) {
        Calls calls = context.calls(deadline);
        Planner planner = new Planner(context);
        Move move = planner.move(
                now,
                new Routed(routed.strategy(), attached.router()),
                planner.steps(cutover.to()).get(0),
                cutover.preflight().wanted(),
                0);
        Attachment attachment = attached.attachment();
        try (Subscription changes = calls.read(() -> routed.strategy().watch(context.release(), context::wake))) {
            new Wait(context, deadline, LOOK)
                    .until(
                            move,
                            same -> pending(
                                    calls.read(() -> attachment.pending(same, attached.made())), cutover, deadline),
                            same -> same);
        }
        context.eventLog().goesOn();
    }

    private static Optional<String> pending(Optional<String> why, OngoingCutover cutover, Deadline deadline) {
        cutover.checkpoint();
        if (why.isPresent() && deadline.passed()) {
            throw Stop.because(cutover.to() + " cannot get traffic yet: " + why.get());
        }
        return why.map(reason -> "waits until " + cutover.to() + " can get traffic: " + reason);
    }
}
