package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.cutover.Attachment;
import dev.bluegreen.cutover.CutoverStrategy;
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
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
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
        AttachmentWriter writer = new AttachmentWriter(context, cutover.lock(), deadline);
        Target target = new Target(cutover.to(), cutover.preflight().wanted(), cutover::checkpoint, deadline);
        now.attaching(cutover.to()).stream()
                .filter(routed -> routed.state().split().equals(TrafficSplit.all(cutover.from())))
                .forEach(routed -> writer.attach(routed, cutover.to())
                        .ifPresent(attached -> awaitFit(routed.strategy(), attached, now, target)));
    }

    /** Waits for what an earlier process of this cutover added: a preflight would refuse it where its targets register. */
    void awaitMade(Observation seen, Track to, int wanted, ReleaseLock lock) {
        if (seen.attaching(to).isEmpty()) {
            return;
        }
        Deadline deadline = context.deadline(PATIENCE);
        Observation now = new Observer(context)
                .readable(context.calls(deadline), seen.strategies().toList(), to);
        Target target = new Target(to, wanted, () -> goesOn(lock), deadline);
        for (Routed routed : now.attaching(to)) {
            Attachment attachment = routed.attachment(to).orElseThrow();
            attachment
                    .made()
                    .ifPresent(made ->
                            awaitFit(routed.strategy(), new Attached(attachment, routed.state(), made), now, target));
        }
    }

    private void goesOn(ReleaseLock lock) {
        context.checkpoint();
        lock.requireHeld();
    }

    /**
     * What is to get traffic.
     *
     * @param wanted ready pods
     * @param checkpoint a point at which the cutover may be stopped
     */
    private record Target(Track track, int wanted, Runnable checkpoint, Deadline deadline) {}

    private void awaitFit(CutoverStrategy strategy, Attached attached, Observation now, Target target) {
        Calls calls = context.calls(target.deadline());
        Planner planner = new Planner(context);
        Move move = planner.move(
                now,
                new Routed(strategy, attached.router()),
                planner.steps(target.track()).get(0),
                target.wanted(),
                0);
        Attachment attachment = attached.attachment();
        try (Subscription changes = calls.read(() -> strategy.watch(context.release(), context::wake))) {
            new Wait(context, target.deadline(), LOOK)
                    .until(
                            move,
                            same -> pending(calls.read(() -> attachment.pending(same, attached.made())), target),
                            same -> same);
        }
        context.eventLog().goesOn();
    }

    private static Optional<String> pending(Optional<String> why, Target target) {
        target.checkpoint().run();
        if (why.isPresent() && target.deadline().passed()) {
            throw Stop.because(target.track() + " cannot get traffic yet: " + why.get());
        }
        return why.map(reason -> "waits until " + target.track() + " can get traffic: " + reason);
    }
}
