package dev.bluegreen.check;

import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Decides whether a tested cutover may move traffic. Implementations are thread-safe. */
public interface Approval {

    /** How long a decision is waited for unless another time is given: four hours. */
    Duration FOUR_HOURS = Duration.ofHours(4);

    /** Asks once; asked again on an interval while {@link Decision#PENDING}. An exception counts as pending. */
    Answer ask(ApprovalRequest request);

    /** How long to wait for a decision. */
    Duration within();

    /** What counts when nobody decided in time: {@code REJECTED}, unless {@link #orContinue} says otherwise. */
    default Decision unanswered() {
        return Decision.REJECTED;
    }

    /**
     * Whether the way in which an answer comes vouches for who gave it. What is merely written somewhere is a claim: it is
     * recorded as such, and counts for no quorum.
     */
    default boolean authenticated() {
        return false;
    }

    /** What a person has to do to approve; shown once. */
    default Optional<String> instructions(ApprovalRequest request) {
        return Optional.empty();
    }

    /** The rights that asking takes. */
    default List<Permission> permissions(ReleaseSpec release) {
        return List.of();
    }

    /** What is wrong with it as it is configured, each with field, value and remedy. */
    default List<String> problems() {
        return within().isNegative()
                ? List.of("approval.within: " + within() + " is negative; give a duration of 0 or more")
                : List.of();
    }

    /** The same with another time to wait. */
    default Approval within(Duration time) {
        return new BoundApproval(this, time, unanswered());
    }

    /** The same, but a cutover that nobody decided on in time goes on. */
    default Approval orContinue() {
        return new BoundApproval(this, within(), Decision.APPROVED);
    }

    /** The same, but who asked for the cutover may not approve it. Takes an authenticated approval. */
    default Approval notByRequester() {
        return new FourEyes(this);
    }

    /** Approves at once; the default. */
    static Approval automatic() {
        return new BoundApproval(
                new CallbackApproval(request -> new Answer(Decision.APPROVED, "", "automatic")),
                Duration.ZERO,
                Decision.REJECTED);
    }

    /** Asks a function, such as one that looks into a ticket system; whom it names is taken as authenticated. */
    static Approval callback(Function<ApprovalRequest, Answer> decide) {
        return new CallbackApproval(decide);
    }

    /**
     * Polls a URL: each question is a POST of {@code {"cutover", "plan", "release", "to", "requestedBy", "digests"}}, the
     * answer {@code {"decision": "approved" | "rejected" | "pending", "plan", "by", "why"}}. An answer for another plan is
     * no answer. Whom it names is taken as authenticated.
     */
    static Approval webhook(URI uri) {
        return new WebhookApproval(uri);
    }

    /**
     * Approved when so many different people approve; rejected when one rejects. Takes authenticated approvals.
     *
     * @param needed 1 or more
     */
    static Approval quorum(int needed, Approval... approvers) {
        return new Quorum(needed, List.of(approvers));
    }

    /**
     * What somebody answered.
     *
     * @param decision the decision
     * @param by who, empty when nobody is named
     * @param why the reason, empty when none is given
     */
    record Answer(Decision decision, String by, String why) {

        /** Nobody decided yet. */
        public static final Answer PENDING = new Answer(Decision.PENDING, "", "");
    }

    /** A decision. */
    enum Decision {
        /** Traffic may move. */
        APPROVED,
        /** Traffic may not move. */
        REJECTED,
        /** Nobody decided yet. */
        PENDING
    }
}
