package dev.bluegreen.aws.route53;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Track;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** What keeps the records of a track from answering: Route 53 chooses by health, whatever weights and roles say. */
record HealthRisks(HealthChecks checks, Policy policy, RecordGroup group) {

    Stream<Finding> of(Move move) {
        Stream<Finding> health = Arrays.stream(Track.values())
                .filter(move.target()::sendsTo)
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
                        "what Route 53 thinks of the health of '" + RecordGroup.target(set)
                                + "', which it evaluates, cannot be asked"))
                : Optional.empty();
    }

    private Optional<Finding> health(Track track, String check) {
        return switch (checks.of(check)) {
            case HEALTHY -> Optional.empty();
            case FAILING -> Optional.of(failing(track, check));
            case UNKNOWN ->
                Optional.of(unknown(
                        track,
                        "the state of health check " + check + " cannot be asked: it is calculated, follows an"
                                + " alarm, or route53:GetHealthCheck is not allowed"));
        };
    }

    private Finding failing(Track track, String check) {
        String result = policy instanceof Failover
                ? "as PRIMARY it would not answer, and traffic would stay where it is"
                : "its record would not answer whatever its weight, and traffic would stay with those that are healthy";
        return new Finding(
                "dns-health-check-failing",
                Severity.FATAL,
                "health check " + check + " of " + track + " fails: " + result,
                "see why the check fails");
    }

    private Finding without(Track track) {
        return new Finding(
                "dns-primary-unchecked",
                Severity.FATAL,
                group.name() + ": the record of " + track
                        + " has no health check, and Route 53 takes none such as PRIMARY",
                "give it a health check");
    }

    private static Finding unknown(Track track, String sentence) {
        return new Finding(
                "dns-health-unknown",
                Severity.WARNING,
                sentence + "; if it is not healthy, traffic stays with " + track.other() + " after the move",
                "see in CloudWatch, by the metric HealthCheckStatus or those of the load balancer, that it is healthy");
    }

    private Finding flipsByItself() {
        return new Finding(
                "dns-fails-over-by-itself",
                Severity.WARNING,
                group.name() + " is a failover pair: whenever the health check of the PRIMARY fails, Route 53"
                        + " answers with the other track, without asking anybody",
                "keep the old track running as long as it is SECONDARY");
    }
}
