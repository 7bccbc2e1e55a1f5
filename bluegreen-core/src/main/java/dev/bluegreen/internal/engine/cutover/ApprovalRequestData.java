package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.check.approval.ApprovalRequest;
import dev.bluegreen.result.CutoverPlan;
import java.util.Optional;
import java.util.Set;

/** A request as {@link ApprovePhase} makes it. */
record ApprovalRequestData(
        String cutoverId,
        CutoverPlan plan,
        Set<String> digests,
        String requestedBy,
        String reason,
        Optional<String> authenticatedAs,
        Basis basis)
        implements ApprovalRequest {}
