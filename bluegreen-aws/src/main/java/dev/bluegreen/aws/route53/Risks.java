package dev.bluegreen.aws.route53;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Findings about moving the records of a name. */
record Risks(RecordApi api, Policy policy, RecordGroup group, ExternalDnsRegistry registry, Ttls ttls) {

    private static final long LONG_TTL_SECONDS = 60;

    List<Finding> of(Move move) {
        Stream<Supplier<Optional<Finding>>> checks = Stream.of(
                () -> tooFewReady(move),
                () -> registry.owner(api, group),
                this::longTtl,
                this::unequalTtl,
                this::targetHealth,
                this::healthChecks,
                () -> Optional.of(jvmCaches()));
        Stream<Finding> health = new HealthRisks(new HealthChecks(api), policy, group).of(move);
        return Stream.concat(checks.map(Supplier::get).flatMap(Optional::stream), health)
                .toList();
    }

    private Optional<Finding> tooFewReady(Move move) {
        return Stream.of(Track.values())
                .filter(track -> move.world().workload(track).ready() < move.minReadyPods(track))
                .findFirst()
                .map(track -> Finding.fatal(
                        "too-few-ready",
                        group.name() + " would send traffic to "
                                + move.world().workload(track).ready() + " ready pods of " + track + ", required: "
                                + move.minReadyPods(track),
                        "wait until they are ready"));
    }

    private Optional<Finding> longTtl() {
        long ttl = ttls.seconds(policy, group);
        return ttl <= LONG_TTL_SECONDS
                ? Optional.empty()
                : Optional.of(Finding.warning(
                        "dns-ttl-long",
                        group.name() + " has traffic records with a TTL of "
                                + Wording.of(Duration.ofSeconds(ttl))
                                + ": clients may go to the old track for that time after the"
                                + " move, and after the way back",
                        "lower that of its "
                                + String.join(", ", Policy.byType(group).keySet()) + " records to 60 s at least "
                                + Wording.of(Duration.ofSeconds(ttl)) + " before the cutover"));
    }

    private Optional<Finding> unequalTtl() {
        List<String> times = Policy.traffic(group)
                .map(ttls::seconds)
                .distinct()
                .sorted()
                .map(Duration::ofSeconds)
                .map(Wording::of)
                .toList();
        return times.size() <= 1
                ? Optional.empty()
                : Optional.of(Finding.warning(
                        "dns-ttl-unequal",
                        group.name() + " has records with TTLs of " + String.join(" and ", times)
                                + " (an alias has that of its target, 60 s for a load balancer): shares will differ from the requested split",
                        "give all records of the name the same TTL"));
    }

    private Optional<Finding> targetHealth() {
        return Policy.traffic(group)
                .filter(set -> set.aliasTarget() != null
                        && Boolean.TRUE.equals(set.aliasTarget().evaluateTargetHealth()))
                .findFirst()
                .map(set -> Finding.warning(
                        "dns-evaluates-target-health",
                        group.name() + " evaluates the health of '" + RecordGroup.target(set)
                                + "': a load balancer with one target group that has no healthy target, such as an"
                                + " idle one, counts as dead, and the track without a share answers instead",
                        "remove idle target groups from the load balancer"
                                + (policy instanceof Failover ? "" : ", or set EvaluateTargetHealth to false")));
    }

    private Optional<Finding> healthChecks() {
        return Policy.traffic(group).anyMatch(Weighted::canBeUnhealthy)
                ? Optional.empty()
                : Optional.of(Finding.info(
                        "dns-health-check-missing",
                        group.name() + " has no health check: Route 53 keeps answering with a track that is down",
                        "add health checks to the records, unless the bake watches the track"));
    }

    private static Finding jvmCaches() {
        return Finding.info(
                "dns-clients-cache",
                "clients keep addresses beyond the TTL: a JVM for networkaddress.cache.ttl, 30 s by default, and"
                        + " connections that stay open do not resolve again",
                "limit both where the old track will be retired soon");
    }
}
