package dev.bluegreen.check.approval;

import dev.bluegreen.result.CutoverPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be approved: one cutover, by its id, of exactly this plan. An approval of another cutover is none, even when
 * its plan is the same. When anything of it changes before traffic moves, the cutover is refused.
 *
 * @param cutoverId the cutover
 * @param plan what it would do; its hash covers cluster, namespace, routers, schedule, images, digests and the target's
 *     pod template
 * @param digests what the tested pods run, such as {@code registry/checkout@sha256:...}
 * @param requestedBy who asked for the cutover: who is named by {@code requestedBy}, which is a claim, else the process
 * @param reason why it was asked for, as claimed; empty when no reason is given
 * @param authenticatedAs whom the API server takes us for; asked where the requester may not approve, else empty
 * @param basis what the hash covers besides what the plan shows
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

    /** A request of which no more is known. */
    public ApprovalRequest(String cutoverId, CutoverPlan plan, Set<String> digests, String requestedBy) {
        this(cutoverId, plan, digests, requestedBy, "", Optional.empty(), new Basis(List.of(), "all at once", ""));
    }

    /**
     * What a plan rests on besides what it shows.
     *
     * @param routers the routers and where each sends traffic now, such as {@code Service/shop {app=shop, track=blue}}
     * @param schedule by which steps traffic moves
     * @param template the fingerprint of the target's pod template; empty where the platform does not tell
     */
    public record Basis(List<String> routers, String schedule, String template) {

        /** Copies the list. */
        public Basis {
            routers = List.copyOf(routers);
        }
    }
}
