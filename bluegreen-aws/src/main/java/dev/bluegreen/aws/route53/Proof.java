package dev.bluegreen.aws.route53;

import dev.bluegreen.aws.internal.Watch;
import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import dev.bluegreen.model.World;
import dev.bluegreen.spi.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Evidence for one move by hop: records, servers of Route 53, resolvers, and pods. */
record Proof(String router, Policy policy, boolean fenced, Watch<Proof.Look> watch, Optional<Platform> platform) {

    static final String RECORDS = "route53-records";
    static final String CHANGE = "route53-change";
    private static final String HEALTH = "route53-health";

    /** Usual time for a change to reach all servers (Route 53 developer guide). */
    static final Duration GENERALLY = Duration.ofSeconds(60);

    /**
     * The records at one moment.
     *
     * @param answers responses of DNS servers
     * @param checks state of the health checks of records that get traffic, by id
     * @param change propagation of our change; empty if it was made elsewhere
     */
    record Look(
            RecordGroup group,
            Resolvers.Answers answers,
            Map<String, HealthChecks.State> checks,
            Optional<LastChange.Propagation> change) {}

    List<Evidence> of(Move move, Instant now) {
        Stream<Evidence> dns = watch.seen()
                .map(Watch.Seen::state)
                .map(look -> watch.staleSince()
                        .map(since -> Stream.of(watch.unseen(RECORDS, router, since)))
                        .orElseGet(() -> seen(move, look, now)))
                .orElseGet(() -> Stream.of(Evidence.missing(
                        RECORDS, router, "its records were not read since the write" + watch.failed())));
        return Stream.concat(dns, pods(move)).toList();
    }

    private Stream<Evidence> seen(Move move, Look look, Instant now) {
        return Stream.of(
                        Stream.of(records(move, look), change(look, now)),
                        health(look),
                        answers(policy, look, move.target()))
                .flatMap(evidence -> evidence);
    }

    private Evidence records(Move move, Look look) {
        String routing = policy.routing(look.group());
        if (!policy.matches(look.group(), move.target())) {
            return Evidence.contradicted(
                    RECORDS, router, "it is " + routing + ", not " + move.target() + " as written by this cutover");
        }
        if (!fenced) {
            return Evidence.confirmed(RECORDS, router, "it is " + routing);
        }
        Optional<String> mark = look.group().fence().map(Fence::of).flatMap(Fence::cutover);
        Optional<String> ours = Optional.of(move.cutoverId()).filter(id -> !id.isEmpty());
        return mark.equals(ours)
                ? Evidence.confirmed(
                        RECORDS,
                        router,
                        "it is " + routing
                                + mark.map(id -> " since cutover " + id).orElse(""))
                : Evidence.missing(
                        RECORDS,
                        router,
                        "it is " + routing + ", but its fence is of "
                                + mark.map(id -> "cutover " + id).orElse("no cutover"));
    }

    /** Evidence of propagation. Only the process that made the change knows its id; others wait out the usual time. */
    private Evidence change(Look look, Instant now) {
        return look.change().map(Proof::change).orElseGet(() -> madeElsewhere(look, now));
    }

    private static Evidence change(LastChange.Propagation change) {
        return change.inSync()
                ? Evidence.confirmed(CHANGE, change.id(), "all servers of Route 53 have it (INSYNC)")
                : Evidence.missing(
                        CHANGE,
                        change.id(),
                        "not all servers of Route 53 have it yet (PENDING)"
                                + change.failure()
                                        .map(why -> "; the last look failed: " + why)
                                        .orElse(""));
    }

    private Evidence madeElsewhere(Look look, Instant now) {
        Instant until = look.group()
                .fence()
                .map(Fence::of)
                .map(fence -> fence.at().plus(GENERALLY))
                .orElse(Instant.MIN);
        return now.isBefore(until)
                ? Evidence.missing(
                        CHANGE, router, "another process made the change; waiting until " + until + " for all servers")
                : Evidence.confirmed(CHANGE, router, "no change of this name is known to be under way");
    }

    /** Evidence of health checks: Route 53 omits records whose check fails while there are others. */
    private static Stream<Evidence> health(Look look) {
        return look.checks().entrySet().stream()
                .filter(check -> check.getValue() != HealthChecks.State.UNKNOWN)
                .sorted(Map.Entry.comparingByKey())
                .map(check -> check.getValue() == HealthChecks.State.HEALTHY
                        ? Evidence.confirmed(HEALTH, check.getKey(), "health check " + check.getKey() + " passes")
                        : Evidence.missing(HEALTH, check.getKey(), failing(check.getKey())));
    }

    private static String failing(String check) {
        return "health check " + check + " fails: Route 53 does not answer with its record";
    }

    /** Evidence of DNS answers, compared with the targets of the tracks that are to get traffic. */
    static Stream<Evidence> answers(Policy policy, Look look, TrafficSplit split) {
        Resolvers.Answers answers = look.answers();
        List<String> expected = policy.sides(look.group(), split)
                .flatMap(set -> answered(set, answers))
                .distinct()
                .toList();
        return answers.all().stream().map(answer -> answer(answer, expected, obstacle(look)));
    }

    /** Possible cause of a wrong answer. */
    private static String obstacle(Look look) {
        return look.checks().entrySet().stream()
                .filter(check -> check.getValue() == HealthChecks.State.FAILING)
                .map(Map.Entry::getKey)
                .sorted()
                .map(check -> "; " + failing(check))
                .collect(Collectors.joining());
    }

    /** Expected answers for a record; an alias is answered with its target's addresses. */
    private static Stream<String> answered(ResourceRecordSet set, Resolvers.Answers answers) {
        String target = RecordGroup.target(set);
        return set.aliasTarget() == null
                ? Arrays.stream(target.split(" ", -1)).map(DnsNames::comparable)
                : answers.behind().getOrDefault(target, Set.of()).stream().sorted();
    }

    private static Evidence answer(Resolvers.Answer answer, List<String> expected, String obstacle) {
        boolean right = !answer.values().isEmpty() && expected.containsAll(answer.values());
        return right
                ? Evidence.confirmed("dns-answer", answer.server(), "it answers " + answer.values())
                : Evidence.missing(
                        "dns-answer",
                        answer.server(),
                        "it answers " + answer.values() + ", expected one of " + expected + obstacle);
    }

    private Stream<Evidence> pods(Move move) {
        return platform.stream().flatMap(known -> {
            World now = known.workloads().refresh(move.world());
            return move.target().tracks().stream().map(track -> pods(now, track, move.minReadyPods(track)));
        });
    }

    private static Evidence pods(World now, Track track, int required) {
        String workload = now.workload(track).name();
        return now.unseenSince()
                .map(since -> Evidence.unseen("pods", workload, since))
                .orElseGet(() -> pods(workload, now.workload(track).ready(), required));
    }

    private static Evidence pods(String workload, int ready, int required) {
        String count = ready + " of " + required + " required pods are ready";
        if (ready == 0) {
            return Evidence.contradicted("pods", workload, count);
        }
        return ready < required
                ? Evidence.missing("pods", workload, count)
                : Evidence.confirmed("pods", workload, count);
    }
}
