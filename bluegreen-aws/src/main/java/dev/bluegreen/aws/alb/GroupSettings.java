package dev.bluegreen.aws.alb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** What is set for one target group: its attributes, and what it is. */
record GroupSettings(
        ElbArn arn,
        Map<String, String> attributes,
        @Nullable TargetGroup described) {

    /** As AWS has it unless it is set. */
    private static final int DEREGISTRATION_SECONDS = 300;

    String name() {
        return "target group " + arn.shortName();
    }

    /** {@code lb_cookie}, {@code app_cookie}, {@code source_ip}: how clients stick to one target; empty when not at all. */
    Optional<String> stickyBy() {
        return "true".equals(attributes.get("stickiness.enabled"))
                ? Optional.of(attributes.getOrDefault("stickiness.type", "lb_cookie"))
                : Optional.empty();
    }

    int slowStartSeconds() {
        return number("slow_start.duration_seconds", 0);
    }

    int deregistrationSeconds() {
        return number("deregistration_delay.timeout_seconds", DEREGISTRATION_SECONDS);
    }

    boolean zonesApart() {
        return "false".equals(attributes.get("load_balancing.cross_zone.enabled"));
    }

    /** Seconds from the first check of a new target until it is healthy, at most one interval more. */
    int firstHealthySeconds() {
        return described == null || described.healthCheckIntervalSeconds() == null
                ? 0
                : described.healthCheckIntervalSeconds();
    }

    boolean isAnotherBalancers(String balancer) {
        List<String> used = described == null ? List.of() : described.loadBalancerArns();
        return !used.isEmpty() && !used.contains(balancer);
    }

    boolean hasType(TargetTypeEnum type) {
        return described != null && described.targetType() == type;
    }

    private int number(String key, int otherwise) {
        String value = attributes.getOrDefault(key, "");
        return value.matches("\\d{1,6}") ? Integer.parseInt(value) : otherwise;
    }
}
