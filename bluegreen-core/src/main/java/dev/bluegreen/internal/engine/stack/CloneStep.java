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
import dev.bluegreen.spi.StageChanges;
import dev.bluegreen.spi.StageRequest;
import dev.bluegreen.spi.Staging;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Clones the origin with the track label, and waits until all pods of the clone are ready, from when on both share traffic. */
public record CloneStep(Context context, Origin origin) {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Does both under the lock; a clone that is there already is brought to what the origin is now. */
    public void run(ReleaseLock lock) {
        context.enter(Phase.STAGE);
        Calls calls = context.preflightCalls();
        Written written = new StageWrite(context, lock, cloned(), record -> record).make(calls, () -> {
            requireOrigin(new Observer(context).survey(calls, Optional.of(origin.track())));
            return staging(calls);
        });
        written.notes().forEach(note -> context.tell(Kind.FINDING, note));
        lock.write(record -> record.stagedAs(cloned(), written.template()));
        awaitReady(written.pods());
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
