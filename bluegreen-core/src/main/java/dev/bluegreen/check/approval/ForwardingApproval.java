package dev.bluegreen.check.approval;

import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An approval on top of another one, to which it forwards everything that it does not change. */
sealed interface ForwardingApproval extends Approval permits BoundApproval, FourEyes {

    Approval approval();

    @Override
    default Answer check(ApprovalRequest request) {
        return approval().check(request);
    }

    @Override
    default Duration limit() {
        return approval().limit();
    }

    @Override
    default Decision unanswered() {
        return approval().unanswered();
    }

    @Override
    default boolean authenticated() {
        return approval().authenticated();
    }

    @Override
    default boolean excludesRequester() {
        return approval().excludesRequester();
    }

    @Override
    default boolean canBeWithdrawn() {
        return approval().canBeWithdrawn();
    }

    @Override
    default Watch watch(ApprovalRequest request, Runnable changed) {
        return approval().watch(request, changed);
    }

    @Override
    default List<Permission> permissions(ReleaseSpec release) {
        return approval().permissions(release);
    }

    @Override
    default Optional<String> instructions(ApprovalRequest request) {
        return approval().instructions(request);
    }
}
