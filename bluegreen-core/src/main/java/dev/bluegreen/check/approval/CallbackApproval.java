package dev.bluegreen.check.approval;

import java.time.Duration;
import java.util.function.Function;

/** A function decides. */
record CallbackApproval(Function<ApprovalRequest, Approval.Answer> decide) implements Approval {

    @Override
    public Answer check(ApprovalRequest request) {
        return decide.apply(request);
    }

    @Override
    public Duration limit() {
        return FOUR_HOURS;
    }

    @Override
    public boolean authenticated() {
        return true;
    }

    @Override
    public String toString() {
        return "the callback";
    }
}
