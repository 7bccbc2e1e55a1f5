package dev.bluegreen.internal.engine.proof;

import dev.bluegreen.event.RollBackCause;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.Optional;

/**
 * How long the proof of a move has been missing since it was there. Slices that are just being written are no reason to go
 * back; a router behind which nothing was seen for as long as a proof may take is one.
 */
final class ProofGap {

    private final Context context;
    private final VerifyPhase verify;
    private Optional<Deadline> until = Optional.empty();

    ProofGap(Context context, VerifyPhase verify) {
        this.context = context;
        this.verify = verify;
    }

    /** @throws Stop when it has been missing for too long */
    void look(Progress progress) {
        String missing = verify.missing(progress);
        if (missing.isEmpty()) {
            close();
            return;
        }
        Duration longest = verify.longest(progress);
        Deadline deadline = until.orElseGet(() -> context.deadline(longest));
        until = Optional.of(deadline);
        if (deadline.passed()) {
            throw Stop.because("the proof no longer holds: for " + Wording.of(longest) + " it was not seen again: "
                            + missing)
                    .by(RollBackCause.PROOF);
        }
    }

    /** Nothing was seen, which says nothing about the proof. */
    void close() {
        until = Optional.empty();
    }

    boolean isOpen() {
        return until.isPresent();
    }
}
