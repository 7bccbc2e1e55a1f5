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

    /** How long a decision is waited for unless another time is given: four hours. */
    Duration FOUR_HOURS = Duration.ofHours(4);

    /**
     * Checks once whether somebody decided; checked again on an interval while {@link Decision#PENDING}. Whatever it throws counts as pending. It may block
     * until somebody has decided, for as long as {@link #limit} says.
     */
    Answer check(ApprovalRequest request);

    /** How long to wait for a decision. */
    Duration limit();

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

    /**
     * Whether whoever asked for the cutover may not approve it. Such a cutover never goes on without an answer, and takes
     * {@code requestedBy(name)}. What wraps another approval answers as that one does.
     */
    default boolean excludesRequester() {
        return false;
    }

    /**
     * Whether what was answered can be taken back, as an annotation can. Such an approval is asked once more before the first
     * write that moves traffic, which may be minutes later, and has to say {@code APPROVED} still. What wraps another approval
     * answers as that one does.
     */
    default boolean canBeWithdrawn() {
        return false;
    }

    /** What a person has to do to approve; shown once. */
    default Optional<String> instructions(ApprovalRequest request) {
        return Optional.empty();
    }

    /**
     * Watches where the decision is made, so that it is asked for as soon as that may have changed; asked on an interval
     * besides. Begins and returns at once. One that cannot be watched is not; default.
     *
     * @param changed to be called from any thread, also when {@link Watch#stands} or {@link Watch#refusal} changes
     */
    default Watch watch(ApprovalRequest request, Runnable changed) {
        return Watch.NONE;
    }

    /** The rights that checking takes. */
    default List<Permission> permissions(ReleaseSpec release) {
        return List.of();
    }

    /** What is wrong with it as it is configured, each with field, value and remedy. */
    default List<String> problems() {
        return Input.duration("approval.within", limit()).stream().toList();
    }

    /** The same with another time to wait. */
    default Approval within(Duration time) {
        return new BoundApproval(this, time, unanswered());
    }

    /** The same, but a cutover that nobody decided on in time goes on; refused together with {@link #notByRequester}. */
    default Approval orContinue() {
        return new BoundApproval(this, limit(), Decision.APPROVED);
    }

    /**
     * The same, but who asked for the cutover may not approve it: neither who is named by {@code requestedBy}, nor whom the
     * API server takes us for, whatever the case. Takes an authenticated approval, and a release that names who asked for
     * it. Where people share the identity of a pipeline it rests on that pipeline's word, and the cutover says so.
     */
    default Approval notByRequester() {
        return new FourEyes(this);
    }

    /** Approves at once; the default. */
    static Approval automatic() {
        return new AutomaticApproval();
    }

    /** Asks a function, such as one that looks into a ticket system; whom it names is taken as authenticated. */
    static Approval callback(Function<ApprovalRequest, Answer> decide) {
        return new CallbackApproval(Input.given("approval.callback", decide, "give a function"));
    }

    /**
     * Polls a URL: each question is a POST of {@code {"cutover", "plan", "platform", "release", "from", "to", "routers",
     * "schedule", "digests", "template", "requestedBy", "authenticatedAs", "reason"}}, the answer {@code {"decision":
     * "approved" | "rejected" | "pending", "cutover", "plan", "by", "why"}}. An answer that does not repeat cutover and plan
     * as they were asked is no answer, nor is one with a field that is there twice. Whom it names is taken as authenticated; {@code requestedBy} and {@code reason} are
     * claims. A server that says for five minutes that it takes no such question ends the waiting.
     */
    static Approval webhook(URI uri) {
        return new WebhookApproval(Input.given("approval.webhook", uri, "give an absolute http or https URI"));
    }

    /**
     * Approved when so many different people approve; rejected when one rejects. One that fails keeps nobody else from
     * approving. Names are one person's when they differ by what cannot be told apart: case, blanks, a dot at the end,
     * characters that are not seen, fullwidth and the like (Unicode's NFKC); a word that mixes letters of Latin with those
     * of scripts that look alike counts for nobody. Takes authenticated approvals, each once.
     *
     * @param needed 1 or more
     */
    static Approval quorum(int needed, Approval... approvers) {
        return new Quorum(needed, Input.allGiven("approval.quorum", "give approvals", approvers));
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

        /** Approved by somebody. */
        public static Answer approved(String by) {
            return new Answer(Decision.APPROVED, by, "");
        }

        /** Approved by somebody, for a reason. */
        public static Answer approved(String by, String why) {
            return new Answer(Decision.APPROVED, by, why);
        }

        /** Rejected by somebody, for a reason. */
        public static Answer rejected(String by, String why) {
            return new Answer(Decision.REJECTED, by, why);
        }

        /** @throws ConfigurationException if one is null: who names no decision has not approved */
        public Answer {
            require("decision", decision, "give APPROVED, REJECTED or PENDING");
            require("by", by, "give an empty text when nobody is named");
            require("why", why, "give an empty text when there is no reason");
        }

        private static void require(String field, @Nullable Object value, String remedy) {
            if (value == null) {
                throw new ConfigurationException("answer." + field + ": null; " + remedy);
            }
        }
    }

    /** What watches where a decision is made, until it is closed. Thread-safe. */
    interface Watch extends Subscription {

        /** Watches nothing. */
        Watch NONE = new Unwatched(Optional.empty());

        /** One that could not be opened, for this reason, as a sentence. */
        static Watch refused(String why) {
            return new Unwatched(Optional.of(Input.given("why", why, "say why it is not watched")));
        }

        /** Whether a change would be seen now. */
        boolean stands();

        /** Why it could not be opened; empty where it was, or where there is nothing to watch. */
        Optional<String> refusal();
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
