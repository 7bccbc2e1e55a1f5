package dev.bluegreen.check.approval;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Subscription;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides whether a tested cutover may move traffic. Implementations are thread-safe. */
public interface Approval {

    /** Default time to wait for a decision: four hours. */
    Duration FOUR_HOURS = Duration.ofHours(4);

    /**
     * Checks once for a decision; checked again on an interval while {@link Decision#PENDING}. Whatever it throws counts as
     * pending. It may block until there is a decision, for as long as {@link #limit} says.
     */
    Answer check(ApprovalRequest request);

    /** The time to wait for a decision. */
    Duration limit();

    /** The decision if none is made in time: {@code REJECTED}, or by {@link #orContinue} {@code APPROVED}. */
    default Decision unanswered() {
        return Decision.REJECTED;
    }

    /**
     * True if the channel of an answer authenticates the approver. Otherwise the approver is a claim: recorded as such, and not
     * counted in a quorum.
     */
    default boolean authenticated() {
        return false;
    }

    /**
     * True if the requester of the cutover may not approve it. Such a cutover never continues without an answer, and requires
     * {@code requestedBy(name)}. A wrapper delegates to the wrapped approval.
     */
    default boolean excludesRequester() {
        return false;
    }

    /**
     * True if an answer can be withdrawn, as an annotation can. Such an approval is checked again before the first write that
     * moves traffic, which may be minutes later, and must still be {@code APPROVED}. A wrapper delegates to the wrapped
     * approval.
     */
    default boolean canBeWithdrawn() {
        return false;
    }

    /** Instructions for approvers; shown once. */
    default Optional<String> instructions(ApprovalRequest request) {
        return Optional.empty();
    }

    /**
     * Watches the source of the decision, so that the approval is checked as soon as it may have changed, in addition to the
     * interval. Starts and returns immediately. By default nothing is watched.
     *
     * @param changed callback, from any thread, also for changes of {@link Watch#stands} or {@link Watch#refusal}
     */
    default Watch watch(ApprovalRequest request, Runnable changed) {
        return Watch.NONE;
    }

    /** The rights that checking takes. */
    default List<Permission> permissions(ReleaseSpec release) {
        return List.of();
    }

    /** Problems of its configuration, each with field, value and remedy. */
    default List<String> problems() {
        return Input.duration("approval.within", limit()).stream().toList();
    }

    /** A copy with another time to wait, above 0. */
    default Approval within(Duration time) {
        return new BoundApproval(this, time, unanswered());
    }

    /** A copy that continues the cutover if no decision is made in time; invalid together with {@link #notByRequester}. */
    default Approval orContinue() {
        return new BoundApproval(this, limit(), Decision.APPROVED);
    }

    /**
     * A copy that the requester of the cutover may not approve: neither the person named by {@code requestedBy}, nor our user
     * name at the API server, ignoring case. Requires an authenticated approval, and a release with a requester. If people
     * share the identity of a pipeline, it relies on that pipeline's claim, and the cutover says so.
     */
    default Approval notByRequester() {
        return new FourEyes(this);
    }

    /** Approves at once; the default. */
    static Approval automatic() {
        return FunctionApproval.AUTOMATIC;
    }

    /**
     * Calls a function, such as one that queries a ticket system; the approver it names counts as authenticated.
     *
     * @throws ConfigurationException if it is null
     */
    static Approval callback(Function<ApprovalRequest, Answer> decide) {
        return new FunctionApproval(
                Input.given("approval.callback", decide, "give a function"), FOUR_HOURS, true, "the callback");
    }

    /**
     * Polls a URL by POST of {@code {"cutover", "plan", "platform", "release", "from", "to", "routers",
     * "schedule", "digests", "template", "requestedBy", "authenticatedAs", "reason"}}, expecting {@code {"decision": "approved" | "rejected" |
     * "pending", "cutover", "plan", "by", "why"}}. A response with another cutover or plan is ignored, and so is one with a
     * duplicate field. The approver it names counts as authenticated; {@code requestedBy} and {@code reason} are claims. A
     * server that refuses the requests for five minutes ends the waiting.
     *
     * @throws ConfigurationException if it is null
     */
    static Approval webhook(URI uri) {
        return new WebhookApproval(Input.given("approval.webhook", uri, "give an absolute http or https URI"));
    }

    /**
     * Approved once this number of different people approve; rejected as soon as one rejects. A failing approval does not
     * block the others. Names belong to the same person if they differ only by case, blanks, a final dot, invisible
     * characters or fullwidth forms (Unicode NFKC); a word that mixes Latin with look-alike scripts does not count. Requires
     * authenticated approvals, each once.
     *
     * @param needed 1 or more
     * @throws ConfigurationException if an approval is null
     */
    static Approval quorum(int needed, Approval... approvers) {
        return new Quorum(needed, Input.allGiven("approval.quorum", "give approvals", approvers));
    }

    /**
     * An answer.
     *
     * @param decision the decision
     * @param by name of the approver; empty if none is given
     * @param why the reason; empty if none is given
     */
    record Answer(Decision decision, String by, String why) {

        /** No decision yet. */
        public static final Answer PENDING = new Answer(Decision.PENDING, "", "");

        /** Approved by a person. */
        public static Answer approved(String by) {
            return new Answer(Decision.APPROVED, by, "");
        }

        /** Approved by a person, for a reason. */
        public static Answer approved(String by, String why) {
            return new Answer(Decision.APPROVED, by, why);
        }

        /** Rejected by a person, for a reason. */
        public static Answer rejected(String by, String why) {
            return new Answer(Decision.REJECTED, by, why);
        }

        /** @throws ConfigurationException if one is null: no decision does not mean approval */
        public Answer {
            require("decision", decision, "give APPROVED, REJECTED or PENDING");
            require("by", by, "give an empty text if no name is known");
            require("why", why, "give an empty text for no reason");
        }

        private static void require(String field, @Nullable Object value, String remedy) {
            if (value == null) {
                throw new ConfigurationException("answer." + field + ": null; " + remedy);
            }
        }
    }

    /** A watch of the source of a decision, until closed. Thread-safe. */
    interface Watch extends Subscription {

        /** Watches nothing. */
        Watch NONE = new Unwatched(Optional.empty());

        /**
         * A watch that could not be opened, with the reason as a sentence.
         *
         * @throws ConfigurationException if it is null
         */
        static Watch refused(String why) {
            return new Unwatched(Optional.of(Input.given("why", why, "say why it is not watched")));
        }

        /** True if a change would be seen now. */
        boolean stands();

        /** Reason why it could not be opened; empty if it was, or there is nothing to watch. */
        Optional<String> refusal();
    }

    /** A decision. */
    enum Decision {
        /** Traffic may move. */
        APPROVED,
        /** Traffic may not move. */
        REJECTED,
        /** No decision yet. */
        PENDING
    }
}
