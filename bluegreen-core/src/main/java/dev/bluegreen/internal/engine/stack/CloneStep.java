package dev.bluegreen.internal.engine.stack;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.observe.Observation;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.stack.StageWrite.Written;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.ReleaseSpec.Origin;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.StageChanges;
import dev.bluegreen.spi.StageRequest;
import dev.bluegreen.spi.Staging;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Clones the origin with the track label, and waits until all pods of the clone are ready, from when on both share traffic. */
public record CloneStep(Context context, Origin origin) {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /**
     * Does both under the lock; a clone that is there already is brought to what the origin is now.
     *
     * @return the check that the origin is still what was cloned
     */
    public Consumer<World> run(ReleaseLock lock) {
        context.enter(Phase.STAGE);
        Calls calls = context.preflightCalls();
        AtomicReference<String> template = new AtomicReference<>("");
        Written written = new StageWrite(context, lock, cloned(), record -> record).make(calls, () -> {
            Observation now = new Observer(context).survey(calls, Optional.of(origin.track()));
            requireOrigin(now);
            template.set(now.world().workload(origin.track()).template());
            return staging(calls);
        });
        written.notes().forEach(note -> context.tell(Kind.FINDING, note));
        lock.write(record -> record.stagedAs(cloned(), written.template()));
        awaitReady(written.pods());
        return world -> requireSame(Optional.ofNullable(template.get()).orElse(""), world.workload(origin.track()));
    }

    /** Traffic must not go back from what somebody has rolled out to the origin meanwhile to what it was before. */
    private void requireSame(String cloned, Workload now) {
        if (!now.isNone() && !cloned.isEmpty() && !cloned.equals(now.template())) {
            throw Stop.because(now.name() + " was changed after it was cloned, to " + now.images()
                    + ", and the clone runs what it was before; call adopt(\"" + origin.workload() + "\") again");
        }
    }

    private void awaitReady(int pods) {
        Deadline deadline = context.deadline(PATIENCE);
        try (Subscription changes = context.calls(deadline).watchStacks()) {
            new StageWait(context, cloned(), PATIENCE).await(pods, deadline);
        }
    }

    /** The write, from a read made now. */
    public Staging staging(Calls calls) {
        return calls.read(() -> context.workloads()
                .stage(new StageRequest(
                        context.release(), cloned(), StageChanges.NONE, OptionalInt.empty(), Optional.empty())));
    }

    private void requireOrigin(Observation now) {
        if (!now.isOn(origin.track())) {
            throw Stop.because("traffic was moved meanwhile: " + now.everyRouter());
        }
    }

    private Track cloned() {
        return origin.track().other();
    }
}
