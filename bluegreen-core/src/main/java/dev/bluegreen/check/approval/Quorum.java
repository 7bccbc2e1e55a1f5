package dev.bluegreen.check.approval;

import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Approval by several people. */
record Quorum(int needed, List<Approval> approvers) implements Approval {

    @Override
    public Answer check(ApprovalRequest request) {
        Map<Person, String> people = new LinkedHashMap<>();
        Set<String> remarks = new LinkedHashSet<>();
        RuntimeException failure = null;
        for (Approval approver : approvers) {
            try {
                Answer answer = approver.check(request);
                if (answer.decision() == Decision.REJECTED) {
                    return answer;
                }
                count(answer, people);
                remark(answer, remarks);
            } catch (Throwable e) {
                failure = first(failure, approver, e);
            }
        }
        if (people.size() >= needed) {
            return approved(people);
        }
        if (failure != null) {
            throw failure;
        }
        return new Answer(Decision.PENDING, "", soFar(people, remarks));
    }

    /** Collects the reason why an approval does not count, or the remark of an undecided one. */
    private static void remark(Answer answer, Set<String> remarks) {
        if (answer.decision() == Decision.PENDING && !answer.why().isBlank()) {
            remarks.add(answer.why());
        }
        if (answer.decision() == Decision.APPROVED && Person.of(answer.by()).isNobody()) {
            remarks.add(uncounted(answer.by()));
        }
    }

    private static String uncounted(String by) {
        return by.isBlank()
                ? "an approval without a name does not count: it may be another approver's"
                : by.strip() + " approved, which does not count: " + Person.whyNobody(by);
    }

    private String soFar(Map<Person, String> people, Set<String> remarks) {
        Stream<String> approved =
                people.isEmpty() ? Stream.empty() : Stream.of(names(people) + " approved, " + needed + " are needed");
        return Stream.concat(approved, remarks.stream()).collect(Collectors.joining("; "));
    }

    private static void count(Answer answer, Map<Person, String> people) {
        Person person = Person.of(answer.by());
        boolean counts = !person.isNobody() && people.keySet().stream().noneMatch(person::overlaps);
        if (answer.decision() == Decision.APPROVED && counts) {
            people.put(person, answer.by().strip());
        }
    }

    private Answer approved(Map<Person, String> people) {
        return new Answer(Decision.APPROVED, names(people), needed + " of " + approvers.size());
    }

    private static String names(Map<Person, String> people) {
        return people.values().stream().sorted().collect(Collectors.joining(", "));
    }

    /** Keeps the first error: a failing approver does not block the others, and the error is reported if they are too few. */
    private static RuntimeException first(@Nullable RuntimeException failure, Approval approver, Throwable error) {
        return failure != null ? failure : new IllegalStateException(approver + ": " + said(error), error);
    }

    private static String said(Throwable error) {
        String message = error.getMessage();
        if (error.getCause() != null && error.getCause().toString().equals(message)) {
            return said(error.getCause());
        }
        if (error instanceof NullPointerException || error instanceof ClassCastException) {
            return "a programming error without a message";
        }
        return message == null || message.isBlank() ? "an error without a message" : message;
    }

    /** The longest time of its approvers. */
    @Override
    public Duration limit() {
        return approvers.stream()
                .map(Approval::limit)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    @Override
    public boolean authenticated() {
        return approvers.stream().allMatch(Approval::authenticated);
    }

    @Override
    public boolean excludesRequester() {
        return approvers.stream().anyMatch(Approval::excludesRequester);
    }

    @Override
    public boolean canBeWithdrawn() {
        return approvers.stream().anyMatch(Approval::canBeWithdrawn);
    }

    /** Applies to each approver: the requester must not count in a quorum either. */
    @Override
    public Approval notByRequester() {
        return new Quorum(
                needed, approvers.stream().map(Approval::notByRequester).toList());
    }

    @Override
    public Watch watch(ApprovalRequest request, Runnable changed) {
        return new WatchOfAll(approvers.stream()
                .map(approver -> approver.watch(request, changed))
                .toList());
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
                .collect(Collectors.joining("; or "));
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
        Set<Approval> seen = new HashSet<>();
        approvers.stream()
                .filter(approver -> !seen.add(approver))
                .distinct()
                .map(approver -> "approval.quorum: " + approver + " is named twice, and counts once; name each approver"
                        + " once")
                .forEach(problems::add);
        approvers.stream()
                .filter(approver -> !approver.authenticated())
                .map(approver -> "approval.quorum: " + approver + " does not authenticate approvers, so one person"
                        + " may write several names; use a callback, a webhook, or one ConfigMap for each approver")
                .forEach(problems::add);
        return problems;
    }

    @Override
    public String toString() {
        return "the quorum of " + needed + " of " + approvers.size();
    }

    /** Watches of several approvers' decisions. */
    private record WatchOfAll(List<Approval.Watch> watches) implements Approval.Watch {

        @Override
        public boolean stands() {
            return watches.stream().allMatch(Approval.Watch::stands);
        }

        @Override
        public Optional<String> refusal() {
            return watches.stream().flatMap(watch -> watch.refusal().stream()).findFirst();
        }

        @Override
        public void close() {
            watches.forEach(Approval.Watch::close);
        }
    }
}
