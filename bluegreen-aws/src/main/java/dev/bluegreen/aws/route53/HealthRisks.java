package dev.bluegreen.aws.route53;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Findings about health that keep a track's records from being returned: Route 53 puts health before weights and roles. */
record HealthRisks(HealthChecks checks, Policy policy, RecordGroup group) {

    Stream<Finding> of(Move move) {
        Stream<Finding> health = move.target().tracks().stream()
                .flatMap(track -> policy.sides(group, track).stream().flatMap(set -> health(track, set).stream()))
                .distinct();
        return policy instanceof Failover ? Stream.concat(health, Stream.of(flipsByItself())) : health;
    }

    private Optional<Finding> health(Track track, ResourceRecordSet set) {
        if (set.healthCheckId() != null) {
            return health(track, set.healthCheckId());
        }
        if (set.aliasTarget() == null) {
            return policy instanceof Failover ? Optional.of(without(track)) : Optional.empty();
        }
        return Boolean.TRUE.equals(set.aliasTarget().evaluateTargetHealth())
                ? Optional.of(unknown(
                        track,
                        "the health of '" + RecordGroup.target(set) + "', which Route 53 evaluates, cannot be read"))
                : Optional.empty();
    }

    private Optional<Finding> health(Track track, String check) {
        return switch (checks.of(check)) {
            case HEALTHY -> Optional.empty();
            case FAILING -> Optional.of(failing(track, check));
            case UNKNOWN ->
                Optional.of(unknown(
                        track,
                        "the state of health check " + check + " cannot be read: it is calculated, follows an"
                                + " alarm, or route53:GetHealthCheck is not allowed"));
        };
    }

    private Finding failing(Track track, String check) {
        String result = policy instanceof Failover
                ? "as PRIMARY it would not answer, and traffic would stay where it is"
                : "its record would not answer at any weight, and traffic would stay with those that are healthy";
        return Finding.fatal(
                "dns-health-check-failing",
                "health check " + check + " of " + track + " fails: " + result,
                "find out why the check fails");
    }

    private Finding without(Track track) {
        return Finding.fatal(
                "dns-primary-unchecked",
                group.name() + ": the record of " + track
                        + " has no health check, which Route 53 requires of a PRIMARY",
                "give it a health check");
    }

    private static Finding unknown(Track track, String sentence) {
        return Finding.warning(
                "dns-health-unknown",
                sentence + "; if it is not healthy, traffic stays with " + track.other() + " after the move",
                "check in CloudWatch, by HealthCheckStatus or the load balancer's metrics, that it is healthy");
    }

    private Finding flipsByItself() {
        return Finding.warning(
                "dns-fails-over-by-itself",
                group.name() + " is a failover pair: whenever the health check of the PRIMARY fails, Route 53"
                        + " answers with the other track, without notice",
                "keep the old track running as long as it is SECONDARY");
    }
}
