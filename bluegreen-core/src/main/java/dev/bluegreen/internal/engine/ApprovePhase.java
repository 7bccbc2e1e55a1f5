package dev.bluegreen.internal.engine;

import dev.bluegreen.check.Approval;
import dev.bluegreen.check.Approval.Answer;
import dev.bluegreen.check.Approval.Decision;
import dev.bluegreen.check.ApprovalRequest;
import dev.bluegreen.model.CutoverEvent.Kind;
import dev.bluegreen.model.Phase;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.Objects;

/** APPROVE: asks until somebody decided or the time for it is over. */
final class ApprovePhase {

    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

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
        String told = "";
        while (true) {
            context.checkpoint();
            String trouble = "";
            try {
                Answer answer = Objects.requireNonNull(approval.ask(request), "it answered null");
                if (answer.decision() != Decision.PENDING) {
                    return answer;
                }
            } catch (Throwable e) {
                trouble = "; asking failed: " + Thrown.sentence(e);
            }
            if (deadline.passed()) {
                return unanswered(request, trouble);
            }
            String waits = "waits for the approval of plan " + request.plan().hash() + trouble;
            if (!waits.equals(told)) {
                context.tell(Kind.WAITING, waits + (told.isEmpty() ? instructions(request) : ""));
                told = waits;
            }
            context.await(deadline.atMost(ASK_AGAIN));
        }
    }

    private Answer unanswered(ApprovalRequest request, String trouble) {
        if (approval.unanswered() == Decision.APPROVED) {
            return new Answer(Decision.APPROVED, "", "nobody decided in time");
        }
        throw Stop.because("nobody approved plan " + request.plan().hash() + " within "
                + approval.within().toSeconds() + " s" + trouble);
    }

    private String instructions(ApprovalRequest request) {
        return approval.instructions(request)
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
