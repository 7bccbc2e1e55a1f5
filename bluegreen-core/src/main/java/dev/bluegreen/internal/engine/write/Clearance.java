package dev.bluegreen.internal.engine.write;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.freeze.WindowState;
import dev.bluegreen.internal.record.lock.ReleaseLock;

/** What others may hold against a traffic write: asked right before each one, after it was announced. */
public interface Clearance {

    /** For traffic that goes back, which no window and no stop holds. */
    Clearance BACK = calls -> {};

    /**
     * Looks now.
     *
     * @throws Stop when the write must not be made
     */
    void require(Calls calls);

    /** Of traffic that goes forward: the window for the first write of a cutover, the stop for each. */
    static Clearance forward(Context context, Progress progress, ReleaseLock lock) {
        return calls -> {
            if (!progress.moved()) {
                first(context, progress, lock).require(calls);
            }
            finishing(context).require(calls);
        };
    }

    /** The window alone. */
    static Clearance first(Context context, Progress progress, ReleaseLock lock) {
        return calls -> requireWindow(context, progress, lock, calls);
    }

    /** The same of a cutover that had begun. */
    static Clearance finishing(Context context) {
        return calls -> context.freezes().stopped(calls).ifPresent(why -> {
            throw Stop.held(why);
        });
    }

    private static void requireWindow(Context context, Progress progress, ReleaseLock lock, Calls calls) {
        if (!context.freezes().settings().hasWindows()) {
            return;
        }
        WindowState state = context.freezes().windows(calls);
        if (state.isOpen()) {
            return;
        }
        String past = context.overrideOfWindows().orElseThrow(() -> Stop.held(state.sentence()));
        pass(context, progress, lock, state.sentence() + "; passed by " + past);
    }

    /** It is in the record before the write, so that any process can say so at the end. */
    private static void pass(Context context, Progress progress, ReleaseLock lock, String how) {
        progress.passed("; " + how);
        context.intent().change(intent -> intent.passing(how));
        lock.write(record -> record);
        context.tell(Kind.GATE, how);
    }
}
