package dev.bluegreen.check.approval;

import java.time.Duration;
import java.util.function.Function;

/**
 * A function decides.
 *
 * @param decide the function
 * @param limit the time to wait for a decision
 * @param authenticated true if it knows who the approver is
 * @param name in messages
 */
record FunctionApproval(
        Function<ApprovalRequest, Approval.Answer> decide, Duration limit, boolean authenticated, String name)
        implements Approval {

    /** Approves at once, without a name. */
    static final Approval AUTOMATIC = new FunctionApproval(
            request -> Answer.approved("", "automatic"), Duration.ZERO, false, "the automatic approval");

    @Override
    public Answer check(ApprovalRequest request) {
        return decide.apply(request);
    }

    @Override
    public String toString() {
        return name;
    }
}
