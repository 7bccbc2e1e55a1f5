package dev.bluegreen.internal.engine.ending;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Failures;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.write.AutoscalerPins;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.lock.LockLostException;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.result.CutoverReport;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The frame of an operation. One that ends in a report is refused when it cannot begin; its ending frees the lock, or leaves
 * it to run out. One that changes a stack frees the lock by what it enters.
 */
public record UnderLock(Context context) {

    /** Work of an operation under its lock. */
    public interface Work {
        CutoverReport run(ReleaseLock lock, Ending ending);
    }

    /** Start of an operation: with the lock, or already ended, because there is nothing to do. */
    public interface Begun {

        CutoverReport goOn(Context context, Reporter reporter);

        static Begun ended(CutoverReport report) {
            return (context, reporter) -> report;
        }

        static Begun with(ReleaseLock taken, Work work) {
            return (context, reporter) -> {
                try (ReleaseLock lock = taken) {
                    return work.run(lock, new Ending(context, reporter, lock));
                }
            };
        }
    }

    /**
     * Begins, and works under the lock.
     *
     * @param reporter reports a refusal
     * @param progress of the operation
     */
    public CutoverReport report(Reporter reporter, Progress progress, Supplier<Begun> begin) {
        Begun begun;
        try {
            begun = begin.get();
        } catch (Throwable e) {
            return reporter.refused(Stop.of(e).why(), progress);
        }
        return begun.goOn(context, reporter);
    }

    /**
     * Changes a stack. A write that may still land keeps the lock: a takeover fences the workload first.
     *
     * @param entry what the record says after it, with nothing in flight any more
     */
    public <T> T change(ReleaseLock held, Supplier<T> work, BiFunction<ReleaseRecord, T, ReleaseRecord> entry) {
        try (ReleaseLock lock = held) {
            T done;
            try {
                done = work.get();
            } catch (Throwable e) {
                if (!Stop.of(e).isUnresolved()) {
                    free(lock, ReleaseRecord::drop);
                }
                throw Failures.of(e);
            }
            free(lock, record -> entry.apply(record, done));
            return done;
        }
    }

    private void free(ReleaseLock lock, UnaryOperator<ReleaseRecord> end) {
        try {
            new AutoscalerPins(context, lock).restore();
            lock.release(end);
        } catch (LockLostException | PlatformException e) {
            context.tell(Kind.WRITE, "the lock could not be freed and runs out by itself: " + e.getMessage());
        }
    }
}
