package dev.bluegreen.internal.engine.write;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.operation.Attempts;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.model.PlatformException;
import java.util.List;

/**
 * Deletes objects left by smoke tests of a process that died, or that could not delete them themselves. Objects that cannot
 * be deleted are reported, and do not stop the operation, because they get no traffic. To be called with the lock held.
 */
public record SmokeTestCleanup(Context context) {

    /** Deletions may be repeated: deleted objects are not found. */
    public void sweep() {
        Calls calls = context.preflightCalls();
        try {
            Attempts.until(calls, (any, number) -> sweepOnce(), (any, e, number) -> {
                boolean again = e.kind() == PlatformException.Kind.TRANSIENT
                        || e.kind() == PlatformException.Kind.OUTCOME_UNKNOWN;
                if (!again || !calls.pause(number, e)) {
                    throw e;
                }
                return any;
            });
        } catch (PlatformException e) {
            context.tell(Kind.FINDING, "objects of a smoke test could not be deleted: " + e.getMessage());
        }
    }

    private List<String> sweepOnce() {
        List<String> gone = context.platform().previews().sweep(context.release());
        gone.forEach(object -> context.tell(Kind.WRITE, "deleted " + object + ", left by a smoke test"));
        return gone;
    }
}
