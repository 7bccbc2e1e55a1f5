package dev.bluegreen.check.approval;

import dev.bluegreen.result.CutoverPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The subject of an approval: one cutover, by its id, with exactly this plan. An approval counts for no other cutover, even
 * with the same plan. If anything of it changes before traffic moves, the cutover is refused.
 *
 * @param cutoverId the cutover
 * @param plan its plan, whose hash covers cluster, namespace, routers, schedule, images, digests and the target's
 *     pod template
 * @param digests image digests of the tested pods, such as {@code registry/checkout@sha256:...}
 * @param requestedBy requester of the cutover: the name given by {@code requestedBy}, which is a claim, else the process
 * @param reason claimed reason of the request; empty if none is given
 * @param authenticatedAs our user name at the API server; only read if the requester may not approve, else empty
 * @param basis input of the hash that the plan does not show
 */
public record ApprovalRequest(
        String cutoverId,
        CutoverPlan plan,
        Set<String> digests,
        String requestedBy,
        String reason,
        Optional<String> authenticatedAs,
        Basis basis) {

    /** Copies the set. */
    public ApprovalRequest {
        digests = Set.copyOf(digests);
    }

    /** A request without reason, user name and basis. */
    public ApprovalRequest(String cutoverId, CutoverPlan plan, Set<String> digests, String requestedBy) {
        this(cutoverId, plan, digests, requestedBy, "", Optional.empty(), new Basis(List.of(), "all at once", ""));
    }

    /**
     * Input of a plan that it does not show.
     *
     * @param routers the routers and where each sends traffic now, such as {@code Service/shop {app=shop, track=blue}}
     * @param schedule the steps by which traffic moves
     * @param template the fingerprint of the target's pod template; empty if the platform does not know it
     */
    public record Basis(List<String> routers, String schedule, String template) {

        /** Copies the list. */
        public Basis {
            routers = List.copyOf(routers);
        }
    }
}
