package dev.bluegreen.check;

import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Several people together. */
record Quorum(int needed, List<Approval> approvers) implements Approval {

    @Override
    public Answer ask(ApprovalRequest request) {
        TreeSet<String> names = new TreeSet<>();
        for (Approval approver : approvers) {
            Answer answer = approver.ask(request);
            if (answer.decision() == Decision.REJECTED) {
                return answer;
            }
            if (answer.decision() == Decision.APPROVED && !answer.by().isEmpty()) {
                names.add(answer.by());
            }
        }
        return names.size() >= needed
                ? new Answer(Decision.APPROVED, String.join(", ", names), needed + " of " + approvers.size())
                : Answer.PENDING;
    }

    /** As long as the most patient of them. */
    @Override
    public Duration within() {
        return approvers.stream()
                .map(Approval::within)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    @Override
    public boolean authenticated() {
        return approvers.stream().allMatch(Approval::authenticated);
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return approvers.stream()
                .flatMap(approver -> approver.permissions(release).stream())
                .toList();
    }

    @Override
    public Optional<String> instructions(ApprovalRequest request) {
        String all = approvers.stream()
                .flatMap(approver -> approver.instructions(request).stream())
                .collect(Collectors.joining("\nor "));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        approvers.forEach(approver -> problems.addAll(approver.problems()));
        if (needed < 1 || needed > approvers.size()) {
            problems.add("approval.quorum: " + needed + " of " + approvers.size()
                    + " approvers; give 1 or more, and not more than there are");
        }
        approvers.stream()
                .filter(approver -> !approver.authenticated())
                .map(approver -> "approval.quorum: " + approver + " does not authenticate who approves, so one person"
                        + " may write several names; use a callback, a webhook, or one ConfigMap for each approver")
                .forEach(problems::add);
        return problems;
    }
}
