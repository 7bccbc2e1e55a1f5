package dev.bluegreen.aws.route53;

import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.TrafficSplit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckObservation;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * State of health checks as Route 53 uses it: the checkers' verdict, inverted if so configured; a disabled check counts as
 * passing (API HealthCheckConfig, Inverted and Disabled).
 */
record HealthChecks(RecordApi api) {

    /** Route 53 considers an endpoint healthy when more than 18 % of its checkers do (developer guide). */
    private static final double ENOUGH = 0.18;

    /** State of a health check. */
    enum State {
        HEALTHY,
        FAILING,
        /** Calculated, or based on an alarm: the API does not report its state. */
        UNKNOWN;

        /** The state of an inverted check. */
        private State opposite() {
            return switch (this) {
                case HEALTHY -> FAILING;
                case FAILING -> HEALTHY;
                case UNKNOWN -> UNKNOWN;
            };
        }
    }

    State of(String check) {
        Optional<HealthCheckConfig> config = RecordApi.unless(Kind.FORBIDDEN, () -> api.check(check));
        if (config.isEmpty()) {
            return State.UNKNOWN;
        }
        boolean isInverted = Boolean.TRUE.equals(config.get().inverted());
        State seen = Boolean.TRUE.equals(config.get().disabled()) ? State.HEALTHY : seen(check);
        return isInverted ? seen.opposite() : seen;
    }

    /** The checkers' verdict; the request may be refused for a check without checkers. */
    private State seen(String check) {
        List<HealthCheckObservation> seen = RecordApi.unless(
                        Kind.INVALID, () -> api.health(check).healthCheckObservations())
                .orElse(List.of());
        if (seen.isEmpty()) {
            return State.UNKNOWN;
        }
        long good = seen.stream()
                .filter(one -> String.valueOf(one.statusReport().status()).startsWith("Success"))
                .count();
        return good > ENOUGH * seen.size() ? State.HEALTHY : State.FAILING;
    }

    /** States by id, of the health checks of the records that are to answer. */
    Map<String, State> of(Policy policy, RecordGroup group, TrafficSplit split) {
        Map<String, State> states = new TreeMap<>();
        policy.sides(group, split)
                .map(ResourceRecordSet::healthCheckId)
                .filter(check -> check != null)
                .distinct()
                .forEach(check -> states.put(check, of(check)));
        return states;
    }
}
