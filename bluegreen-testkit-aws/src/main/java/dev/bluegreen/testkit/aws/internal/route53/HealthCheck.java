package dev.bluegreen.testkit.aws.internal.route53;

/**
 * A health check (Route 53 API, HealthCheckConfig).
 *
 * @param answers true if its checkers reach the endpoint
 * @param inverted true if it counts as the opposite
 * @param disabled true if its checkers have stopped: it counts as passing then, and as failing where it is inverted
 */
record HealthCheck(boolean answers, boolean inverted, boolean disabled) {

    static HealthCheck plain(boolean answers) {
        return new HealthCheck(answers, false, false);
    }

    HealthCheck answering(boolean now) {
        return new HealthCheck(now, inverted, disabled);
    }

    HealthCheck configured(boolean isInverted, boolean isDisabled) {
        return new HealthCheck(answers, isInverted, isDisabled);
    }

    boolean passes() {
        return (disabled || answers) != inverted;
    }
}
