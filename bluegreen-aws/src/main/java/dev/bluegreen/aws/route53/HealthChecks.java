package dev.bluegreen.aws.route53;

import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.TrafficSplit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckObservation;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * What Route 53 makes of health checks: what its checkers say, or the opposite where a check is inverted; one that is disabled
 * counts as passing (API HealthCheckConfig, Inverted and Disabled).
 */
record HealthChecks(RecordApi api) {

    /** Route 53 takes an endpoint for healthy when more than 18 of 100 of its checkers do, by its developer guide. */
    private static final double ENOUGH = 0.18;

    /** What is known of a health check. */
    enum State {
        HEALTHY,
        FAILING,
        /** It is calculated, or follows an alarm: nobody is told what it says. */
        UNKNOWN;

        /** Of a check that is inverted. */
        private State opposite() {
            return switch (this) {
                case HEALTHY -> FAILING;
                case FAILING -> HEALTHY;
                case UNKNOWN -> UNKNOWN;
            };
        }
    }

    State of(String check) {
        Optional<HealthCheckConfig> config = config(check);
        if (config.isEmpty()) {
            return State.UNKNOWN;
        }
        boolean isInverted = Boolean.TRUE.equals(config.get().inverted());
        State seen = Boolean.TRUE.equals(config.get().disabled()) ? State.HEALTHY : seen(check);
        return isInverted ? seen.opposite() : seen;
    }

    /** What the checkers find, whatever follows of it. */
    private State seen(String check) {
        List<HealthCheckObservation> seen = observations(check);
        if (seen.isEmpty()) {
            return State.UNKNOWN;
        }
        long good = seen.stream()
                .filter(one -> String.valueOf(one.statusReport().status()).startsWith("Success"))
                .count();
        return good > ENOUGH * seen.size() ? State.HEALTHY : State.FAILING;
    }

    /** By id, the checks of the records that are to answer. */
    Map<String, State> of(Policy policy, RecordGroup group, TrafficSplit split) {
        Map<String, State> states = new TreeMap<>();
        Arrays.stream(Track.values())
                .filter(split::sendsTo)
                .flatMap(track -> policy.sides(group, track).stream())
                .map(ResourceRecordSet::healthCheckId)
                .filter(check -> check != null)
                .distinct()
                .forEach(check -> states.put(check, of(check)));
        return states;
    }

    /** Empty where it may not be asked: then what the checkers say tells nothing. */
    private Optional<HealthCheckConfig> config(String check) {
        try {
            return Optional.of(api.check(check));
        } catch (PlatformException e) {
            if (e.kind() == PlatformException.Kind.FORBIDDEN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Asking for one without checkers may be refused. */
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
}
