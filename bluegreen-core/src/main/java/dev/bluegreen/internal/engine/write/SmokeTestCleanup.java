package dev.bluegreen.internal.engine.write;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.operation.Attempts;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.model.PlatformException;
import java.util.List;

/**
 * Takes away what smoke tests left: those of a process that died, or that could not take it away themselves. What stays all
 * the same is told, and no reason to stop: it gets no traffic. To be called with the lock held.
 */
public record SmokeTestCleanup(Context context) {

    /** Deletions may be repeated: what is gone already is not found. */
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
