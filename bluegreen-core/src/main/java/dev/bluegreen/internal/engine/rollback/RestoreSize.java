package dev.bluegreen.internal.engine.rollback;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.ending.OldTrack;
import dev.bluegreen.internal.engine.observe.Observer;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.operation.Wait;
import dev.bluegreen.internal.engine.write.AutoscalerWriter;
import dev.bluegreen.internal.engine.write.WorkloadWriter;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import java.time.Duration;
import java.util.Optional;

/**
 * Step 0 of a way back to a track that was made smaller: asks for its full size, and waits as far as time allows. It stops
 * no way back: traffic goes to the pods that are ready.
 */
record RestoreSize(Context context, ReleaseLock lock, Track back) {

    private static final Duration LOOK = Duration.ofSeconds(5);

    /**
     * Grows the track, in at most half of the time there is for going back.
     *
     * @return the stacks as they are then
     */
    World run(World world, Deadline deadline) {
        Optional<Integer> full = lock.record().sizes().full(back, world);
        if (full.isEmpty()) {
            return world;
        }
        Deadline half = context.deadline(deadline.remaining().dividedBy(2));
        return grow(world.workload(back), full.get(), half) ? await(world, full.get(), half) : world;
    }

    /** Its autoscaler and its size, each for itself; false when neither was raised, so that there is nothing to wait for. */
    private boolean grow(Workload workload, int pods, Deadline deadline) {
        boolean isPinned = lock.record().sizes().pin(back).isPresent();
        boolean restored = attempt(() -> new AutoscalerWriter(context, lock, deadline).restore(workload));
        boolean scaled = attempt(() -> new WorkloadWriter(context, lock, deadline)
                .scale(() -> read(deadline).workload(back), pods));
        return scaled || (isPinned && restored);
    }

    private boolean attempt(Runnable write) {
        try {
            write.run();
            return true;
        } catch (Stop | PlatformException e) {
            context.tell(Kind.WAY_BACK, back + " was not scaled up: " + e.getMessage());
            return false;
        }
    }

    private World await(World world, int pods, Deadline deadline) {
        try (Subscription changes = context.calls(deadline).watchStacks()) {
            Observer observer = new Observer(context);
            return new Wait(context, deadline, LOOK)
                    .until(
                            observer.current(context.calls(deadline), world),
                            now -> waitsFor(now.workload(back), pods, deadline),
                            now -> observer.current(context.calls(deadline), world));
        } catch (PlatformException e) {
            context.tell(Kind.WAY_BACK, back + " is not waited for, because it cannot be watched: " + e.getMessage());
            return world;
        }
    }

    private Optional<String> waitsFor(Workload now, int pods, Deadline deadline) {
        if (now.ready() >= pods || deadline.passed()) {
            return Optional.empty();
        }
        lock.requireHeld();
        return Optional.of("waits for full size: " + OldTrack.ready(now, pods));
    }

    private World read(Deadline deadline) {
        return context.calls(deadline).stacks();
    }
}
