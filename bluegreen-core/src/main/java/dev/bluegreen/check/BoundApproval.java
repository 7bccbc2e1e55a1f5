package dev.bluegreen.check;

import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An approval with a deadline of its own, and what then counts. */
record BoundApproval(Approval approval, Duration within, Approval.Decision unanswered) implements Approval {

    @Override
    public Answer ask(ApprovalRequest request) {
        return approval.ask(request);
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
        List<String> problems = new ArrayList<>(Approval.super.problems());
        approval.problems().stream()
                .filter(problem -> !problem.startsWith("approval.within"))
                .forEach(problems::add);
        return problems;
    }
}
