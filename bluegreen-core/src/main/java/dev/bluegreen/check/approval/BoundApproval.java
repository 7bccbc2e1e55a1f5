package dev.bluegreen.check.approval;

import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An approval with another deadline and default decision. */
record BoundApproval(Approval approval, Duration limit, Approval.Decision unanswered) implements Approval {

    static final String NEED_ONLY_WAIT =
            "approval.notByRequester: with orContinue() the requester only has to wait; remove one";

    @Override
    public Answer check(ApprovalRequest request) {
        return approval.check(request);
    }

    @Override
    public boolean authenticated() {
        return approval.authenticated();
    }

    @Override
    public boolean excludesRequester() {
        return approval.excludesRequester();
    }

    @Override
    public boolean canBeWithdrawn() {
        return approval.canBeWithdrawn();
    }

    /** Applies to the wrapped approval, so that each of several approvers is checked. */
    @Override
    public Approval notByRequester() {
        return new BoundApproval(approval.notByRequester(), limit, unanswered);
    }

    @Override
    public Watch watch(ApprovalRequest request, Runnable changed) {
        return approval.watch(request, changed);
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return approval.permissions(release);
    }

    @Override
    public Optional<String> instructions(ApprovalRequest request) {
        return approval.instructions(request);
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(Approval.super.problems());
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
