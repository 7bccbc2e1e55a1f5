package dev.bluegreen.check;

import dev.bluegreen.model.CutoverPlan;
import java.util.Set;

/**
 * What is to be approved. An approval is for exactly this: when anything of it changes before traffic moves, the cutover is
 * refused.
 *
 * @param cutoverId the cutover
 * @param plan what it would do; its hash covers routers, images and digests
 * @param digests what the tested pods run, such as {@code registry/checkout@sha256:...}
 * @param requestedBy who asked for the cutover
 */
public record ApprovalRequest(String cutoverId, CutoverPlan plan, Set<String> digests, String requestedBy) {

    /** Copies the set. */
    public ApprovalRequest {
        digests = Set.copyOf(digests);
    }
}
