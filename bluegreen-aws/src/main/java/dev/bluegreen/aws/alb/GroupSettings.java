package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.elb.ElbArn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * One target group and its attributes.
 *
 * @param balancer attributes of its load balancer, whose defaults the group inherits; empty for an ALB
 */
record GroupSettings(ElbArn arn, Map<String, String> attributes, Map<String, String> balancer, TargetGroup described) {

    private static final String CROSS_ZONE = "load_balancing.cross_zone.enabled";
    private static final String OF_BALANCER = "use_load_balancer_configuration";

    /** AWS's default. */
    private static final int DEREGISTRATION_SECONDS = 300;

    String name() {
        return "target group " + arn.shortName();
    }

    /** Type of target stickiness: {@code lb_cookie}, {@code app_cookie} or {@code source_ip}; empty if off. */
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

    /**
     * True if cross-zone load balancing is off. The load balancer's setting is the default: on for an ALB, off for an
     * NLB.
     */
    boolean zonesApart() {
        String own = attributes.getOrDefault(CROSS_ZONE, OF_BALANCER);
        return "false".equals(own.equals(OF_BALANCER) ? balancer.getOrDefault(CROSS_ZONE, "true") : own);
    }

    /** True if Target Optimizer agents on the targets limit concurrent requests. */
    boolean hasOptimizer() {
        return described.targetControlPort() != null;
    }

    /** Seconds from the first check of a new target until it is healthy; one interval more at most. */
    int firstHealthySeconds() {
        Integer seconds = described.healthCheckIntervalSeconds();
        return seconds == null ? 0 : seconds;
    }

    boolean isAnotherBalancers(String balancer) {
        List<String> used = described.loadBalancerArns();
        return !used.isEmpty() && !used.contains(balancer);
    }

    boolean hasType(TargetTypeEnum type) {
        return described.targetType() == type;
    }

    private int number(String key, int otherwise) {
        String value = attributes.getOrDefault(key, "");
        return value.matches("\\d{1,6}") ? Integer.parseInt(value) : otherwise;
    }
}
