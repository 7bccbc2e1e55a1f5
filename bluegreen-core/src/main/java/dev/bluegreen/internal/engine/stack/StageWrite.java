package dev.bluegreen.internal.engine.stack;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.operation.Attempts;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Failures;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.record.ReleaseRecord;
import dev.bluegreen.internal.record.lock.LockLostException;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Staging;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The write that stages a track, under the lock.
 *
 * @param entry what the record says with its announcement
 */
public record StageWrite(Context context, ReleaseLock lock, Track track, UnaryOperator<ReleaseRecord> entry) {

    /**
     * What was written.
     *
     * @param pods requested replicas
     * @param notes what is not as a plain clone would have it
     * @param template fingerprint of the pod template that it became; empty where that is not known
     */
    public record Written(int pods, List<String> notes, String template) {}

    /**
     * After a conflict or a lost answer it reads, checks and writes again: that makes a lost write visible or impossible.
     *
     * @param checked the write, after checks on reads made now
     */
    public Written make(Calls calls, Supplier<Staging> checked) {
        AtomicBoolean lost = new AtomicBoolean();
        try {
            return Attempts.until(
                    announced(checked), (staging, number) -> written(staging, calls), (staging, e, number) -> {
                        lost.compareAndSet(false, e.kind() == PlatformException.Kind.OUTCOME_UNKNOWN);
                        requireRetry(e, calls, number);
                        return announced(checked);
                    });
        } catch (Stop | LockLostException | PlatformException e) {
            throw lost.get() ? unresolved(e) : e;
        }
    }

    /** The write, as the record announces it. */
    private Staging announced(Supplier<Staging> checked) {
        Staging staging = checked.get();
        context.requireNotAborted();
        lock.write(record -> entry.apply(record.staged(track).touch(track)));
        lock.requireHeld();
        context.tell(Kind.INTENT, staging.describe());
        return staging;
    }

    private Written written(Staging staging, Calls calls) {
        List<String> notes = staging.apply();
        context.tell(Kind.WRITE, "done: " + staging.describe());
        return new Written(staging.pods(), notes, template(calls));
    }

    /** The result of the write as reported by the platform; it may be unknown. */
    private String template(Calls calls) {
        try {
            return calls.survey().workload(track).template();
        } catch (PlatformException e) {
            context.tell(Kind.FINDING, "what " + track + " was staged with could not be read back: " + e.getMessage());
            return "";
        }
    }

    private static void requireRetry(PlatformException e, Calls calls, int attempt) {
        if (!Calls.isRetryable(e)) {
            throw e;
        }
        if (!calls.pause(attempt, e)) {
            throw Stop.because(e);
        }
    }

    private static Stop unresolved(RuntimeException e) {
        return Stop.unresolved("whether the write took effect could not be settled: " + Failures.sentence(e)
                + "; stage it again when the API answers");
    }
}
