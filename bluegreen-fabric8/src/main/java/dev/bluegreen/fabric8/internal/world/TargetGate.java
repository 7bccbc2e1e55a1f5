package dev.bluegreen.fabric8.internal.world;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodReadinessGate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A readiness gate by which the controller of a load balancer says that a pod is a healthy target: its type is
 * {@code target-health.elbv2.k8s.aws/<TargetGroupBinding>}, in EKS Auto Mode {@code target-health.eks.amazonaws.com/}. The
 * controller gives it to new pods only, and sets its condition to False while it registers the pod anew.
 *
 * @param binding the name of the TargetGroupBinding
 */
public record TargetGate(String binding) {

    private static final String PREFIX = "target-health.";

    /** True for the type of such a condition. */
    static boolean isTargetHealth(String conditionType) {
        return conditionType.startsWith(PREFIX);
    }

    /** True if a pod waits for this gate before it is ready. */
    public boolean isOf(Pod pod) {
        return Fields.each(pod.getSpec().getReadinessGates())
                .map(PodReadinessGate::getConditionType)
                .anyMatch(this::isIts);
    }

    /** True if the pod became a healthy target at this moment or later: of an earlier registration it would still say so. */
    public boolean isPassedSince(Pod pod, Instant moment) {
        return conditions(pod)
                .filter(condition -> isIts(condition.getType()) && "True".equals(condition.getStatus()))
                .flatMap(condition -> transition(condition).stream())
                .anyMatch(at -> !at.isBefore(moment.truncatedTo(ChronoUnit.SECONDS)));
    }

    private boolean isIts(String conditionType) {
        return isTargetHealth(conditionType) && conditionType.endsWith("/" + binding);
    }

    private static Stream<PodCondition> conditions(Pod pod) {
        return Stream.ofNullable(pod.getStatus())
                .flatMap(status -> Stream.ofNullable(status.getConditions()))
                .flatMap(List::stream);
    }

    private static Optional<Instant> transition(PodCondition condition) {
        try {
            return Optional.ofNullable(condition.getLastTransitionTime()).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
