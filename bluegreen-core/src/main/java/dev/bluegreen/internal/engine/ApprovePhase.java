package dev.bluegreen.internal.engine;

import dev.bluegreen.check.Approval;
import dev.bluegreen.check.Approval.Answer;
import dev.bluegreen.check.Approval.Decision;
import dev.bluegreen.check.ApprovalRequest;
import dev.bluegreen.model.CutoverEvent.Kind;
import dev.bluegreen.model.Phase;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.Optional;

/** APPROVE: asks until somebody decided or the time for it is over. */
final class ApprovePhase {

    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    /** What even an approval that may not wait has to answer. */
    private static final Duration LEAST = Duration.ofSeconds(10);

    private final Context context;
    private final Approval approval;

    ApprovePhase(Context context) {
        this.context = context;
        this.approval = context.settings().approval();
    }

    /**
     * Waits for a decision.
     *
     * @return who approved, when and why, for the record; empty when it was let through without a question
     * @throws Stop when it was rejected, or nobody decided in time
     */
    String run(Prepared prepared) {
        context.enter(Phase.APPROVE);
        ApprovalRequest request = new ApprovalRequest(
                context.id(),
                prepared.plan(),
                prepared.situation().world().workload(prepared.to()).digests(),
                context.identity());
        Answer answer = await(request);
        if (answer.decision() == Decision.REJECTED) {
            throw Stop.because("plan " + prepared.plan().hash() + " was rejected" + by(answer));
        }
        context.tell(Kind.GATE, "approved: plan " + prepared.plan().hash() + by(answer));
        return approval.within().isZero() && answer.by().isEmpty()
                ? ""
                : "; approved at " + Wording.of(context.time().now()) + by(answer);
    }

    private Answer await(ApprovalRequest request) {
        Deadline deadline = context.deadline(approval.within());
        while (true) {
            context.checkpoint();
            Answered<Answer> answered =
                    context.ask(approval, longer(LEAST, deadline), () -> approval.ask(request), context::checkpoint);
            if (answered.answer()
                    .filter(given -> given.decision() != Decision.PENDING)
                    .isPresent()) {
                return answered.answer().get();
            }
            String trouble = answered.answer().isPresent() ? "" : "; asking failed: " + answered.failure();
            if (deadline.passed()) {
                return unanswered(request, trouble);
            }
            context.waits(
                    "waits for the approval of plan " + request.plan().hash() + trouble + instructions(request),
                    deadline);
            context.await(deadline.atMost(ASK_AGAIN));
        }
    }

    private Answer unanswered(ApprovalRequest request, String trouble) {
        if (approval.unanswered() == Decision.APPROVED) {
            return new Answer(Decision.APPROVED, "", "nobody decided in time");
        }
        throw Stop.because(
                "nobody approved plan " + request.plan().hash() + " within " + Wording.of(approval.within()) + trouble);
    }

    private static Duration longer(Duration least, Deadline deadline) {
        return deadline.remaining().compareTo(least) < 0 ? least : deadline.remaining();
    }

    private String instructions(ApprovalRequest request) {
        return context.ask(this, LEAST, () -> approval.instructions(request), context::checkpoint)
                .orElse(why -> Optional.empty())
                .map(text -> "; approve by: " + text)
                .orElse("");
    }

    private String by(Answer answer) {
        String who = answer.by().isEmpty()
                ? ""
                : (approval.authenticated() ? " by " : " by somebody who claims to be ") + answer.by();
        return who + (answer.why().isEmpty() ? "" : " (" + answer.why() + ")");
    }
}
