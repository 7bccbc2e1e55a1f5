package dev.bluegreen.aws.route53;

import dev.bluegreen.cutover.Move;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.HealthCheckObservation;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** What keeps the record of a track from answering as PRIMARY: Route 53 chooses by health, whatever the roles say. */
final class FailoverRisks {

    /** Route 53 takes an endpoint for healthy when more than 18 of 100 of its checkers do, by its developer guide. */
    private static final double HEALTHY = 0.18;

    private final RecordApi api;
    private final Policy policy;
    private final RecordGroup group;

    FailoverRisks(RecordApi api, Policy policy, RecordGroup group) {
        this.api = api;
        this.policy = policy;
        this.group = group;
    }

    Stream<Finding> of(Move move) {
        Stream<Finding> health = move.target().only().stream()
                .flatMap(track -> policy.sides(group, track).stream().flatMap(set -> health(track, set).stream()))
                .distinct();
        return Stream.concat(health, Stream.of(flipsByItself()));
    }

    private Optional<Finding> health(Track track, ResourceRecordSet set) {
        if (set.healthCheckId() != null) {
            return health(track, set.healthCheckId());
        }
        if (set.aliasTarget() == null) {
            return Optional.of(without(track));
        }
        return Boolean.TRUE.equals(set.aliasTarget().evaluateTargetHealth())
                ? Optional.of(unknown(
                        track,
                        "what Route 53 thinks of the health of '" + RecordGroup.target(set)
                                + "', which it evaluates, cannot be asked"))
                : Optional.empty();
    }

    private Optional<Finding> health(Track track, String check) {
        List<HealthCheckObservation> seen = observations(check);
        if (seen.isEmpty()) {
            return Optional.of(
                    unknown(track, "the state of health check " + check + " cannot be asked: it is calculated"));
        }
        long good = seen.stream()
                .filter(one -> String.valueOf(one.statusReport().status()).startsWith("Success"))
                .count();
        return good > HEALTHY * seen.size() ? Optional.empty() : Optional.of(failing(track, check));
    }

    /** Of a calculated check, or one that follows an alarm, none are told, and asking for them may be refused. */
    private List<HealthCheckObservation> observations(String check) {
        try {
            return api.health(check).healthCheckObservations();
        } catch (PlatformException e) {
            if (e.kind() == PlatformException.Kind.INVALID) {
                return List.of();
            }
            throw e;
        }
    }

    private static Finding failing(Track track, String check) {
        return new Finding(
                "dns-health-check-failing",
                Severity.FATAL,
                "health check " + check + " of " + track
                        + " fails: as PRIMARY it would not answer, and traffic would stay where it is",
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
