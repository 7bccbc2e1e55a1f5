package dev.bluegreen.internal.engine.write;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.operation.Attempts;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.record.Sizes.Pin;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import dev.bluegreen.model.Workload;
import dev.bluegreen.spi.Autoscaler;
import java.util.Optional;

/**
 * Pins autoscalers to a size for a time, and restores them. Its original is in the record before it is changed, and until it
 * is restored; it is never switched off. Like {@link WorkloadWriter}, it never repeats a write blindly: each write changes
 * the version, so that the one after it settles the one before.
 */
public final class AutoscalerWriter {

    private final Context context;
    private final ReleaseLock lock;
    private final Calls calls;

    public AutoscalerWriter(Context context, ReleaseLock lock, Deadline deadline) {
        this.context = context;
        this.lock = lock;
        this.calls = context.calls(deadline);
    }

    /** The autoscaler of a workload, from a fresh read. */
    public static Optional<Autoscaler> read(Context context, Calls calls, Workload workload) {
        return calls.read(() -> context.workloads().autoscaler(workload));
    }

    /** Lets a workload have this many pods and not fewer, where something would take them away. */
    public void atLeast(Workload workload, int pods) {
        read(context, calls, workload)
                .filter(found -> found.min() < pods || isPinned(workload))
                .ifPresent(found -> pin(workload, found, Math.max(pods, before(workload, found))));
    }

    /** Lets a workload have no more pods than this, where something would add some. */
    public void atMost(Workload workload, int pods) {
        read(context, calls, workload)
                .filter(found -> found.min() > pods || isPinned(workload))
                .ifPresent(found -> pin(workload, found, pods));
    }

    /** Restores a pinned autoscaler. A foreign change since then stays. */
    public void restore(Workload workload) {
        lock.record().sizes().pin(workload.track()).ifPresent(pin -> restore(workload, pin));
    }

    /** Makes every write to a pinned autoscaler visible or impossible. */
    void fence(Workload workload) {
        lock.record()
                .sizes()
                .pin(workload.track())
                .flatMap(pin -> read(context, calls, workload))
                .ifPresent(found -> write(workload, found, found.min()));
    }

    private boolean isPinned(Workload workload) {
        return lock.record().sizes().pin(workload.track()).isPresent();
    }

    private void pin(Workload workload, Autoscaler found, int pods) {
        Track track = workload.track();
        int was = before(workload, found);
        String sentence = sentence(found, pods);
        lock.write(record -> record.pinned(new Pin(track, found.name(), was, pods))
                .pending(context.eventLog().pendingWith(Kind.INTENT, sentence)));
        write(workload, found, pods);
        if (pods == was) {
            lock.write(record -> record.unpinned(track));
        }
    }

    /** The value to restore: the current one may be our pin. */
    private int before(Workload workload, Autoscaler found) {
        return lock.record().sizes().pin(workload.track()).map(Pin::was).orElse(found.min());
    }

    private void restore(Workload workload, Pin pin) {
        Optional<Autoscaler> now =
                read(context, calls, workload).filter(found -> found.name().equals(pin.autoscaler()));
        boolean ours = now.filter(found -> found.min() == pin.min() || found.min() == pin.was())
                .isPresent();
        if (ours) {
            write(workload, now.get(), pin.was());
        } else {
            String why = now.isEmpty() ? " does not exist any more" : " is left as it is: it was changed since";
            context.tell(Kind.FINDING, pin.autoscaler() + why);
        }
        lock.write(record -> record.unpinned(pin.track()));
    }

    private void write(Workload workload, Autoscaler found, int min) {
        context.tell(Kind.INTENT, sentence(found, min));
        Attempts.until(
                Optional.of(found),
                (now, number) -> {
                    now.ifPresent(autoscaler -> write(autoscaler, min, number));
                    return now;
                },
                (now, e, number) -> {
                    requireRetry(found, e, number);
                    return read(context, calls, workload);
                });
    }

    private void write(Autoscaler found, int min, int attempt) {
        lock.requireHeld();
        context.workloads().pin(found, min, lock.token(), context.writeId() + "-" + attempt);
        context.tell(Kind.WRITE, found.name() + " keeps at least " + Wording.pods(min));
    }

    private static String sentence(Autoscaler found, int min) {
        return found.name() + " from " + found.min() + " to at least " + Wording.pods(min);
    }

    private void requireRetry(Autoscaler found, PlatformException e, int attempt) {
        context.tell(Kind.WRITE, found.name() + " not confirmed: " + e.getMessage());
        if (!calls.again(attempt, e)) {
            throw Stop.because(found.name() + " was not changed for sure: " + e.getMessage());
        }
    }
}
