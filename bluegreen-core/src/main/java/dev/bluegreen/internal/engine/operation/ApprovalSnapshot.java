package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.ApprovalRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * An approval with what it says of itself, as it was when the release was built.
 *
 * @param approval decides
 * @param limit how long a decision is waited for
 * @param unanswered the decision if none is made in time
 * @param authenticated true if whom it names is known to be that person
 * @param excludesRequester true if the requester may not approve
 * @param canBeWithdrawn true if an answer can be taken back
 */
public record ApprovalSnapshot(
        Approval approval,
        Duration limit,
        Approval.Decision unanswered,
        boolean authenticated,
        boolean excludesRequester,
        boolean canBeWithdrawn)
        implements Approval {

    @Override
    public Answer check(ApprovalRequest request) {
        return approval.check(request);
    }

    @Override
    public Optional<String> instructions(ApprovalRequest request) {
        return approval.instructions(request);
    }

    @Override
    public Watch watch(ApprovalRequest request, Runnable changed) {
        return approval.watch(request, changed);
    }
}
