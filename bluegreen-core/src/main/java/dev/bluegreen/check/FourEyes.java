package dev.bluegreen.check;

import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An approval that who asked for the cutover cannot give. */
record FourEyes(Approval approval) implements Approval {

    @Override
    public Answer ask(ApprovalRequest request) {
        Answer answer = approval.ask(request);
        boolean own = answer.decision() == Decision.APPROVED
                && (answer.by().isEmpty() || answer.by().equals(request.requestedBy()));
        return own ? Answer.PENDING : answer;
    }

    @Override
    public Duration within() {
        return approval.within();
    }

    @Override
    public Decision unanswered() {
        return approval.unanswered();
    }

    @Override
    public boolean authenticated() {
        return approval.authenticated();
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return approval.permissions(release);
    }

    @Override
    public Optional<String> instructions(ApprovalRequest request) {
        return approval.instructions(request);
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(approval.problems());
        if (!approval.authenticated()) {
            problems.add("approval.notByRequester: " + approval + " does not authenticate who approves, so anybody may"
                    + " write another name; use a callback, a webhook, or one ConfigMap for each approver");
        }
        if (unanswered() == Decision.APPROVED) {
            problems.add("approval.notByRequester: with orContinue() the requester need only wait; leave one out");
        }
        return problems;
    }
}
