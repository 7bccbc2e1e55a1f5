package dev.bluegreen.check.approval;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.result.CutoverPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The subject of an approval: one cutover, by its id, with exactly this plan. An approval counts for no other cutover, even
 * with the same plan. If anything of it changes before traffic moves, the cutover is refused. Immutable.
 */
public final class ApprovalRequest {

    private final String cutoverId;
    private final CutoverPlan plan;
    private final Set<String> digests;
    private final String requestedBy;
    private final String reason;
    private final Optional<String> authenticatedAs;
    private final Basis basis;

    private ApprovalRequest(Builder made) {
        cutoverId = Input.given("approval request.cutoverId", made.cutoverId, "give one");
        plan = Input.given("approval request.plan", made.plan, "give one");
        digests = Set.copyOf(Input.given("approval request.digests", made.digests, "give an empty one for none"));
        requestedBy = Input.given("approval request.requestedBy", made.requestedBy, "give an empty text for none");
        reason = Input.given("approval request.reason", made.reason, "give an empty text for none");
        authenticatedAs =
                Input.given("approval request.authenticatedAs", made.authenticatedAs, "give an empty one for none");
        basis = Input.given("approval request.basis", made.basis, "give one");
    }

    /** A builder of a request to approve a plan; for tests of approvals. */
    public static Builder builder(String cutoverId, CutoverPlan plan) {
        return new Builder(cutoverId, plan);
    }

    /** The cutover. */
    public String cutoverId() {
        return cutoverId;
    }

    /**
     * The plan to approve; its hash covers cluster, namespace, routers, schedule, images, digests and the target's pod
     * template.
     */
    public CutoverPlan plan() {
        return plan;
    }

    /** What the tested pods run, such as {@code registry/checkout@sha256:...}. */
    public Set<String> digests() {
        return digests;
    }

    /** The requester: who is named by {@code requestedBy}, which is a claim, else the process. */
    public String requestedBy() {
        return requestedBy;
    }

    /** The reason for the cutover, as claimed; empty when none is given. */
    public String reason() {
        return reason;
    }

    /** The identity by which the API server knows us; asked where the requester may not approve, else empty. */
    public Optional<String> authenticatedAs() {
        return authenticatedAs;
    }

    /** The rest of what the hash covers besides the plan. */
    public Basis basis() {
        return basis;
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

    /** Builds a request; for one thread. */
    public static final class Builder {

        private final String cutoverId;
        private final CutoverPlan plan;
        private Set<String> digests = Set.of();
        private String requestedBy = "";
        private String reason = "";
        private Optional<String> authenticatedAs = Optional.empty();
        private Basis basis = new Basis(List.of(), "all at once", "");

        private Builder(String cutoverId, CutoverPlan plan) {
            this.cutoverId = cutoverId;
            this.plan = plan;
        }

        /** Sets {@link ApprovalRequest#digests()}; empty unless set. */
        public Builder digests(Set<String> digests) {
            this.digests = digests;
            return this;
        }

        /** Sets {@link ApprovalRequest#requestedBy()}; empty unless set. */
        public Builder requestedBy(String requestedBy) {
            this.requestedBy = requestedBy;
            return this;
        }

        /** Sets {@link ApprovalRequest#reason()}; empty unless set. */
        public Builder reason(String reason) {
            this.reason = reason;
            return this;
        }

        /** Sets {@link ApprovalRequest#authenticatedAs()}; empty unless set. */
        public Builder authenticatedAs(Optional<String> authenticatedAs) {
            this.authenticatedAs = authenticatedAs;
            return this;
        }

        /** Sets {@link ApprovalRequest#basis()}; a cutover all at once unless set. */
        public Builder basis(Basis basis) {
            this.basis = basis;
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public ApprovalRequest build() {
            return new ApprovalRequest(this);
        }
    }
}
