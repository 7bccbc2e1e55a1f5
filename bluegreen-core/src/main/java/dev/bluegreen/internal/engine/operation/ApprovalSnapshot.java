package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.ApprovalRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * An approval with its settings, as read when the release was built.
 *
 * @param approval decides
 * @param limit the time to wait for a decision
 * @param unanswered the decision if none is made in time
 * @param authenticated true if the channel authenticates the approver
 * @param excludesRequester true if the requester may not approve
 * @param canBeWithdrawn true if an answer can be withdrawn
 */
public record ApprovalSnapshot(
        Approval approval,
        Duration limit,
        Approval.Decision unanswered,
        boolean authenticated,
        boolean excludesRequester,
        boolean canBeWithdrawn)
        implements Approval {

    /** True if it asks nobody. */
    public boolean isAutomatic() {
        return approval.equals(Approval.automatic());
    }

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
