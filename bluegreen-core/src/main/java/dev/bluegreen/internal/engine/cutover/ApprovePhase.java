package dev.bluegreen.internal.engine.cutover;

import dev.bluegreen.check.approval.Approval;
import dev.bluegreen.check.approval.Approval.Answer;
import dev.bluegreen.check.approval.Approval.Decision;
import dev.bluegreen.check.approval.ApprovalRequest;
import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.observe.PlanHash;
import dev.bluegreen.internal.engine.operation.CallbackResult;
import dev.bluegreen.internal.engine.operation.Calls;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Deadline;
import dev.bluegreen.internal.engine.operation.Longest;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.plan.PreflightResult;
import dev.bluegreen.internal.engine.proof.OngoingCutover;
import dev.bluegreen.internal.engine.stack.IdleRules;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.intent.Approvals.Given;
import dev.bluegreen.internal.record.lock.ReleaseLock;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** APPROVE: asks until a decision is made or the time for it is over. */
final class ApprovePhase {

    /** What even an approval that may not wait has to answer. */
    private static final Duration LEAST = Duration.ofSeconds(10);

    private static final Duration AGAIN = Duration.ofSeconds(1);
    /** How long to retry errors that retrying rarely fixes. */
    private static final Duration HOPELESS_FOR = Duration.ofMinutes(5);

    private final Context context;
    private final Approval approval;
    private Optional<ApprovalRequest> approved = Optional.empty();

    ApprovePhase(Context context) {
        this.context = context;
        this.approval = context.settings().approval();
    }

    /**
     * Waits for a decision.
     *
     * @throws Stop if it was rejected, or no decision was made in time
     */
    void run(OngoingCutover cutover) {
        context.enter(Phase.APPROVE);
        String plan = "plan " + cutover.preflight().plan().shortHash();
        ApprovalRequest request = request(cutover.preflight());
        if (recall(request.plan().hash(), cutover.progress())) {
            approved = Optional.of(request);
            return;
        }
        Answer answer = await(request, cutover.lock());
        if (answer.decision() == Decision.REJECTED) {
            throw Stop.because(plan + " was rejected" + by(answer));
        }
        if (!approval.limit().isZero() || !answer.by().isEmpty()) {
            record(answer, request, cutover);
        }
        context.tell(Kind.GATE, "approved: " + plan + by(answer));
    }

    /** Enters the approval in the record, at once where it had to be waited for: a resumed cutover does not need it again. */
    private void record(Answer answer, ApprovalRequest request, OngoingCutover cutover) {
        Given given = new Given(
                Wording.line(answer.by()),
                Wording.line(answer.why()),
                context.time().now(),
                request.plan().hash());
        enter(given, cutover.progress());
        context.intent().change(intent -> intent.approved(given));
        if (!approval.limit().isZero()) {
            cutover.lock().write(record -> record);
        }
    }

    /** The approval as what is still waited for, by one look; empty if none is needed, or a decision was made. */
    Optional<String> awaited(PreflightResult preflight) {
        if (approval.limit().isZero()) {
            return Optional.empty();
        }
        ApprovalRequest request = request(preflight);
        CallbackResult<Answer> answered =
                context.ask(approval, LEAST, () -> approval.check(request), context::checkpoint);
        return isDecided(answered) ? Optional.empty() : Optional.of(waitsFor(request, trouble(answered)));
    }

    /** True if this plan was approved before, by the record. */
    boolean recall(String plan, Progress progress) {
        Optional<Given> before =
                context.intent().now().flatMap(intent -> intent.approvals().of(plan));
        before.ifPresent(given -> enter(given, progress));
        return before.isPresent();
    }

    private void enter(Given given, Progress progress) {
        Answer answer = new Answer(Decision.APPROVED, given.by(), given.why());
        progress.approved("; approved at " + Wording.of(given.at()) + by(answer));
    }

    /**
     * Asks once more, before traffic moves, where an approval can be taken back.
     *
     * @throws Stop when it was, or that cannot be read
     */
    void requireStanding() {
        approved.filter(request -> approval.canBeWithdrawn()).ifPresent(this::requireStanding);
    }

    private void requireStanding(ApprovalRequest request) {
        CallbackResult<Answer> now = answer(request, context.deadline(LEAST));
        String plan = "plan " + request.plan().shortHash();
        Answer answer = now.answer()
                .orElseThrow(() -> Stop.because(
                        "the approval of " + plan + " could not be read again before traffic moves: " + now.failure()));
        if (answer.decision() != Decision.APPROVED) {
            throw Stop.because("the approval of " + plan + " was withdrawn before traffic moved" + remark(answer));
        }
    }

    /** An answer, or why there is none at the deadline. */
    private CallbackResult<Answer> answer(ApprovalRequest request, Deadline deadline) {
        while (true) {
            CallbackResult<Answer> answered =
                    context.ask(approval, LEAST, () -> approval.check(request), context::checkpoint);
            if (answered.answer().isPresent() || deadline.passed()) {
                return answered;
            }
            context.await(deadline.atMost(AGAIN));
        }
    }

    private ApprovalRequest request(PreflightResult preflight) {
        return new ApprovalRequestData(
                context.id(),
                preflight.plan(),
                preflight.observation().world().workload(preflight.to()).digests(),
                context.requester().name().orElseGet(context::identity),
                context.requester().reason(),
                approval.excludesRequester() ? requestedAs() : Optional.empty(),
                new PlanHash(context).basis(preflight.observation(), preflight.to()));
    }

    /** The first requester's user name at the API server, which a resumption by a job does not change. */
    private Optional<String> requestedAs() {
        Optional<String> known = context.intent()
                .now()
                .flatMap(intent -> intent.request().asker().known());
        if (known.isPresent()) {
            return known;
        }
        Optional<String> own = authenticatedAs();
        context.intent().change(intent -> intent.requestedAs(own));
        return own;
    }

