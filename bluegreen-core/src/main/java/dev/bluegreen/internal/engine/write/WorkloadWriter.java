package dev.bluegreen.internal.engine.write;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.operation.Attempts;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.record.InFlight;
import dev.bluegreen.internal.record.lock.LockLostException;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Writes to workloads: announced in the record, compare-and-set, the outcome settled before it is believed. Like
 * {@link TrafficWriter}, it never repeats a write blindly: after a conflict it reads, after a lost answer it fences.
 */
public final class WorkloadWriter {

    private final Context context;
    private final ReleaseLock lock;
    private final Deadline deadline;
    private final Calls calls;

    public WorkloadWriter(Context context, ReleaseLock lock, Deadline deadline) {
        this.context = context;
        this.lock = lock;
        this.deadline = deadline;
        this.calls = context.calls(deadline);
    }

    /**
     * Asks for a number of pods.
     *
     * @param look reads the workload, and throws when it may not be scaled any more
     * @return the workload as it was
     * @throws Stop when it was not scaled; unresolved when a write may still land
     */
    public Workload scale(Supplier<Workload> look, int pods) {
        String size = Wording.pods(pods);
        Workload was = write(
                look,
                "to " + size,
                now -> now.desired() == pods,
                now -> context.workloads().scale(now, pods));
        context.tell(Kind.WRITE, was.name() + " is scaled to " + size);
        return was;
    }

    /**
     * Deletes a workload.
     *
     * @param look reads the workload, and throws when it may not be deleted any more
     * @return the workload as it was
     * @throws Stop when it was not deleted; unresolved when the deletion may still land
     */
    public Workload delete(Supplier<Workload> look) {
        Workload was = write(
                look,
                "to be deleted",
                Workload::isNone,
                now -> context.workloads().delete(now));
        context.tell(Kind.WRITE, was.name() + " is deleted");
        return was;
    }

    private Workload write(Supplier<Workload> look, String what, Predicate<Workload> isDone, Consumer<Workload> write) {
        Supplier<Workload> announced = () -> {
            Workload now = look.get();
            if (!isDone.test(now)) {
                announce(now, now.name() + " " + what);
            }
            return now;
        };
        return Attempts.until(
                announced.get(),
                (now, number) -> {
                    if (!isDone.test(now)) {
                        write.accept(now);
                    }
                    return now;
                },
                (now, e, number) -> {
                    afterError(now, e, number);
                    return announced.get();
                });
    }

    private void announce(Workload now, String sentence) {
        lock.write(
                record -> record.touch(now.track()).pending(context.eventLog().pendingWith(Kind.INTENT, sentence)));
        context.tell(Kind.INTENT, sentence);
        lock.requireHeld();
    }

    /** Makes every announced write to a workload or its autoscaler visible or impossible. */
    public void fenceAnnounced() {
        AutoscalerWriter autoscalers = new AutoscalerWriter(context, lock, deadline);
        lock.record().sizes().pins().forEach(pin -> autoscalers.fence(read(pin.track())));
        lock.record().inFlight().map(InFlight::stacks).orElse(List.of()).forEach(this::fence);
    }

    private void afterError(Workload now, PlatformException e, int attempt) {
        context.tell(Kind.WRITE, now.name() + " not confirmed: " + e.getMessage());
        switch (e.kind()) {
            case OUTCOME_UNKNOWN -> fence(now.track());
            case CONFLICT, TRANSIENT, NOT_FOUND -> {
                if (!calls.pause(attempt, e)) {
                    throw Stop.because(now.name() + " was not written: " + e.getMessage());
                }
            }
            case FORBIDDEN, INVALID -> throw Stop.because(e);
        }
    }

    private void fence(Track track) {
        try {
            Attempts.until(track, this::fence, (tried, e, number) -> {
                if (!calls.again(number, e)) {
                    throw unsettled(track, e);
                }
                return tried;
            });
        } catch (LockLostException e) {
            throw unsettled(track, e);
        }
    }

    private Workload fence(Track track, int attempt) {
        Workload now = read(track);
        lock.requireHeld();
        fence(now, context.writeId() + "-" + attempt);
        return now;
    }

    /** A deleted workload cannot be written any more; and without permission to read it, our identity cannot write it either. */
    private void fence(Workload now, String attempt) {
        if (now.isNone()) {
            context.tell(
                    Kind.FINDING,
                    now.track() + " is not fenced: " + now.rollout().orElse(""));
            return;
        }
        context.workloads().fence(now, lock.token(), attempt);
        context.tell(Kind.WRITE, now.name() + " fenced with token " + lock.token());
    }

    private Workload read(Track track) {
        return calls.stacks().workload(track);
    }

    /** The lock must not be freed any more, even if it turns out to be ours still. */
    private static Stop unsettled(Track track, RuntimeException e) {
        return Stop.unresolved(
                "whether the workload of " + track + " was written could not be settled: " + e.getMessage());
    }
}
