package dev.bluegreen.internal.engine;

import dev.bluegreen.check.Approval;
import dev.bluegreen.model.CutoverEvent.Kind;
import dev.bluegreen.model.CutoverPlan;
import dev.bluegreen.model.Phase;
import java.time.Duration;

/** APPROVE: asks until somebody decided or the time for it is over. */
final class ApprovePhase {

    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private final Context context;

    ApprovePhase(Context context) {
        this.context = context;
    }

    void run(CutoverPlan plan) {
        context.enter(Phase.APPROVE);
        Approval approval = context.settings().approval();
        Deadline deadline = context.deadline(approval.within());
        boolean told = false;
        while (true) {
            context.checkpoint();
            switch (approval.decide(context.id(), plan)) {
                case APPROVED -> {
                    context.tell(Kind.GATE, "approved: plan " + plan.hash());
                    return;
                }
                case REJECTED -> throw Stop.because("the approval of plan " + plan.hash() + " was rejected");
                case PENDING -> {
                    if (deadline.passed()) {
                        throw Stop.because("nobody approved plan " + plan.hash() + " within "
                                + approval.within().toSeconds() + " s");
                    }
                    if (!told) {
                        context.tell(Kind.WAITING, "waits for the approval of plan " + plan.hash());
                        told = true;
                    }
                    context.await(deadline.atMost(ASK_AGAIN));
                }
            }
        }
    }
}