    /** Our user name at the API server: the only name that is not a claim. */
    private Optional<String> authenticatedAs() {
        Calls calls = context.preflightCalls();
        Optional<String> known = calls.read(() -> context.platform().authenticatedAs());
        String claimed = context.requester().name().orElse("");
        if (!known.filter(claimed::equalsIgnoreCase).isPresent()) {
            String word = known.map(name -> name + ", as the API server knows this process")
                    .orElseGet(() -> context.identity() + "; the API server does not tell who that is");
            context.note(Kind.FINDING, "that " + claimed + " requested this cutover is a claim by " + word);
        }
        return known;
    }

    /** Waits until the deadline of the first wait, which a resumption does not extend. */
    private Answer await(ApprovalRequest request, ReleaseLock lock) {
        if (approval.limit().isZero()) {
            return await(request, context.deadline(Duration.ZERO));
        }
        if (until().isEmpty()) {
            context.intent()
                    .change(intent -> intent.awaiting(context.time().now().plus(approval.limit())));
            lock.write(record -> record);
        }
        Duration left = until().map(until -> Duration.between(context.time().now(), until))
                .filter(time -> time.compareTo(approval.limit()) < 0)
                .orElse(approval.limit());
        return await(request, context.deadline(Longest.of(Duration.ZERO, left)));
    }

    /** The end of the first wait, by the clock of its process: where silence approves, another one's may be ahead. */
    Optional<Instant> until() {
        boolean isOurs = context.attempt().equals(context.id());
        return context.intent()
                .now()
                .flatMap(intent -> intent.approvals().deadline())
                .map(end -> isOurs || !goesOn() ? end : end.plus(IdleRules.CLOCK_SKEW));
    }

    private Answer await(ApprovalRequest request, Deadline deadline) {
        try (ApprovalWatch watch = ApprovalWatch.open(context, approval, request)) {
            return await(request, watch, deadline);
        }
    }

    private Answer await(ApprovalRequest request, ApprovalWatch watch, Deadline deadline) {
        Deadline hopeless = context.deadline(HOPELESS_FOR);
        while (true) {
            context.checkpoint();
            watch.asks();
            CallbackResult<Answer> answered = answered(request, watch, deadline);
            watch.tell();
            if (isDecided(answered)) {
                approved = Optional.of(request);
                return answered.answer().orElseThrow();
            }
            hopeless = answered.thrown().filter(ApprovePhase::isHopeless).isPresent()
                    ? hopeless
                    : context.deadline(HOPELESS_FOR);
            String trouble = trouble(answered);
            if (deadline.passed()) {
                return unanswered(request, trouble);
            }
            if (hopeless.passed() && !goesOn()) {
                throw hopeless(request, trouble);
            }
            String waitsFor = waitsFor(request, trouble);
            if (context.control().parks()) {
                throw Stop.parked(waitsFor, until());
            }
            context.waits("waits for " + waitsFor, deadline);
            watch.await(deadline);
        }
    }

    private static boolean isDecided(CallbackResult<Answer> answered) {
        return answered.answer()
                .filter(given -> given.decision() != Decision.PENDING)
                .isPresent();
    }

    private String waitsFor(ApprovalRequest request, String trouble) {
        return "the approval of plan " + request.plan().shortHash() + trouble + instructions(request);
    }

    private CallbackResult<Answer> answered(ApprovalRequest request, ApprovalWatch watch, Deadline deadline) {
        Duration limit = Longest.of(LEAST, deadline.remaining());
        return context.ask(approval, limit, () -> watch.seen(approval.check(request)), context::checkpoint);
    }

    private static String trouble(CallbackResult<Answer> answered) {
        return answered.answer().map(ApprovePhase::remark).orElseGet(() -> "; the check failed: " + answered.failure());
    }

    private static Stop hopeless(ApprovalRequest request, String trouble) {
        return Stop.because("plan " + request.plan().shortHash() + " could not be put to its approver for "
                + Wording.of(HOPELESS_FOR) + trouble);
    }

    /** Errors that a retry does not fix. */
    private static boolean isHopeless(Throwable error) {
        return error instanceof PlatformException refused
                && (refused.kind() == PlatformException.Kind.FORBIDDEN
                        || refused.kind() == PlatformException.Kind.NOT_FOUND);
    }

    /** If the requester may not approve, a timeout never counts as approval, whatever wraps the approval. */
    private boolean goesOn() {
        return approval.unanswered() == Decision.APPROVED && !approval.excludesRequester();
    }

    /** Message for an answer without a decision. */
    private static String remark(Answer pending) {
        return pending.why().isBlank() ? "" : "; " + Wording.line(pending.why());
    }

    private Answer unanswered(ApprovalRequest request, String trouble) {
        if (goesOn()) {
            return new Answer(Decision.APPROVED, "", "no decision in time");
        }
        throw Stop.because("plan " + request.plan().shortHash() + " was not approved within "
                + Wording.of(approval.limit()) + trouble);
    }

    private String instructions(ApprovalRequest request) {
        return context.ask(this, LEAST, () -> approval.instructions(request), context::checkpoint)
                .orElse(why -> Optional.empty())
                .map(text -> "; approve by: " + text)
                .orElse("");
    }

    private String by(Answer answer) {
        String who = answer.by().isEmpty()
                ? ""
                : (approval.authenticated() ? " by " : " by somebody who claims to be ") + Wording.line(answer.by());
        return who + (answer.why().isEmpty() ? "" : " (" + Wording.line(answer.why()) + ")");
    }
}
