package dev.bluegreen.check.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An approval that the requester of the cutover cannot give. */
record FourEyes(Approval approval) implements ForwardingApproval {

    @Override
    public Answer check(ApprovalRequest request) {
        Answer answer = approval.check(request);
        return answer.decision() == Decision.APPROVED && !isOfAnother(answer, request)
                ? new Answer(Decision.PENDING, answer.by(), doesNotCount(answer, request))
                : answer;
    }

    private static String doesNotCount(Answer answer, ApprovalRequest request) {
        if (answer.by().isBlank()) {
            return "an approval without a name does not count: it may be the requester's";
        }
        return answer.by().strip() + " approved, which does not count: " + why(answer, request);
    }

    private static String why(Answer answer, ApprovalRequest request) {
        Person approver = Person.of(answer.by());
        return approver.isNobody()
                ? Person.whyNobody(answer.by())
                : whyNobodyAsked(request).orElseGet(() -> asked(approver, request) + " requested this cutover");
    }

    private static Optional<String> whyNobodyAsked(ApprovalRequest request) {
        return names(request)
                .filter(name -> Person.of(name).isNobody())
                .map(name -> name + " requested this cutover, and " + Person.whyNobody(name))
                .findFirst();
    }

    private static Stream<String> names(ApprovalRequest request) {
        return Stream.concat(Stream.of(request.requestedBy()), request.authenticatedAs().stream());
    }

    /** The requester's name that the approver matches. */
    private static String asked(Person approver, ApprovalRequest request) {
        return Person.of(request.requestedBy()).overlaps(approver)
                ? request.requestedBy()
                : request.authenticatedAs().orElse("an unknown user") + ", as the API server knows this process,";
    }

    /** True if the approver is neither the named requester nor our user at the API server. */
    private static boolean isOfAnother(Answer answer, ApprovalRequest request) {
        Person approver = Person.of(answer.by());
        return !approver.isNobody()
                && names(request).map(Person::of).noneMatch(asked -> asked.isNobody() || asked.overlaps(approver));
    }

    @Override
    public boolean excludesRequester() {
        return true;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(approval.problems());
        if (!approval.authenticated()) {
            problems.add("approval.notByRequester: " + approval + " does not authenticate approvers, so anyone may"
                    + " write another name; use a callback, a webhook, or one ConfigMap for each approver");
        }
        if (unanswered() == Decision.APPROVED) {
            problems.add(BoundApproval.NEED_ONLY_WAIT);
        }
        return problems;
    }

    @Override
    public String toString() {
        return approval + ", not by the requester";
    }
}
