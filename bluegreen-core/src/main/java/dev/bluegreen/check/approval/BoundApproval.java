package dev.bluegreen.check.approval;

import dev.bluegreen.model.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An approval with another deadline and default decision. */
record BoundApproval(Approval approval, Duration limit, Approval.Decision unanswered) implements ForwardingApproval {

    static final String NEED_ONLY_WAIT =
            "approval.notByRequester: with orContinue() the requester only has to wait; remove one";

    /** Applies to the wrapped approval, so that each of several approvers is checked. */
    @Override
    public Approval notByRequester() {
        return new BoundApproval(approval.notByRequester(), limit, unanswered);
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(ForwardingApproval.super.problems());
        if (problems.isEmpty() && limit.isZero() && !approval.limit().isZero()) {
            Input.positive("approval.within", limit).ifPresent(problems::add);
        }
        approval.problems().stream()
                .filter(problem -> !problem.startsWith("approval.within"))
                .forEach(problems::add);
        if (unanswered == Decision.APPROVED && excludesRequester() && !problems.contains(NEED_ONLY_WAIT)) {
            problems.add(NEED_ONLY_WAIT);
        }
        return problems;
    }

    /** The name of the wrapped approval. */
    @Override
    public String toString() {
        return approval.toString();
    }
}
