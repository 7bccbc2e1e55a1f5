package dev.bluegreen.check.approval;

import dev.bluegreen.model.Input;
import dev.bluegreen.result.CutoverPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The subject of an approval: one cutover, by its id, with exactly this plan. An approval counts for no other cutover, even
 * with the same plan. If anything of it changes before traffic moves, the cutover is refused. Immutable. Made by the library,
 * which may add methods: only test doubles implement it.
 */
public interface ApprovalRequest {

    /** The cutover. */
    String cutoverId();

    /**
     * The plan to approve; its hash covers cluster, namespace, routers, schedule, images, digests and the target's pod
     * template.
     */
    CutoverPlan plan();

    /** The image digests of the tested pods, such as {@code registry/checkout@sha256:...}. */
    Set<String> digests();

    /** The requester: who is named by {@code requestedBy}, which is a claim, else the process. */
    String requestedBy();

    /** The reason for the cutover, as claimed; empty when none is given. */
    String reason();

    /** Our identity at the API server; read where the requester may not approve, else empty. */
    Optional<String> authenticatedAs();

    /** The inputs of the hash that the plan does not show. */
    Basis basis();

    /**
     * Input of a plan that it does not show.
     *
     * @param routers the routers and where each sends traffic now, such as {@code Service/shop {app=shop, track=blue}}
     * @param schedule the steps by which traffic moves
     * @param template the fingerprint of the target's pod template; empty if the platform does not know it
     */
    record Basis(List<String> routers, String schedule, String template) {

        /**
         * Copies the list.
         *
         * @throws dev.bluegreen.model.ConfigurationException if something is null
         */
        public Basis {
            Input.given("approval.routers", routers, "give an empty list for none");
            routers = List.copyOf(
                    Input.allGiven("approval.routers", "give it without null", routers.toArray(String[]::new)));
            Input.given("approval.schedule", schedule, "give an empty text for none");
            Input.given("approval.template", template, "give an empty text for none");
        }
    }
}
